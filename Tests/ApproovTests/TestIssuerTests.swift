import Approov
import ApproovTesting
import Testing

@Suite("The test issuer")
struct TestIssuerTests {
    private static let secret =
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw=="

    @Test("No token of one issuer is accepted by the verifier of another", arguments: [TokenAlgorithm.hs256, .es256])
    func ownKey(algorithm: TokenAlgorithm) throws {
        let (first, second) = (try TestIssuer(algorithm: algorithm), try TestIssuer(algorithm: algorithm))
        #expect(first.verifier().outcome(token: try first.token()) == "accepted")
        #expect(first.verifier().outcome(token: try second.token()) == "invalidSignature")
    }

    @Test("Two issuers with the same secret are one")
    func sharedSecret() throws {
        let now = TestIssuer.standardTime
        let first = try TestIssuer(base64Secret: Self.secret, now: now)
        let second = try TestIssuer(base64Secret: Self.secret, now: now)
        #expect(first.verifier().outcome(token: try second.token()) == "accepted")
        #expect(try first.token() == second.token())
    }

    @Test("An issuer with a known secret lives in the present, so that its expired tokens have expired")
    func present() throws {
        let issuer = try TestIssuer(base64Secret: Self.secret)
        let verifier = ApproovVerifier(keys: KeyRing(issuer.key))
        #expect(verifier.outcome(token: try issuer.token()) == "accepted")
        #expect(verifier.outcome(token: try issuer.token(.expired)) == "expired")
    }

    @Test("Printing an issuer does not show its secret")
    func printing() throws {
        let issuer = try TestIssuer(base64Secret: Self.secret)
        var dumped = ""
        dump(issuer, to: &dumped)
        #expect(
            "\(issuer) \(String(reflecting: issuer))"
                == "TestIssuer(VerificationKey(HS256)) TestIssuer(VerificationKey(HS256))"
        )
        #expect(!dumped.contains("secret"))
    }

    @Test("A secret that no server would start with is refused", arguments: ["", "AAAA", "approov_base64_secret_here"])
    func badSecret(secret: String) {
        #expect(throws: KeyError.self) { try TestIssuer(base64Secret: secret) }
    }

    @Test("Its time stands still, wherever it is set", arguments: [0, 1.5, 1_900_000_000, 253_402_300_800] as [Double])
    func time(seconds: Double) throws {
        let issuer = try TestIssuer(now: NumericDate(secondsSinceEpoch: seconds))
        let verifier = issuer.verifier()
        #expect(verifier.outcome(token: try issuer.token()) == "accepted")
        #expect(verifier.outcome(token: try issuer.token(.expired)) == "expired")
        let attestation = try verifier.verify(.request(token: try issuer.token()))
        #expect(attestation.expiry.secondsSinceEpoch == seconds + 300)
    }

    @Test("Every kind of token can be issued with every algorithm", arguments: TokenAlgorithm.allCases)
    func kinds(algorithm: TokenAlgorithm) throws {
        let issuer = try Issuers.issuer(algorithm)
        let outcomes: [TestToken: String] = [
            .expired: "expired", .withoutExpiry: "missingExpiry", .wrongKey: "invalidSignature",
            .wrongAlgorithm: "algorithmNotAllowed", .unsigned: "algorithmNotAllowed",
        ]
        for kind in TestToken.allCases where kind != .wrongKey || issuer.key.algorithm.isSymmetric {
            #expect(issuer.verifier().outcome(token: try issuer.token(kind)) == outcomes[kind] ?? "accepted", "\(kind)")
        }
    }
}
