import Approov
import ApproovTesting
import Testing

@Suite("Signing keys")
struct SigningKeyTests {
    @Test("A key survives its private JWK", arguments: TokenAlgorithm.allCases)
    func roundTrip(algorithm: TokenAlgorithm) throws {
        let key = try SigningKey(generating: algorithm, keyID: "a\"b")
        let copy = try SigningKey(privateJWK: key.privateJWK)
        #expect(copy.privateJWK == key.privateJWK)
        #expect(copy.thumbprint == key.thumbprint)
        let (issuer, verifier) = (try TestIssuer(key: copy), try TestIssuer(key: key).verifier())
        #expect(verifier.outcome(token: try issuer.token()) == "accepted")
        #expect(verifier.outcome(token: try issuer.token(.longLived)) == "accepted")
    }

    @Test("The public JWK is what a verifier takes", arguments: TokenAlgorithm.allCases)
    func publicKey(algorithm: TokenAlgorithm) throws {
        let key = try SigningKey(generating: algorithm, keyID: "1")
        guard let jwk = key.publicJWK, let pem = key.publicPEM else {
            #expect(algorithm.isSymmetric && key.publicJWK == nil && key.publicPEM == nil && key.thumbprint == nil)
            return
        }
        let token = try TestIssuer(key: key).token()
        for ring in [
            KeyRing(try VerificationKey(jwk: jwk)),
            KeyRing(try VerificationKey(pem: pem, algorithm: algorithm, keyID: "1")),
        ] {
            #expect(keyOutcome { () throws(KeyError) in ring } == "accepted")
            #expect(try UnverifiedToken(parsing: token).authenticated(by: ring).key.keyID == "1")
        }
    }

    @Test("An RSA key is as long as wanted", arguments: [RSAKeyLength.bits2048, .bits3072])
    func length(length: RSAKeyLength) throws {
        #expect(try SigningKey(generating: .ps256, length: length).bits == length.rawValue)
    }

    private static let p256 = #"""
        "crv":"P-256","x":"uuK8GTiaE3c4qRUvook5Ce6RWt1HwAjrDXKCHn5p6ag","y":"dyNPi4OLQLnAbPlKrDnMRwRlSKrGcRzk8MtSgTA-tUk"
        """#

    @Test(
        "A document that is no usable private key is refused for its reason",
        arguments: [
            ("", "malformed"), ("[]", "malformed"), ("{}", "malformed"),
            (#"{"kty":"oct"}"#, "ambiguous"),
            (#"{"kty":"oct","alg":"HS256"}"#, "malformed"),
            (#"{"kty":"oct","alg":"HS256","k":"AAAA"}"#, "weak"),
            (#"{"kty":"oct","alg":"none","k":"AAAA"}"#, "unsupported"),
            (#"{"kty":"oct","alg":"ES256","k":"AAAA"}"#, "unsupported"),
            (#"{"kty":"oct","alg":"HS256","k":"AAAA","k":"AAAA"}"#, "malformed"),
            (#"{"kty":"oct","alg":"HS256","k":"AAAA","d":"AAAA"}"#, "unsupported"),
            (#"{"kty":"oct","alg":"HS256","k":"AAAA","use":"enc"}"#, "unsupported"),
            (#"{"kty":"oct","alg":"HS256","k":"AAAA","kid":1}"#, "malformed"),
            (#"{"kty":"OKP","alg":"EdDSA","x":"AAAA"}"#, "unsupported"),
            (#"{"kty":"EC","alg":"ES256",\#(Self.p256)}"#, "malformed"),
            (#"{"kty":"EC","alg":"ES384","d":"AAAA",\#(Self.p256)}"#, "unsupported"),
            (#"{"kty":"EC","alg":"RS256","d":"AAAA",\#(Self.p256)}"#, "unsupported"),
            // A scalar that is not that of the point.
            (
                #"{"kty":"EC","alg":"ES256","d":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE",\#(Self.p256)}"#,
                "malformed"
            ),
            (#"{"kty":"RSA","alg":"RS256","n":"AQ","e":"AQAB","d":"AQ","p":"AQ","q":"AQ"}"#, "malformed"),
            (#"{"kty":"RSA","alg":"RS256","n":"AA","e":"AA","d":"AA","p":"AA","q":"AA"}"#, "malformed"),
            (#"{"kty":"RSA","alg":"RS256","n":"Ag","e":"Aw","d":"Ag","p":"Ag","q":"Ag"}"#, "malformed"),
        ]
    )
    func refusals(text: String, code: String) {
        #expect(keyOutcome { () throws(KeyError) in try SigningKey(privateJWK: text) } == code)
    }

    @Test(
        "Numbers of an RSA key that do not belong together are refused",
        arguments: ["n", "d", "p", "q", "dp", "dq", "qi"]
    )
    func inconsistent(member: String) throws {
        let (key, other) = (try SigningKey(generating: .rs256), try SigningKey(generating: .rs256))
        func value(_ key: SigningKey) throws -> Substring {
            let json = key.privateJWK
            let start = try #require(json.firstRange(of: "\"\(member)\":\"")).upperBound
            return json[start...].prefix { $0 != "\"" }
        }
        let mixed = key.privateJWK.replacing(try value(key), with: try value(other))
        #expect(keyOutcome { () throws(KeyError) in try SigningKey(privateJWK: mixed) } == "malformed")
    }

    @Test("Printing a key does not show it")
    func printing() throws {
        let key = try SigningKey(generating: .es256, keyID: "1")
        var dumped = "\(key)"
        dump(key, to: &dumped)
        #expect(dumped == "SigningKey(ES256, kid: 1)- SigningKey(ES256, kid: 1)\n")
    }
}
