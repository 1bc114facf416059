import Approov
import ApproovTesting
import Crypto
import Foundation
import HTTPTypes
import Testing

@Suite("The key of an installation")
struct InstallationKeyTests {
    /// A claim in JSON that is made of the key with which the request is signed, or is not.
    struct Claim: Sendable, CustomTestStringConvertible {
        let name: String
        let json: @Sendable (P256.Signing.PublicKey) -> String

        init(_ name: String, json: @escaping @Sendable (P256.Signing.PublicKey) -> String) {
            (self.name, self.json) = (name, json)
        }

        /// The base64 of bytes.
        static func bytes(_ name: String, _ bytes: @escaping @Sendable (P256.Signing.PublicKey) -> [UInt8]) -> Claim {
            Claim(name) { "\"\(base64(bytes($0)))\"" }
        }

        /// Another text than the right one.
        static func text(_ name: String, _ change: @escaping @Sendable (String) -> String) -> Claim {
            Claim(name) { "\"\(change(base64($0.derRepresentation)))\"" }
        }

        var testDescription: String { self.name }
    }

    private static let claims: [Claim] = [
        Claim("null") { _ in "null" }, Claim("a number") { _ in "1" }, Claim("an object") { _ in "{}" },
        Claim("a list with the key") { "[\"\(base64($0.derRepresentation))\"]" },
        .text("an empty text") { _ in "" },
        .text("without padding") { $0.replacing("=", with: "") },
        .text("half of the padding") { String($0.dropLast()) },
        .text("padding more") { "\($0)=" },
        .text("unused bits") { text in
            let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
            let last = text[text.index(text.endIndex, offsetBy: -3)]
            let next = digits[((digits.firstIndex(of: last) ?? 0) | 1) % 64]
            return "\(text.dropLast(3))\(next)=="
        },
        .text("white space before it") { " \($0)" }, .text("white space after it") { "\($0) " },
        .text("a line end in it") { "\($0.prefix(64))\\n\($0.dropFirst(64))" },
        .text("base64url") { "_\($0.dropFirst())" },
        .text("4097 characters") { _ in String(repeating: "A", count: 4097) },
        .text("the key behind 4096 characters") { String(repeating: "A", count: 4096) + $0 },
        Claim("PEM") { "\"\($0.pemRepresentation.replacing("\n", with: "\\n"))\"" },
        .bytes("the point alone") { Array($0.x963Representation) },
        .bytes("the coordinates alone") { Array($0.rawRepresentation) },
        .bytes("a compressed point") { key in
            let point = Array(key.compressedRepresentation)
            return Self.info(point)
        },
        .bytes("a hybrid point") { key in
            var bytes = Array(key.derRepresentation)
            bytes[26] = 0x06 | (bytes[90] & 1)
            return bytes
        },
        .bytes("a point that is not on the curve") { key in
            var bytes = Array(key.derRepresentation)
            bytes[90] ^= 1
            return bytes
        },
        .bytes("the point (0, 0)") { _ in Self.info([0x04] + [UInt8](repeating: 0, count: 64)) },
        .bytes("a coordinate as large as the field") { _ in Self.info([0x04] + [UInt8](repeating: 0xFF, count: 64)) },
        .bytes("the point at infinity") { _ in Self.info([0x00]) },
        .bytes("the point at infinity, filled up") { _ in Self.info([UInt8](repeating: 0, count: 65)) },
        .bytes("a byte more") { Array($0.derRepresentation) + [0] },
        .bytes("a byte less") { Array($0.derRepresentation.dropLast()) },
        .bytes("another curve's name") { key in
            var bytes = Array(key.derRepresentation)
            bytes[22] = 0x06
            return bytes
        },
        .bytes("another algorithm's name") { key in
            var bytes = Array(key.derRepresentation)
            bytes[12] = 0x02
            return bytes
        },
        .bytes("unused bits in the bit string") { key in
            var bytes = Array(key.derRepresentation)
            bytes[25] = 0x01
            return bytes
        },
        .bytes("a longer form of the length") { key in
            let bytes = Array(key.derRepresentation)
            return [0x30, 0x81, 0x59] + bytes[2...]
        },
        .bytes("a key of P-384") { _ in Array(P384.Signing.PrivateKey().publicKey.derRepresentation) },
        .bytes("a key of P-521") { _ in Array(P521.Signing.PrivateKey().publicKey.derRepresentation) },
        .bytes("an Ed25519 key") { _ in Array(Curve25519.Signing.PrivateKey().publicKey.rawRepresentation) },
        .bytes("a private key") { _ in Array(P256.Signing.PrivateKey().derRepresentation) },
    ]

    /// The SubjectPublicKeyInfo of a point on P-256 in whatever form.
    private static func info(_ point: [UInt8]) -> [UInt8] {
        let algorithm: [UInt8] = [
            0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
            0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07,
        ]
        let content = algorithm + [0x03, UInt8(point.count + 1), 0x00] + point
        return [0x30, UInt8(content.count)] + content
    }

    @Test("There is one spelling of it, and no other counts as a key", arguments: claims)
    func spellings(claim: Claim) throws {
        for requirement in [SigningRequirement.required, .ifPresent] {
            var scene = try SignedScene()
            scene.signing.installation = requirement
            var good = scene
            let right = Array(scene.key.publicKey.derRepresentation)
            #expect(right == Self.info(Array(scene.key.publicKey.x963Representation)))
            good.request.headerFields[.approovToken] = try scene.issuer.token(with: #""ipk":"\#(base64(right))""#)
            try good.sign()
            #expect(good.outcome == "accepted")
            let json = claim.json(scene.key.publicKey)
            scene.request.headerFields[.approovToken] = try scene.issuer.token(with: "\"ipk\":\(json)")
            try scene.sign()
            let rejection = #expect(throws: Rejection.self) { try scene.verify() }
            #expect(rejection?.code == .signatureKeyMissing)
            #expect(rejection?.message == "The token's key is not P-256 (ipk).")
        }
    }

    @Test("The name of the claim is exact", arguments: ["IPK", "Ipk", "ipk ", "\\u0069pk2"])
    func name(name: String) throws {
        var scene = try SignedScene()
        let key = base64(scene.key.publicKey.derRepresentation)
        scene.request.headerFields[.approovToken] = try scene.issuer.token(with: "\"\(name)\":\"\(key)\"")
        try scene.sign()
        #expect(scene.outcome == "signatureKeyMissing")
    }
}
