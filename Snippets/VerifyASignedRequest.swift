// Verifies one signed request and its body, without Approov.

import Crypto
import HTTPMessageSignatures
import HTTPTypes

// What the clients call the server; behind a proxy, the server cannot see it.
let origin = try MessageOrigin(scheme: "https", authority: "api.example.com")

func isGenuine(_ request: HTTPRequest, body: [UInt8], publicKey: P256.Signing.PublicKey, now: Int64) -> Bool {
    do throws(SignatureRejection) {
        let signature = try SignedMessage(request, origin: origin)
            .signature(labelled: "install")
            .verified(
                by: .p256(publicKey),
                covering: [.method, .targetURI, .field(.contentDigest)],
                requiring: [.expires]
            )
        var check = try ContentDigest(request.headerFields).check(limit: 1 << 20)
        try check.update(body)
        try check.finish()
        return signature.expires.map { now < $0 } ?? false
    } catch {
        print("Refused:", error.code)
        return false
    }
}
