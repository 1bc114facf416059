import Approov
import ApproovTesting
import Crypto
import Foundation
import HTTPMessageSignatures
import HTTPTypes

/// What it costs to verify that a request is the one that the app has signed: beside the bare check of P-256 over the same bytes.
enum SigningBenchmark {
    static func run() async throws {
        let issuer = try TestIssuer()
        let app = TestApp(attestedBy: issuer)
        let body = Array(#"{"hello":"world"}"#.utf8)
        var request = HTTPRequest(method: .post, scheme: "https", authority: "api.example.com", path: "/v1/orders")
        request.headerFields = [.authorization: SampleToken.credential, .contentType: "application/json"]
        let bases = try app.sign(&request, body: body)
        let head = request
        let evidence = RequestEvidence(head)

        var policy = VerificationPolicy.standard
        let token = issuer.verifier(policy: policy)
        policy.messageSigning = MessageSigning()
        let signing = issuer.verifier(policy: policy)

        guard let installation = app.installation, let der = Data(base64Encoded: installation.publicKey),
            let base = bases["install"]
        else { throw WrongResult() }
        let key = try P256.Signing.PublicKey(derRepresentation: der)
        let text = Data(base.text.utf8)
        let signature = try self.signature(of: head)

        let rows = try await Measurement.all([
            (
                "swift-crypto, the bare check",
                { key.isValidSignature(try P256.Signing.ECDSASignature(rawRepresentation: signature), for: text) }
            ),
            ("Approov, token", { try token.verify(evidence).signatures.isEmpty }),
            ("Approov, token and signature", { try signing.verify(evidence).signatures.count == 1 }),
            (
                "Approov, token, signature and body",
                {
                    var verification = try signing.verify(evidence).bodyVerification
                    try verification?.update(body)
                    try verification?.finish()
                    return verification != nil
                }
            ),
        ])
        let sum = rows.prefix(2).reduce(0) { $0 + $1.nanoseconds }
        Table.print("Request signed with P-256, base of \(text.count) bytes", "bare and token", rows, base: sum)
    }

    private static func signature(of request: HTTPRequest) throws -> Data {
        let field = request.headerFields[.signature] ?? ""
        guard let text = field.split(separator: ":").dropFirst().first, let bytes = Data(base64Encoded: String(text))
        else {
            throw WrongResult()
        }
        return bytes
    }
}
