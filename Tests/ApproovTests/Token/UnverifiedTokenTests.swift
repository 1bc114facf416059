import Approov
import ApproovTesting
import Crypto
import CryptoExtras
import Foundation
import HTTPTypes
import Testing

@Suite("Tokens")
struct UnverifiedTokenTests {
    private let issuer: TestIssuer

    init() throws {
        self.issuer = try TestIssuer()
    }

    private func outcome(_ token: String) -> String {
        self.issuer.verifier().outcome(token: token)
    }

    // MARK: Shape

    /// A token made of a valid one, in which one thing is different, by the names that the specification gives them.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let outcome: String
        let make: @Sendable (TestIssuer) throws -> String

        init(_ name: String, _ outcome: String, _ make: @escaping @Sendable (TestIssuer) throws -> String) {
            self.name = name
            self.outcome = outcome
            self.make = make
        }

        /// A genuine token with this header.
        static func header(_ name: String, _ outcome: String, _ header: String) -> Case {
            Case(name, outcome) { try $0.token(header: header, claims: TestIssuer.validClaims) }
        }

        /// A genuine token with these claims.
        static func claims(_ name: String, _ outcome: String, _ claims: String) -> Case {
            Case(name, outcome) { try $0.token(claims: claims) }
        }

        /// A valid token whose text has been changed.
        static func text(
            _ name: String,
            _ outcome: String,
            _ change: @escaping @Sendable (inout TokenText) -> Void
        ) -> Case {
            Case(name, outcome) {
                var text = TokenText(try $0.token())
                change(&text)
                return text.token
            }
        }

        /// A token with this header whose MAC has been made with other bytes than the issuer's secret.
        static func forged(_ name: String, _ outcome: String, _ header: String, with secret: [UInt8]) -> Case {
            Case(name, outcome) { _ in
                TokenText(header: header, claims: TestIssuer.validClaims).authenticated(with: secret)
            }
        }

        var testDescription: String { self.name }
    }

    private static let hs256 = #"{"alg":"HS256","typ":"JWT"}"#

    private static let cases: [Case] = [
        .text("N00: the control", "accepted") { _ in },
        .header("N01: alg none, with a MAC", "algorithmNotAllowed", #"{"alg":"none"}"#),
        Case("N01: alg none, empty signature", "algorithmNotAllowed") { try $0.token(.unsigned) },
        Case("N02: alg nOnE, empty signature", "algorithmNotAllowed") { _ in
            TokenText(header: #"{"alg":"nOnE"}"#, claims: TestIssuer.validClaims).token
        },
        .text("N03: empty signature", "invalidSignature") { $0.signature = "" },
        Case("N04: two parts", "malformedToken") { try TokenText($0.token()).signedText },
        Case("N05: four parts", "malformedToken") { try $0.token() + "." },
        Case("N05: four parts, the last of them filled", "malformedToken") { try $0.token() + ".AAAA" },
        .text("N06: padded signature", "malformedToken") { $0.signature += "=" },
        .text("N06: padded header", "malformedToken") { $0.header += "=" },
        .text("N06: payload padded, and so not the one that was signed", "invalidSignature") { $0.payload += "=" },
        .text("N07: unused bits of the signature set", "malformedToken") { $0.signature = $0.signature.withUnusedBit },
        Case("N08: standard alphabet", "malformedToken") { issuer in
            let tokens = try (0..<100).lazy.map { TokenText(try issuer.token(with: #""n":\#($0)"#)) }
            var text = try #require(tokens.first { $0.signature.contains("-") || $0.signature.contains("_") })
            text.signature = text.signature.replacingOccurrences(of: "-", with: "+")
                .replacingOccurrences(of: "_", with: "/")
            return text.token
        },
        Case("N09: white space around the token", "accepted") { try " \t\($0.token())\t " },
        .text("N09: a space before the payload", "invalidSignature") { $0.payload = " " + $0.payload },
        .text("N09: a space after the header", "malformedToken") { $0.header += " " },
        .text("N09: a space before the signature", "malformedToken") { $0.signature = " " + $0.signature },
        .header("N10: alg twice, none first", "malformedToken", #"{"alg":"none","alg":"HS256"}"#),
        .header("N10: alg twice, none last", "malformedToken", #"{"alg":"HS256","alg":"none"}"#),
        .header("N10: alg twice by an escape", "malformedToken", #"{"alg":"HS256","\u0061lg":"HS256"}"#),
        .claims("N11: exp twice", "malformedToken", #"{"exp":1,"exp":1900000300}"#),
        .claims("N12: exp twice by an escape", "malformedToken", #"{"exp":1900000300,"\u0065xp":1900000300}"#),
        .claims("N12: a nested member twice", "malformedToken", #"{"exp":1900000300,"a":{"b":1,"b":1}}"#),
        .header("N13: crit", "malformedToken", #"{"alg":"HS256","crit":["exp"],"exp":1}"#),
        .header("N14: empty crit", "malformedToken", #"{"alg":"HS256","crit":[]}"#),
        .header("N14: crit null", "malformedToken", #"{"alg":"HS256","crit":null}"#),
        .header("N15: b64 false", "malformedToken", #"{"alg":"HS256","b64":false,"crit":["b64"]}"#),
        .header("N15: b64 true", "malformedToken", #"{"alg":"HS256","b64":true}"#),
        Case("N16: alg HS512, same secret", "algorithmNotAllowed") { try $0.token(.wrongAlgorithm) },
        .header("N16: alg HS512, MAC of HS256", "algorithmNotAllowed", #"{"alg":"HS512"}"#),
        Case("N17: MAC of HS384", "invalidSignature") { _ in
            TokenText(header: Self.hs256, claims: TestIssuer.validClaims)
                .authenticated(with: [UInt8](repeating: 1, count: 64), SHA384.self)
        },
        .text("N18: half a MAC", "invalidSignature") {
            $0.signature = String($0.signature.prefix(22)).withoutUnusedBits
        },
        .forged("N19: empty HMAC key", "invalidSignature", hs256, with: []),
        .forged(
            "N20: the key in the header",
            "invalidSignature",
            #"{"alg":"HS256","jwk":{"kty":"oct","alg":"HS256","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}"#,
            with: [UInt8](repeating: 0, count: 32)
        ),
        .forged(
            "N20: a key pointed to",
            "invalidSignature",
            #"{"alg":"HS256","jku":"https://example.com/jwks","x5u":"https://example.com/x5u","x5c":["AAAA"]}"#,
            with: [UInt8](repeating: 0, count: 32)
        ),
        .header("N20: a genuine token with a key in the header", "accepted", #"{"alg":"HS256","jwk":{"kty":"oct"}}"#),
        .header("N21: unknown kid", "accepted", #"{"alg":"HS256","kid":"12"}"#),
        .header("N22: alg a number", "malformedToken", #"{"alg":256}"#),
        .header("N22: alg null", "malformedToken", #"{"alg":null}"#),
        .header("N22: alg an array", "malformedToken", #"{"alg":["HS256"]}"#),
        .header("N22: no alg", "algorithmNotAllowed", #"{"typ":"JWT"}"#),
        .header("N22: alg empty", "algorithmNotAllowed", #"{"alg":""}"#),
        .header("N22: alg of no standard", "algorithmNotAllowed", #"{"alg":"HS257"}"#),
        .header("N22: alg in lower case", "algorithmNotAllowed", #"{"alg":"hs256"}"#),
        .header("N22: alg and a space", "algorithmNotAllowed", #"{"alg":"HS256 "}"#),
        .header("N22: alg and a NUL", "algorithmNotAllowed", #"{"alg":"HS256\u0000"}"#),
        .header("N22: alg with an escape", "accepted", #"{"alg":"H\u0053256"}"#),
        .header("N22: Alg", "algorithmNotAllowed", #"{"Alg":"HS256"}"#),
        .header("N23: header an array", "malformedToken", #"["alg","HS256"]"#),
        .header("N23: header a string", "malformedToken", #""HS256""#),
        .header("N23: header null", "malformedToken", "null"),
        .header("N23: header empty", "malformedToken", ""),
        .header("N23: header an empty object", "algorithmNotAllowed", "{}"),
        .header("N23: header not JSON", "malformedToken", "alg=HS256"),
        .header("N23: header cut off", "malformedToken", #"{"alg":"HS256""#),
        .text("N23: header a single character", "malformedToken") { $0.header = "A" },
        .claims("N24: payload not JSON", "malformedToken", "exp=1900000300"),
        .claims("N24: payload empty", "malformedToken", ""),
        .claims("N25: payload an array", "malformedToken", "[1900000300]"),
        .claims("N25: payload a string", "malformedToken", #""1900000300""#),
        .claims("N25: payload a number", "malformedToken", "1900000300"),
        .claims("N25: payload null", "malformedToken", "null"),
        .claims("N26: no exp", "missingExpiry", "{}"),
        .claims("N26: Exp", "missingExpiry", #"{"Exp":1900000300}"#),
        .claims("N26: exp nested", "missingExpiry", #"{"a":{"exp":1900000300}}"#),
        .claims("N27: exp a string", "invalidClaim", #"{"exp":"1900000300"}"#),
        .claims("N28: exp an empty string", "invalidClaim", #"{"exp":""}"#),
        .claims("N29: exp 1e400", "invalidClaim", #"{"exp":1e400}"#),
        .claims("N30: exp negative", "expired", #"{"exp":-1900000300}"#),
        .claims("N31: exp true", "invalidClaim", #"{"exp":true}"#),
        .claims("N32: exp null", "invalidClaim", #"{"exp":null}"#),
        .claims("N33: trailing comma", "malformedToken", #"{"exp":1900000300,}"#),
        .claims("N34: byte order mark", "malformedToken", "\u{FEFF}" + TestIssuer.validClaims),
        .claims("N35: bytes after the payload", "malformedToken", TestIssuer.validClaims + "x"),
        .claims("N35: two payloads", "malformedToken", TestIssuer.validClaims + TestIssuer.validClaims),
        .claims("N35: a NUL after the payload", "malformedToken", TestIssuer.validClaims + "\0"),
        Case("N36: invalid UTF-8", "malformedToken") {
            try $0.token(
                header: Array(Self.hs256.utf8),
                claims: Array(#"{"exp":1900000300,"did":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
            )
        },
        Case("N36: invalid UTF-8 in the header", "malformedToken") {
            try $0.token(
                header: Array(#"{"alg":"HS256","kid":""#.utf8) + [0xC0, 0x80] + Array(#""}"#.utf8),
                claims: Array(TestIssuer.validClaims.utf8)
            )
        },
        .claims("N37: half of a surrogate pair", "malformedToken", #"{"exp":1900000300,"did":"\ud800"}"#),
        .claims("N38: nbf in the future", "notYetValid", #"{"exp":1900000300,"nbf":1900000001}"#),
        .header("N39: typ of another token", "malformedToken", #"{"alg":"HS256","typ":"JWE"}"#),
        .header("N39: typ a media type", "malformedToken", #"{"alg":"HS256","typ":"application/jwt"}"#),
        .header("N39: typ empty", "malformedToken", #"{"alg":"HS256","typ":""}"#),
        .header("N39: typ null", "malformedToken", #"{"alg":"HS256","typ":null}"#),
        .header("N39: typ a number", "malformedToken", #"{"alg":"HS256","typ":1}"#),
        .header("N39: typ and a space", "malformedToken", #"{"alg":"HS256","typ":"JWT "}"#),
        .header("N39: typ with other bytes of the same low bits", "malformedToken", #"{"alg":"HS256","typ":"*74"}"#),
        .header("N39: no typ", "accepted", #"{"alg":"HS256"}"#),
        .header("N39: typ in lower case", "accepted", #"{"alg":"HS256","typ":"jwt"}"#),
        .header("N39: typ in both cases", "accepted", #"{"alg":"HS256","typ":"jWt"}"#),
        .header("N40: zip", "malformedToken", #"{"alg":"HS256","zip":"DEF"}"#),
        .header("N40: zip null", "malformedToken", #"{"alg":"HS256","zip":null}"#),
        Case("N41: a status in place of a token", "clientStatus") { _ in "NO_NETWORK" },
        Case("N42: five empty parts", "malformedToken") { _ in "...." },
        Case("N42: three empty parts", "malformedToken") { _ in ".." },
        Case("N42: one dot", "malformedToken") { _ in "." },
        Case("N42: no dot", "malformedToken") { _ in "eyJhbGciOiJIUzI1NiJ9" },
        Case("N43: JSON serialization", "malformedToken") {
            let text = TokenText(try $0.token())
            return #"{"protected":"\#(text.header)","payload":"\#(text.payload)","signature":"\#(text.signature)"}"#
        },
        Case("N43: both serializations mixed", "malformedToken") {
            let text = TokenText(try $0.token())
            return #"{"protected":"\#(text.header)","payload":"\#(text.payload)."}"# + text.token
        },
        Case("N44: a part too long", "tokenTooLong") {
            try $0.token(with: #""a":"\#(String(repeating: "a", count: 6100))""#)
        },
        Case("N45: eight thousand dots", "malformedToken") { _ in String(repeating: ".", count: 8000) },
        Case("N45: ten thousand dots", "tokenTooLong") { _ in String(repeating: ".", count: 10_000) },
        Case("N45: a token and eight thousand dots", "malformedToken") {
            try $0.token() + String(repeating: ".", count: 7500)
        },
        .header("a nested header", "accepted", #"{"alg":"HS256","a":\#(nested(15))}"#),
        .header("a header nested too deeply", "malformedToken", #"{"alg":"HS256","a":\#(nested(16))}"#),
        .claims("a nested payload", "accepted", #"{"exp":1900000300,"a":\#(nested(15))}"#),
        .claims("a payload nested too deeply", "malformedToken", #"{"exp":1900000300,"a":\#(nested(16))}"#),
        .header("enc in the header of three parts", "algorithmNotAllowed", #"{"alg":"dir","enc":"A256GCM"}"#),
    ]

    private static func nested(_ levels: Int) -> String {
        String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }

    @Test("A token is judged for what is wrong with it", arguments: cases)
    func judged(example: Case) throws {
        #expect(self.outcome(try example.make(self.issuer)) == example.outcome)
    }

    @Test("An unknown kid is refused where keys have names")
    func unknownKey() throws {
        let issuer = try TestIssuer(keyID: "12")
        let verifier = issuer.verifier()
        #expect(verifier.outcome(token: try issuer.token()) == "accepted")
        let stranger = try issuer.token(header: #"{"alg":"HS256","kid":"13"}"#, claims: TestIssuer.validClaims)
        #expect(verifier.outcome(token: stranger) == "unknownKey")
    }

    @Test(
        "An encrypted token is told from one with too many parts",
        arguments: [
            (#"{"alg":"A256KW","enc":"A256GCM"}"#, "encryptedToken"),
            (#"{"alg":"dir","enc":"A256GCM","zip":"DEF"}"#, "encryptedToken"),
            (#"{"alg":"PBES2-HS256+A128KW","p2c":2147483647,"p2s":"AAAA","enc":"A128CBC-HS256"}"#, "encryptedToken"),
            (#"{"alg":"RSA-OAEP","enc":"A128GCM","cty":"JWT","crit":["x"]}"#, "encryptedToken"),
            (#"{"alg":"HS256"}"#, "malformedToken"), (#"{"alg":"dir","enc":7}"#, "malformedToken"),
            (#"{"alg":"dir","enc":null}"#, "malformedToken"), (#"{"alg":"dir","enc":"A","enc":"B"}"#, "malformedToken"),
            ("[]", "malformedToken"), ("", "malformedToken"), ("not JSON", "malformedToken"),
        ]
    )
    func fiveParts(header: String, outcome: String) throws {
        let unsigned = try self.issuer.token(.unsigned)
        for rest in ["....", ".AAAA.AAAA.AAAA.AAAA", ".AAAA.AAAA.\(base64URL(unsigned.utf8)).AAAA", ".!.!.!.!"] {
            #expect(self.outcome(base64URL(header.utf8) + rest) == outcome, "\(rest)")
        }
        #expect(self.outcome(base64URL(header.utf8) + ".A.A.A.A.A") == "malformedToken")
    }

    // MARK: Length

    /// Returns a genuine token of exactly this many bytes; no token has 4n + 2.
    private func token(length: Int) throws -> String {
        let empty = try self.issuer.token(with: #""a":"""#)
        let payload = TokenText(empty).payload.utf8.count + length - empty.utf8.count
        let text = try self.issuer.token(
            with:
                #""a":"\#(String(repeating: "a", count: payload * 3 / 4 - #"{"exp":1900000300,"a":""}"#.utf8.count))""#
        )
        try #require(text.utf8.count == length)
        return text
    }

    @Test("A token of 8192 bytes is read, one of 8193 is not")
    func lengthLimit() throws {
        #expect(self.outcome(try self.token(length: 8192)) == "accepted")
        #expect(self.outcome(try self.token(length: 8193)) == "tokenTooLong")
        let (longest, tooLong) = (try self.token(length: 8192), try self.token(length: 8193))
        let ring = KeyRing(self.issuer.key)
        #expect(
            ApproovTests.outcome { () throws(Rejection) in
                try UnverifiedToken(parsing: longest).authenticated(by: ring)
            } == "accepted"
        )
        #expect(
            ApproovTests.outcome { () throws(Rejection) in try UnverifiedToken(parsing: tooLong) } == "tokenTooLong"
        )
        #expect(
            ApproovTests.outcome { () throws(Rejection) in
                try UnverifiedToken(parsing: tooLong, maximumLength: 8193).authenticated(by: ring)
            } == "accepted"
        )
    }

    @Test(
        "A header of 2048 characters is read, a longer one is not",
        arguments: [(2048, "accepted"), (2050, "malformedToken")]
    )
    func headerLimit(length: Int, outcome: String) throws {
        // Base64url makes 4 characters of 3 bytes.
        let frame = #"{"alg":"HS256","a":""}"#
        let padding = String(repeating: "a", count: length * 3 / 4 - frame.utf8.count)
        let header = #"{"alg":"HS256","a":"\#(padding)"}"#
        let token = try self.issuer.token(header: header, claims: #"{"exp":1900000300}"#)
        #expect(
            token.utf8.firstIndex(of: UInt8(ascii: ".")).map { token.utf8.distance(from: token.startIndex, to: $0) }
                == length
        )
        #expect(self.outcome(token) == outcome)
    }

    @Test("The policy sets the limit of the header's value, white space included", arguments: [-1, 0, 1])
    func policyLimit(difference: Int) throws {
        let token = try self.issuer.token()
        let policy = VerificationPolicy.standard { $0.maximumTokenLength = token.utf8.count + difference }
        let verifier = self.issuer.verifier(policy: policy)
        #expect(verifier.outcome(token: token) == (difference < 0 ? "tokenTooLong" : "accepted"))
        #expect(verifier.outcome(token: " " + token) == (difference < 1 ? "tokenTooLong" : "accepted"))
        #expect(verifier.outcome(token: token + "  ") == "tokenTooLong")
    }

    @Test(
        "A mebibyte of junk is refused unread, and read without harm where the limit allows it",
        arguments: [".", "A", " ", "{", "=", "\u{0}", "é", "eyJhbGciOiJIUzI1NiJ9."]
    )
    func junk(piece: String) {
        let junk = String(repeating: piece, count: 1_048_576 / piece.utf8.count)
        #expect(self.outcome(junk) == "tokenTooLong")
        let verifier = self.issuer.verifier(policy: .standard { $0.maximumTokenLength = .max })
        #expect(["malformedToken", "missingToken"].contains(verifier.outcome(token: junk)))
        #expect(
            ApproovTests.outcome { () throws(Rejection) in try UnverifiedToken(parsing: junk, maximumLength: .max) }
                == "malformedToken"
        )
    }

    @Test("A limit of nothing lets nothing through")
    func noLength() throws {
        let verifier = self.issuer.verifier(policy: .standard { $0.maximumTokenLength = 0 })
        #expect(verifier.outcome(token: try self.issuer.token()) == "tokenTooLong")
        #expect(verifier.outcome(token: "") == "missingToken")
    }

    // MARK: Signature

    @Test("Each algorithm verifies its own tokens and nobody else's", arguments: TokenAlgorithm.allCases)
    func algorithms(algorithm: TokenAlgorithm) throws {
        let issuer = try Issuers.issuer(algorithm)
        let verifier = issuer.verifier()
        #expect(verifier.outcome(token: try issuer.token()) == "accepted")
        for other in TokenAlgorithm.allCases where other != algorithm {
            let stranger = try Issuers.issuer(other)
            #expect(verifier.outcome(token: try stranger.token()) == "algorithmNotAllowed", "\(other)")
            let disguised = try stranger.token(
                header: #"{"alg":"\#(algorithm.rawValue)"}"#,
                claims: TestIssuer.validClaims
            )
            #expect(verifier.outcome(token: disguised) == "invalidSignature", "\(other)")
        }
    }

    @Test(
        "Two algorithms of one RSA key are not exchangeable",
        arguments: [(TokenAlgorithm.rs256, "PS256"), (.ps256, "RS256")]
    )
    func padding(algorithm: TokenAlgorithm, other: String) throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let verifier = ApproovVerifier(
            keys: KeyStore(KeyRing(try VerificationKey(pem: key.publicKey.pemRepresentation, algorithm: algorithm))),
            policy: .standard,
            now: { TestIssuer.standardTime }
        )
        for name in [algorithm.rawValue, other] {
            for (padding, isPSS) in [(_RSA.Signing.Padding.PSS, true), (.insecurePKCS1v1_5, false)] {
                let text = TokenText(header: #"{"alg":"\#(name)"}"#, claims: TestIssuer.validClaims)
                let signature = try key.signature(for: SHA256.hash(data: text.signed), padding: padding)
                let isRight = (algorithm == .ps256) == isPSS
                let outcome = name == other ? "algorithmNotAllowed" : isRight ? "accepted" : "invalidSignature"
                #expect(verifier.outcome(token: text.signed(signature.rawRepresentation)) == outcome)
            }
        }
    }

    @Test("A public key is never an HMAC secret, however it is spelled")
    func algorithmConfusion() throws {
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048).publicKey
        let ec = P256.Signing.PrivateKey().publicKey
        let keys = [
            try VerificationKey(pem: rsa.pemRepresentation, algorithm: .rs256),
            try VerificationKey(pem: ec.pemRepresentation, algorithm: .es256),
        ]
        let texts = [rsa.pemRepresentation, rsa.pkcs1PEMRepresentation, ec.pemRepresentation]
        var secrets: [[UInt8]] = [
            Array(rsa.derRepresentation), Array(rsa.pkcs1DERRepresentation), Array(ec.derRepresentation),
            Array(ec.x963Representation), Array(ec.rawRepresentation), Array(ec.compressedRepresentation),
        ]
        for text in texts {
            let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
            for spelling in [text, trimmed, trimmed + "\n", " " + text, "\n" + text, trimmed + "\r\n"] {
                secrets.append(Array(spelling.utf8))
                secrets.append(Array(spelling.replacingOccurrences(of: "\n", with: "\r\n").utf8))
                secrets.append(Array(spelling.replacingOccurrences(of: "\n", with: "").utf8))
            }
        }
        let both = try KeyRing(keys)
        let mixed = try KeyRing(keys + [self.issuer.key])
        for secret in secrets {
            for (algorithm, outcome) in [
                ("HS256", "algorithmNotAllowed"), ("RS256", "invalidSignature"), ("ES256", "invalidSignature"),
            ] {
                let text = TokenText(header: #"{"alg":"\#(algorithm)"}"#, claims: TestIssuer.validClaims)
                let token = text.authenticated(with: secret)
                #expect(self.outcome(token, both) == outcome)
                #expect(self.outcome(token, mixed) == "invalidSignature")
            }
            let long = TokenText(header: #"{"alg":"HS512"}"#, claims: TestIssuer.validClaims)
            #expect(self.outcome(long.authenticated(with: secret, SHA512.self), mixed) == "algorithmNotAllowed")
        }
    }

    private func outcome(_ token: String, _ ring: KeyRing) -> String {
        ApproovVerifier(keys: KeyStore(ring), policy: .standard, now: { TestIssuer.standardTime }).outcome(token: token)
    }

    private static let orders: [TokenAlgorithm: String] = [
        .es256: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        .es384: String(repeating: "f", count: 48) + "c7634d81f4372ddf581a0db248b0a77aecec196accc52973",
        .es512: "01" + String(repeating: "f", count: 63)
            + "a51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
    ]

    @Test(
        "A signature whose numbers are out of range is refused (CVE-2022-21449)",
        arguments: [TokenAlgorithm.es256, .es384, .es512]
    )
    func zeroSignature(algorithm: TokenAlgorithm) throws {
        let issuer = try Issuers.issuer(algorithm)
        let text = TokenText(try issuer.token())
        let order = try #require(Self.orders[algorithm].map(Self.bytes))
        let zero = [UInt8](repeating: 0, count: order.count)
        let one: [UInt8] = zero.dropLast() + [1]
        let most = [UInt8](repeating: 0xFF, count: order.count)
        for r in [zero, one, order, most] {
            for s in [zero, one, order, most] {
                #expect(issuer.verifier().outcome(token: text.signed(r + s)) == "invalidSignature")
            }
        }
    }

    private static func bytes(hex: String) -> [UInt8] {
        stride(from: 0, to: hex.utf8.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }

    @Test("An ECDSA signature in DER is refused", arguments: [TokenAlgorithm.es256, .es384, .es512])
    func der(algorithm: TokenAlgorithm) throws {
        let issuer = try Issuers.issuer(algorithm)
        let text = TokenText(try issuer.token())
        let raw = try #require(Base64.url.decode(text.signature))
        let der =
            switch algorithm {
            case .es256: try P256.Signing.ECDSASignature(rawRepresentation: raw).derRepresentation
            case .es384: try P384.Signing.ECDSASignature(rawRepresentation: raw).derRepresentation
            default: try P521.Signing.ECDSASignature(rawRepresentation: raw).derRepresentation
            }
        #expect(issuer.verifier().outcome(token: text.signed(raw)) == "accepted")
        #expect(issuer.verifier().outcome(token: text.signed(der)) == "invalidSignature")
    }

    @Test("A signature of any other length is refused", arguments: TokenAlgorithm.allCases)
    func signatureLength(algorithm: TokenAlgorithm) throws {
        let issuer = try Issuers.issuer(algorithm)
        let verifier = issuer.verifier()
        let text = TokenText(try issuer.token())
        let signature = try #require(Base64.url.decode(text.signature))
        for count in 0...(signature.count + 70) where count != signature.count {
            let other = Array((signature + [UInt8](repeating: 0, count: 70)).prefix(count))
            #expect(verifier.outcome(token: text.signed(other)) == "invalidSignature", "\(count) bytes")
            let shifted = Array(([UInt8](repeating: 0, count: 70) + signature).suffix(count))
            #expect(verifier.outcome(token: text.signed(shifted)) == "invalidSignature", "\(count) bytes")
        }
    }

    @Test("A changed token is refused, wherever and however one character is changed")
    func singleCharacters() throws {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ,\"é".utf8)
        let token = Array(try self.issuer.token().utf8)
        let verifier = self.issuer.verifier()
        var outcomes: Set<String> = []
        for position in token.indices {
            var changed = token
            for character in alphabet where character != token[position] {
                changed[position] = character
                var fields = HTTPFields()
                fields.append(HTTPField(name: .approovToken, lenientValue: changed))
                outcomes.insert(verifier.outcome(token: nil, fields))
            }
        }
        #expect(outcomes == ["malformedToken", "invalidSignature", "algorithmNotAllowed"])
    }

    @Test("A token in which a character is missing or doubled is refused", arguments: [TokenAlgorithm.hs256, .es256])
    func missingCharacters(algorithm: TokenAlgorithm) throws {
        let issuer = try Issuers.issuer(algorithm)
        let verifier = issuer.verifier()
        let token = Array(try issuer.token().utf8)
        var outcomes: Set<String> = []
        for position in token.indices {
            for replacement in [[], [token[position], token[position]], [token[position], 0x20]] as [[UInt8]] {
                let changed = token[..<position] + replacement + token[(position + 1)...]
                let text = String(decoding: changed, as: UTF8.self)
                if text.hasSuffix(" ") { continue }
                outcomes.insert(verifier.outcome(token: text))
            }
        }
        #expect(outcomes == ["malformedToken", "invalidSignature"])
    }

    @Test("A token that has been cut off anywhere is refused", arguments: TokenAlgorithm.allCases)
    func truncation(algorithm: TokenAlgorithm) throws {
        let issuer = try Issuers.issuer(algorithm)
        let verifier = issuer.verifier()
        let token = try issuer.token()
        for length in 0..<token.utf8.count {
            let prefix = String(decoding: token.utf8.prefix(length), as: UTF8.self)
            let parts = prefix.split(separator: ".", omittingEmptySubsequences: false)
            let isComplete = parts.count == 3 && Base64.url.decode(String(parts[2])) != nil
            let outcome = length == 0 ? "missingToken" : isComplete ? "invalidSignature" : "malformedToken"
            #expect(verifier.outcome(token: prefix) == outcome, "the first \(length) bytes")
            let suffix = String(decoding: token.utf8.suffix(length), as: UTF8.self)
            let other = length == 0 ? "missingToken" : "malformedToken"
            #expect(verifier.outcome(token: suffix) == other, "the last \(length) bytes")
        }
    }

    // MARK: By hand

    @Test("A token of yesterday is authentic, and its claims may be read")
    func authentic() throws {
        let token = try UnverifiedToken(parsing: self.issuer.token(.expired))
        let authentic = try token.authenticated(by: KeyRing(self.issuer.key))
        #expect(authentic.claims.expiry == NumericDate(secondsSinceEpoch: 1_899_999_999))
        #expect("\(authentic.key)" == "\(self.issuer.key)")
    }

    @Test("The payload is not looked at before the signature holds")
    func payloadLast() throws {
        var text = TokenText(try self.issuer.token())
        text.payload = "!"
        #expect(self.outcome(text.token) == "invalidSignature")
        text.payload = ""
        #expect(self.outcome(text.token) == "invalidSignature")
    }

    @Test("Printing a token shows nothing of it")
    func placeholder() throws {
        let text = try self.issuer.token()
        let token = try UnverifiedToken(parsing: text)
        #expect("\(token)" == "UnverifiedToken(…)")
        #expect(Mirror(reflecting: token).children.isEmpty)
        var dumped = String(reflecting: token)
        dump(token, to: &dumped)
        dump(Optional(token), to: &dumped)
        dump([token], to: &dumped)
        expectNothing(of: [text], in: dumped)
        #expect(!dumped.contains("- \(text.utf8.first ?? 0)\n"))
    }
}

extension TokenText {
    /// What a signature is made over, as text.
    fileprivate var signedText: String { String(decoding: self.signed, as: UTF8.self) }
}

extension String {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    /// The base64url text with a bit set that no byte uses; it has one if its length is not a multiple of four.
    fileprivate var withUnusedBit: String { self.changingLast { $0 | 1 } }

    /// The base64url text without the bits that no byte uses.
    fileprivate var withoutUnusedBits: String { self.changingLast { $0 & 0x30 } }

    private func changingLast(_ change: (Int) -> Int) -> String {
        guard let last = self.last, let value = Self.alphabet.firstIndex(of: last) else { return self }
        return self.dropLast() + String(Self.alphabet[change(value)])
    }
}
