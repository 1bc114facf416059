import Approov
import ApproovTesting
import Crypto
import Foundation
import Testing

@Suite("JWK Sets")
struct KeyRingJWKSTests {
    private static let ec = VerificationKeyJWKTests.ec
    private static let rsa = VerificationKeyJWKTests.rsa
    private static let oct = VerificationKeyJWKTests.oct

    private static func set(_ keys: [String]) -> String {
        #"{"keys":[\#(keys.joined(separator: ","))]}"#
    }

    private static func key(_ key: [String: String], kid: String? = nil) -> String {
        VerificationKeyJWKTests.document(key, "kid", kid.map { "\"\($0)\"" })
    }

    private func outcome(_ text: String) -> String {
        keyOutcome { () throws(KeyError) in try KeyRing(jwks: text) }
    }

    @Test("A set becomes a ring of its keys, in their order")
    func accepted() throws {
        let ring = try KeyRing(
            jwks: " {\"next\": null, \"keys\": [ \(Self.key(Self.ec, kid: "1")) , \(Self.key(Self.rsa, kid: "2")) ]}\n"
        )
        #expect(ring.keys.map(\.keyID) == ["1", "2"])
        #expect(ring.keys.map(\.algorithm) == [.es256, .rs256])
    }

    @Test("A token is verified with the key of a set that it names")
    func verified() throws {
        let key = P256.Signing.PrivateKey()
        let point = key.publicKey.rawRepresentation
        let jwk =
            #"{"kty":"EC","alg":"ES256","use":"sig","kid":"12","crv":"P-256","x":"\#(base64URL(point.prefix(32)))","#
            + #""y":"\#(base64URL(point.suffix(32)))"}"#
        let ring = try KeyRing(jwks: Self.set([Self.key(Self.rsa, kid: "11"), jwk]))
        let verifier = ApproovVerifier(keys: KeyStore(ring), policy: .standard, now: { TestIssuer.standardTime })
        for (kid, outcome) in [("12", "accepted"), ("11", "algorithmNotAllowed"), ("13", "unknownKey")] {
            let text = TokenText(header: #"{"alg":"ES256","kid":"\#(kid)"}"#, claims: TestIssuer.validClaims)
            let token = text.signed(try key.signature(for: text.signed).rawRepresentation)
            #expect(verifier.outcome(token: token) == outcome)
        }
    }

    @Test(
        "A set of which something is wrong is refused for it",
        arguments: [
            ("a kid twice", set([key(ec, kid: "1"), key(rsa, kid: "1")]), "ambiguous"),
            ("a kid twice, spelled differently", set([key(ec, kid: "1"), key(rsa, kid: #"\u0031"#)]), "ambiguous"),
            ("a secret", set([key(oct, kid: "1")]), "notPublic"),
            ("a secret among public keys", set([key(ec, kid: "1"), key(oct, kid: "2")]), "notPublic"),
            ("a private key", set([VerificationKeyJWKTests.document(ec, "d", #""AQAB""#)]), "notPublic"),
            (
                "one key without algorithm",
                set([key(rsa, kid: "1"), VerificationKeyJWKTests.document(ec, "alg", nil)]), "ambiguous"
            ),
            (
                "one key for encryption",
                set([key(rsa, kid: "1"), VerificationKeyJWKTests.document(ec, "use", #""enc""#)]), "unsupported"
            ),
            ("one weak key", set([key(ec, kid: "1"), VerificationKeyJWKTests.document(rsa, "e", #""Aw""#)]), "weak"),
            ("nine keys without kid", set(Array(repeating: key(ec), count: 9)), "ambiguous"),
            ("no key", set([]), "malformed"),
            ("keys that are not objects", set(["1", "\"a\"", "null"]), "malformed"),
            ("an array of arrays", set(["[\(key(ec))]"]), "malformed"),
            ("keys that are an object", #"{"keys":\#(key(ec))}"#, "malformed"),
            ("keys that are a string", #"{"keys":"[]"}"#, "malformed"),
            ("keys that are null", #"{"keys":null}"#, "malformed"),
            ("no keys", "{}", "malformed"),
            ("keys in capitals", #"{"Keys":[\#(key(ec))]}"#, "malformed"),
            ("keys twice", #"{"keys":[],"keys":[\#(key(ec))]}"#, "malformed"),
            ("a key alone", key(ec), "malformed"),
            ("an array alone", "[\(key(ec))]", "malformed"),
            ("HTML", "<!DOCTYPE html><html><body>404</body></html>", "malformed"),
            ("nothing", "", "malformed"),
            ("a byte order mark", "\u{FEFF}" + set([key(ec)]), "malformed"),
            ("something behind it", set([key(ec)]) + "{}", "malformed"),
            ("a trailing comma", #"{"keys":[\#(key(ec)),]}"#, "malformed"),
            ("a member twice in a key", set([String(key(ec).dropLast()) + #","alg":"ES256"}"#]), "malformed"),
            ("deep nesting", #"{"keys":["# + String(repeating: "[", count: 100_000), "malformed"),
        ]
    )
    func refused(reason: String, text: String, outcome: String) {
        #expect(self.outcome(text) == outcome)
    }

    @Test("A set has at most 128 keys")
    func limit() {
        let keys = (0..<129).map { Self.key(Self.ec, kid: "\($0)") }
        #expect(self.outcome(Self.set(Array(keys.prefix(128)))) == "accepted")
        #expect(self.outcome(Self.set(keys)) == "ambiguous")
    }

    @Test("A set that has been cut off anywhere is refused")
    func truncation() {
        let document = Self.set([Self.key(Self.ec, kid: "1"), Self.key(Self.rsa, kid: "2")])
        #expect(self.outcome(document) == "accepted")
        for length in 0..<document.utf8.count {
            #expect(self.outcome(String(decoding: document.utf8.prefix(length), as: UTF8.self)) == "malformed")
        }
    }
}
