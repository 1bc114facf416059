import Approov
import ApproovTesting
import Crypto
import Foundation
import Testing

@Suite("JSON Web Keys")
struct VerificationKeyJWKTests {
    /// The public key of RFC 7515 appendix A.3, with its algorithm.
    static let ec: [String: String] = [
        "kty": #""EC""#, "alg": #""ES256""#, "crv": #""P-256""#,
        "x": #""f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU""#,
        "y": #""x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0""#,
    ]

    /// The public key of RFC 7517 appendix A.1, which names its algorithm and has a `kid`.
    static let rsa: [String: String] = [
        "kty": #""RSA""#, "alg": #""RS256""#, "kid": #""2011-04-29""#, "e": #""AQAB""#,
        "n": "\""
            + "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCi"
            + "FV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb"
            + "9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls"
            + "1jF44-csFCur-kEgU8awapJzKnqDKgw" + "\"",
    ]

    /// The secret of RFC 7515 appendix A.1, with its algorithm.
    static let oct: [String: String] = [
        "kty": #""oct""#, "alg": #""HS256""#,
        "k": #""AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow""#,
    ]

    /// Returns a key document with one difference; `nil` leaves a member out.
    static func document(_ key: [String: String], _ member: String, _ value: String?) -> String {
        var key = key
        key[member] = value
        return self.document(key)
    }

    static func document(_ key: [String: String]) -> String {
        "{" + key.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    private func outcome(_ text: String) -> String {
        keyOutcome { () throws(KeyError) in try VerificationKey(jwk: text) }
    }

    @Test("The keys of the RFCs are accepted, with what they say of themselves")
    func accepted() throws {
        #expect("\(try VerificationKey(jwk: Self.document(Self.ec)))" == "VerificationKey(ES256)")
        #expect("\(try VerificationKey(jwk: Self.document(Self.rsa)))" == "VerificationKey(RS256, kid: 2011-04-29)")
        #expect("\(try VerificationKey(jwk: Self.document(Self.oct)))" == "VerificationKey(HS256)")
    }

    @Test("Members that say what is true change nothing", arguments: [ec, rsa, oct])
    func harmless(key: [String: String]) {
        for (member, value) in [
            ("use", #""sig""#), ("key_ops", #"["verify"]"#), ("key_ops", #"["sign","verify"]"#), ("kid", #""""#),
            ("kid", #""\u0061""#), ("x5t", "7"), ("ext", "true"), ("unknown", #"{"a":[1]}"#),
        ] {
            #expect(self.outcome(Self.document(key, member, value)) == "accepted", "\(member) \(value)")
        }
    }

    @Test(
        "A key of which something is wrong is refused for it",
        arguments: [
            ("alg", nil, "ambiguous"), ("alg", "null", "ambiguous"), ("alg", "256", "ambiguous"),
            ("alg", #""""#, "unsupported"), ("alg", #""none""#, "unsupported"), ("alg", #""EdDSA""#, "unsupported"),
            ("alg", #""es256""#, "unsupported"), ("alg", #""ES256K""#, "unsupported"),
            ("alg", #""ECDH-ES""#, "unsupported"), ("alg", #""dir""#, "unsupported"),
            ("use", #""enc""#, "unsupported"), ("use", #""SIG""#, "unsupported"), ("use", "null", "unsupported"),
            ("use", #"["sig"]"#, "unsupported"), ("key_ops", #"["sign"]"#, "unsupported"),
            ("key_ops", "[]", "unsupported"), ("key_ops", #"["verify",1]"#, "unsupported"),
            ("key_ops", "null", "unsupported"), ("key_ops", #"["VERIFY"]"#, "unsupported"),
            ("d", #""AQAB""#, "notPublic"), ("d", "null", "notPublic"), ("d", #""""#, "notPublic"),
            ("p", #""AQAB""#, "notPublic"), ("q", #""AQAB""#, "notPublic"), ("dp", #""AQAB""#, "notPublic"),
            ("dq", #""AQAB""#, "notPublic"), ("qi", #""AQAB""#, "notPublic"), ("oth", "[]", "notPublic"),
            ("qi", "null", "notPublic"), ("kty", nil, "malformed"), ("kty", "7", "malformed"),
            ("kid", "12", "malformed"), ("kid", "null", "malformed"), ("kid", #"["12"]"#, "malformed"),
        ]
    )
    func refused(member: String, value: String?, outcome: String) {
        for key in [Self.ec, Self.rsa, Self.oct] {
            #expect(self.outcome(Self.document(key, member, value)) == outcome)
        }
    }

    @Test(
        "A key of an unknown type is refused",
        arguments: [#""""#, #""OKP""#, #""ec""#, #""rsa""#, #""OCT""#, #""AKP""#]
    )
    func unknownType(type: String) {
        for key in [Self.ec, Self.rsa] { #expect(self.outcome(Self.document(key, "kty", type)) == "unsupported") }
        #expect(self.outcome(Self.document(Self.oct, "kty", type)) == "notPublic")
    }

    @Test("A secret beside a public key is refused")
    func secretInPublicKey() {
        for key in [Self.ec, Self.rsa] { #expect(self.outcome(Self.document(key, "k", Self.oct["k"])) == "notPublic") }
    }

    @Test(
        "An algorithm must fit the type of its key",
        arguments: [
            (ec, #""RS256""#), (ec, #""PS512""#), (ec, #""HS256""#), (rsa, #""ES256""#), (rsa, #""HS256""#),
            (oct, #""RS256""#), (oct, #""ES512""#),
        ]
    )
    func algorithmOfAnotherType(key: [String: String], algorithm: String) {
        #expect(self.outcome(Self.document(key, "alg", algorithm)) == "unsupported")
    }

    @Test(
        "A secret is not a point, a modulus not a secret",
        arguments: [
            (ec, "RSA", "malformed"), (ec, "oct", "malformed"), (rsa, "EC", "unsupported"), (rsa, "oct", "malformed"),
            (oct, "EC", "notPublic"), (oct, "RSA", "notPublic"),
        ]
    )
    func typeOfAnotherKey(key: [String: String], type: String, outcome: String) {
        let algorithms = ["RSA": #""RS256""#, "EC": #""ES256""#, "oct": #""HS256""#]
        var key = key
        key["kty"] = "\"\(type)\""
        key["alg"] = algorithms[type]
        #expect(self.outcome(Self.document(key)) == outcome)
    }

    @Test(
        "An elliptic curve key must be a point on the curve of its algorithm",
        arguments: [
            ("crv", nil, "unsupported"), ("crv", #""P-384""#, "unsupported"), ("crv", #""p-256""#, "unsupported"),
            ("crv", #""secp256k1""#, "unsupported"), ("crv", "256", "unsupported"),
            ("alg", #""ES384""#, "unsupported"), ("alg", #""ES512""#, "unsupported"),
            ("x", nil, "malformed"), ("y", nil, "malformed"), ("x", #""""#, "malformed"), ("x", "1", "malformed"),
            ("x", #""f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU=""#, "malformed"),
            ("y", #""x/FEzRu9m36HLN/tue659LNpXW6pCyStikYjKIWI5a0""#, "malformed"),
            ("x", #""f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEV""#, "malformed"),
            ("x", #""g83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVA""#, "malformed"),
            ("x", #""AH_Nzidw9sRdQYPL7m_bS3tYBzM1e-nvE7rPbjx70VRF""#, "malformed"),
            ("x", #""g83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU""#, "weak"),
            ("y", #""AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA""#, "weak"),
            ("x", #""__________________________________________8""#, "weak"),
        ]
    )
    func onCurve(member: String, value: String?, outcome: String) {
        #expect(self.outcome(Self.document(Self.ec, member, value)) == outcome)
    }

    @Test("Each coordinate has its length, whatever the two have together", arguments: [1, 31, 32, 33, 63])
    func lengths(count: Int) {
        let point = P256.Signing.PrivateKey().publicKey.rawRepresentation
        var key = Self.ec
        key["x"] = "\"\(base64URL(point.prefix(count)))\""
        key["y"] = "\"\(base64URL(point.dropFirst(count)))\""
        #expect(self.outcome(Self.document(key)) == (count == 32 ? "accepted" : "malformed"))
    }

    @Test("The point at infinity is no key")
    func infinity() {
        var key = Self.ec
        (key["x"], key["y"]) = (
            #""AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA""#, #""AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA""#
        )
        #expect(self.outcome(Self.document(key)) == "weak")
    }

    @Test(
        "An RSA key must be strong",
        arguments: [
            ("n", nil, "malformed"), ("e", nil, "malformed"), ("n", #""""#, "malformed"), ("e", #""""#, "malformed"),
            ("e", "65537", "malformed"), ("e", #""AQAB=""#, "malformed"), ("n", #""AA""#, "malformed"),
            ("n", #""AQ""#, "weak"), ("e", #""Aw""#, "weak"), ("e", #""AQ""#, "weak"), ("e", #""AA""#, "malformed"),
            ("e", #""AQAA""#, "weak"), ("e", #""__8""#, "weak"), ("e", #""AQAC""#, "weak"),
            ("e", #""AQEB""#, "accepted"), ("e", #""AAEAAQ""#, "malformed"),
        ]
    )
    func strongRSA(member: String, value: String?, outcome: String) {
        #expect(self.outcome(Self.document(Self.rsa, member, value)) == outcome)
    }

    @Test(
        "An RSA modulus has 2048 to 8192 bits",
        arguments: [
            (512, "weak"), (1024, "weak"), (2047, "weak"), (2048, "accepted"), (2049, "accepted"), (4096, "accepted"),
            (8192, "accepted"), (8193, "weak"), (16384, "weak"), (65536, "weak"),
        ]
    )
    func modulus(bits: Int, outcome: String) {
        var bytes = [UInt8](repeating: 0xA7, count: (bits + 7) / 8)
        bytes[0] = UInt8(1 << ((bits - 1) % 8))
        #expect(self.outcome(Self.document(Self.rsa, "n", "\"\(base64URL(bytes))\"")) == outcome)
        #expect(self.outcome(Self.document(Self.rsa, "n", "\"\(base64URL([0] + bytes))\"")) == "malformed")
    }

    @Test(
        "A secret must be long enough",
        arguments: [("", "malformed"), ("AAAA", "weak"), ("AA==", "malformed"), ("+/+/", "malformed")]
    )
    func longEnough(text: String, outcome: String) {
        #expect(self.outcome(Self.document(Self.oct, "k", "\"\(text)\"")) == outcome)
    }

    @Test(
        "What is not one JSON object is refused",
        arguments: [
            "", " ", "{}", "[]", "null", "\"\"", "<!DOCTYPE html><html><body>404</body></html>",
            "[\(document(ec))]", document(ec) + document(ec), document(ec) + ";", "\u{FEFF}" + document(ec),
            #"{"keys":[\#(document(ec))]}"#, "{\"kty\":\"EC\",\"kty\":\"EC\"," + document(ec).dropFirst(),
            #"{"k\u0074y":"EC","# + document(ec).dropFirst(), String(document(ec).dropLast()) + ",}",
            "{\"a\":" + String(repeating: "[", count: 8) + String(repeating: "]", count: 8) + ","
                + document(ec).dropFirst(),
            String(repeating: "{\"a\":", count: 100_000),
        ]
    )
    func malformed(text: String) {
        #expect(self.outcome(text) == "malformed")
    }

    @Test("A document that has been cut off anywhere is refused", arguments: [ec, rsa, oct])
    func truncation(key: [String: String]) {
        let document = Self.document(key)
        for length in 0..<document.utf8.count {
            #expect(self.outcome(String(decoding: document.utf8.prefix(length), as: UTF8.self)) == "malformed")
        }
    }

    @Test("The example of RFC 7517 for encryption is refused: it is not for signatures")
    func encryption() {
        let text = #"""
            {"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
             "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"}
            """#
        #expect(self.outcome(text) == "unsupported")
    }

    @Test("No error quotes what a key is made of")
    func errors() {
        let secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ"
        for document in [
            Self.document(Self.oct, "k", "\"\(secret)\""), Self.document(Self.oct, "alg", "\"\(secret)\""),
            Self.document(Self.ec, "d", "\"\(secret)\""), Self.document(Self.ec, "x", "\"\(secret)\""),
            Self.document(Self.rsa, "n", "\"\(secret)\""), Self.document(Self.ec, "crv", "\"\(secret)\""),
            Self.document(Self.ec, "kty", "\"\(secret)\""), "{\"\(secret)\"",
        ] {
            let error = #expect(throws: KeyError.self) { try VerificationKey(jwk: document) }
            expectNothing(of: [secret], in: "\(String(describing: error))")
        }
    }
}
