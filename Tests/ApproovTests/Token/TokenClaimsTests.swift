import Approov
import ApproovTesting
import Testing

@Suite("Claims")
struct TokenClaimsTests {
    private let issuer: TestIssuer

    init() throws {
        self.issuer = try TestIssuer()
    }

    private func claims(_ json: String) throws -> TokenClaims {
        try UnverifiedToken(parsing: self.issuer.token(claims: json)).authenticated(by: KeyRing(self.issuer.key)).claims
    }

    @Test("Every claim of Approov is read")
    func all() throws {
        let claims = try self.claims(
            #"""
            {"exp":4708683205.891912,"nbf":1,"iat":-2.5,"iss":"example.approov.io","aud":["a","b"],"sub":"approov|d|p",
            "did":"ExampleApproovTokenDID==","ip":"2001:db8::7","arc":"IXPSB7TRK2","anno":["x","y"],"pay":"cGF5",
            "ipk":"MFkw","mskid":"j3AWy6"}
            """#
        )
        #expect(claims.expiry == NumericDate(secondsSinceEpoch: 4_708_683_205.891912))
        #expect(claims.notBefore == NumericDate(secondsSinceEpoch: 1))
        #expect(claims.issuedAt == NumericDate(secondsSinceEpoch: -2.5))
        #expect(claims.issuer == "example.approov.io")
        #expect(claims.audience == ["a", "b"])
        #expect(claims.subject == "approov|d|p")
        #expect(claims.deviceID == "ExampleApproovTokenDID==")
        #expect(claims.ipAddress == "2001:db8::7")
        #expect(claims.attestationResponseCode == "IXPSB7TRK2")
        #expect(claims.annotations == ["x", "y"])
        #expect(claims.bindingHash == "cGF5")
        #expect(claims.installationPublicKey == "MFkw")
        #expect(claims.messageSigningKeyID == "j3AWy6")
    }

    @Test(
        "A claim that is missing, or of another type, is none",
        arguments: [
            "{}",
            #"{"exp":null,"nbf":null,"iat":null,"iss":null,"aud":null,"sub":null,"did":null,"ip":null,"arc":null,"anno":null,"pay":null,"ipk":null,"mskid":null}"#,
            #"{"exp":"1","nbf":"1","iat":"1","iss":1,"aud":1,"sub":1,"did":1,"ip":1,"arc":1,"anno":1,"pay":1,"ipk":1,"mskid":1}"#,
            #"{"exp":[1],"nbf":[1],"iat":[1],"iss":["a"],"aud":[1],"sub":["a"],"did":["a"],"ip":["a"],"arc":["a"],"anno":["a",1],"pay":["a"],"ipk":["a"],"mskid":["a"]}"#,
            #"{"exp":{},"nbf":{},"iat":{},"iss":{},"aud":{},"sub":{},"did":{},"ip":{},"arc":{},"anno":{},"pay":{},"ipk":{},"mskid":{}}"#,
            #"{"exp":1e400,"nbf":-1e400,"iat":true,"iss":true,"aud":[["a"]],"sub":true,"did":true,"ip":true,"arc":true,"anno":[null],"pay":true,"ipk":true,"mskid":true}"#,
            #"{"EXP":1,"Nbf":1,"IAT":1,"Iss":"a","Aud":"a","Sub":"a","Did":"a","IP":"a","ARC":"a","Anno":"a","Pay":"a","IPK":"a","MskID":"a"}"#,
            #"{"a":{"exp":1,"nbf":1,"iat":1,"iss":"a","aud":"a","sub":"a","did":"a","ip":"a","arc":"a","anno":"a","pay":"a","ipk":"a","mskid":"a"}}"#,
        ]
    )
    func none(json: String) throws {
        let claims = try self.claims(json)
        #expect(claims.expiry == nil)
        #expect(claims.notBefore == nil)
        #expect(claims.issuedAt == nil)
        #expect(claims.issuer == nil)
        #expect(claims.audience == [])
        #expect(claims.subject == nil)
        #expect(claims.deviceID == nil)
        #expect(claims.ipAddress == nil)
        #expect(claims.attestationResponseCode == nil)
        #expect(claims.annotations == [])
        #expect(claims.bindingHash == nil)
        #expect(claims.installationPublicKey == nil)
        #expect(claims.messageSigningKeyID == nil)
    }

    @Test("A single audience or annotation may stand alone")
    func singleStrings() throws {
        let claims = try self.claims(#"{"aud":"a","anno":"b"}"#)
        #expect(claims.audience == ["a"])
        #expect(claims.annotations == ["b"])
        let empty = try self.claims(#"{"aud":"","anno":[]}"#)
        #expect(empty.audience == [""])
        #expect(empty.annotations == [])
    }

    @Test("Escapes are resolved, in names as in values")
    func escapes() throws {
        let claims = try self.claims(
            #"{"p\u0061y":"a\/b\u002Bc=","did":"\ud83d\ude00\n","anno":["\u0022"],"a\/b":1}"#
        )
        #expect(claims.bindingHash == "a/b+c=")
        #expect(claims.deviceID == "😀\n")
        #expect(claims.annotations == ["\""])
        #expect(claims["a/b"] == .number(1))
    }

    @Test("Any claim can be read by its name")
    func subscripts() throws {
        let claims = try self.claims(
            #"{"exp":1,"embed":{"a":[true,null,1e400]},"a claim with a long name":"x","":"empty","caf\u00e9":2}"#
        )
        #expect(claims["exp"] == .number(1))
        #expect(
            claims["embed"]
                == .object([.init(name: "a", value: .array([.boolean(true), .null, .number(.infinity)]))])
        )
        #expect(claims["a claim with a long name"] == .string("x"))
        #expect(claims["a claim with a long nam"] == nil)
        #expect(claims[""] == .string("empty"))
        #expect(claims["caf\u{E9}"] == .number(2))
        #expect(claims["cafe\u{301}"] == nil)
        #expect(claims["Exp"] == nil)
        #expect(claims["a"] == nil)
    }

    @Test("Two names that Swift calls equal are two claims")
    func canonicalEquivalence() throws {
        let claims = try self.claims(#"{"caf\u00e9":1,"cafe\u0301":2}"#)
        #expect(claims["caf\u{E9}"] == .number(1))
        #expect(claims["cafe\u{301}"] == .number(2))
    }

    @Test("Printing claims shows their names, and not their values")
    func placeholder() throws {
        let claims = try self.claims(#"{"exp":1,"did":"ExampleApproovTokenDID=="}"#)
        #expect("\(claims)" == "TokenClaims(exp, did)")
        #expect(Mirror(reflecting: claims).children.isEmpty)
        let attestation = try self.issuer.verifier().verify(.request(token: try self.issuer.token(.fullClaims)))
        var dumped = "\(attestation)"
        dump(attestation, to: &dumped)
        expectNothing(of: ["ExampleApproovTokenDID==", "example.approov.io", "192.0.2.7"], in: dumped)
    }

    @Test("The claims of every kind of test token can be read", arguments: TestToken.allCases)
    func testTokens(kind: TestToken) throws {
        let verifier = self.issuer.verifier()
        let outcomes: [TestToken: String] = [
            .valid: "accepted", .fullClaims: "accepted", .failover: "accepted", .longLived: "accepted",
            .expired: "expired", .withoutExpiry: "missingExpiry", .wrongKey: "invalidSignature",
            .wrongAlgorithm: "algorithmNotAllowed", .unsigned: "algorithmNotAllowed",
        ]
        let token = try self.issuer.token(kind, boundTo: "a")
        #expect(verifier.outcome(token: token) == outcomes[kind])
        guard outcomes[kind] == "accepted" else { return }
        let claims = try verifier.verify(.request(token: token)).claims
        #expect(claims.deviceID == (kind == .longLived ? nil : "ExampleApproovTokenDID=="))
        #expect((claims.ipAddress == nil) == (kind == .failover || kind == .longLived))
        #expect((claims.bindingHash == nil) == (kind == .failover))
        #expect((claims.issuer == nil) == (kind != .fullClaims && kind != .longLived))
    }
}
