import Approov
import ApproovTesting
import Testing

@Suite("Key rings")
struct KeyRingTests {
    /// Two issuers of one account and one of a key set, each with a key of its own.
    private let issuer: TestIssuer
    private let other: TestIssuer

    init() throws {
        self.issuer = try TestIssuer()
        self.other = try TestIssuer()
    }

    /// Returns an issuer whose tokens and key have this `kid`.
    private func named(_ keyID: String?, _ algorithm: TokenAlgorithm = .hs256) throws -> TestIssuer {
        try TestIssuer(algorithm: algorithm, keyID: keyID)
    }

    private func outcome(_ token: String, _ ring: KeyRing) -> String {
        ApproovVerifier(keys: KeyStore(ring), policy: .standard, now: { TestIssuer.standardTime }).outcome(token: token)
    }

    /// Returns a token that the issuer has signed under a `kid` that is spelled so in its header.
    private func token(of issuer: TestIssuer, kid: String?) throws -> String {
        let kid = kid.map { ",\"kid\":\($0)" } ?? ""
        return try issuer.token(
            header: #"{"alg":"\#(issuer.key.algorithm.rawValue)"\#(kid)}"#,
            claims: TestIssuer.validClaims
        )
    }

    @Test("A ring without keys verifies nothing, and the fault is the server's")
    func empty() throws {
        #expect(self.outcome(try self.issuer.token(), .empty) == "keysUnavailable")
        #expect(self.outcome("not a token", .empty) == "malformedToken")
        #expect(KeyRing.empty.keys.isEmpty)
    }

    @Test("The kid of a token is ignored where no key has one", arguments: [nil, #""""#, #""12""#, #""\u0000""#])
    func anonymous(kid: String?) throws {
        let token = try self.token(of: self.issuer, kid: kid)
        #expect(self.outcome(token, KeyRing(self.issuer.key)) == "accepted")
        #expect(self.outcome(token, try KeyRing([self.other.key, self.issuer.key])) == "accepted")
        #expect(self.outcome(token, try KeyRing([self.issuer.key, self.other.key])) == "accepted")
        #expect(self.outcome(token, KeyRing(self.other.key)) == "invalidSignature")
    }

    @Test(
        "A kid that is not a string is refused, also where it is ignored",
        arguments: ["12", "null", "true", "[]", "{}"]
    )
    func kidOfAnotherType(kid: String) throws {
        #expect(self.outcome(try self.token(of: self.issuer, kid: kid), KeyRing(self.issuer.key)) == "malformedToken")
    }

    @Test(
        "Where a key has a kid, a token must name it",
        arguments: [
            (nil, "unknownKey"), (#""12""#, "accepted"), (#""\u00312""#, "accepted"), (#""""#, "unknownKey"),
            (#""1""#, "unknownKey"), (#""123""#, "unknownKey"), (#"" 12""#, "unknownKey"),
            (#""12\u0000""#, "unknownKey"),
            (#""13""#, "invalidSignature"), (#""../12""#, "unknownKey"), (#""12' OR 1=1--""#, "unknownKey"),
        ]
    )
    func named(kid: String?, outcome: String) throws {
        let issuer = try self.named("12")
        let ring = try KeyRing([try self.named("13").key, issuer.key])
        #expect(self.outcome(try self.token(of: issuer, kid: kid), ring) == outcome)
        #expect(
            self.outcome(try self.token(of: issuer, kid: kid), KeyRing(issuer.key))
                == (outcome == "invalidSignature" ? "unknownKey" : outcome)
        )
    }

    @Test("A message about a kid is one line, whatever the kid is")
    func messages() throws {
        for (keyID, shown) in [
            ("12\n34", #"12\u{A}34"#), ("a\u{9B}31mX\u{202E}\u{2028}", #"a\u{9B}31mX\u{202E}\u{2028}"#),
            ("e\u{301}\"", #"e\u{301}\u{22}"#),
            ("a" + String(repeating: "\u{301}", count: 1000), "a" + String(repeating: #"\u{301}"#, count: 63) + "…"),
        ] {
            let key = try TestIssuer(keyID: keyID).key
            let error = #expect(throws: KeyError.self) { try KeyRing([key, key]) }
            #expect(error?.message == "Two keys have the kid \"\(shown)\".")
        }
    }

    @Test("A kid may be any text", arguments: ["", " ", "a\"b\\c/d", "\n\u{0}\u{1F}\u{7F}", "é😀", "{\"kid\":1}"])
    func anyText(keyID: String) throws {
        let issuer = try self.named(keyID)
        let ring = try KeyRing([issuer.key, try self.named("12").key])
        #expect(self.outcome(try issuer.token(), ring) == "accepted")
        #expect(self.outcome(try issuer.token(.unsigned), ring) == "algorithmNotAllowed")
        #expect(self.outcome(try self.token(of: issuer, kid: #""other""#), ring) == "unknownKey")
    }

    @Test("In a mixed ring, a token is verified with the keys of its kind only")
    func mixed() throws {
        let named = try self.named("12")
        let ring = try KeyRing([self.issuer.key, named.key, self.other.key])
        #expect(self.outcome(try self.token(of: self.issuer, kid: nil), ring) == "accepted")
        #expect(self.outcome(try self.token(of: self.other, kid: nil), ring) == "accepted")
        #expect(self.outcome(try self.token(of: named, kid: #""12""#), ring) == "accepted")
        #expect(self.outcome(try self.token(of: named, kid: nil), ring) == "invalidSignature")
        #expect(self.outcome(try self.token(of: self.issuer, kid: #""12""#), ring) == "invalidSignature")
        #expect(self.outcome(try self.token(of: self.issuer, kid: #""13""#), ring) == "unknownKey")
    }

    @Test("A key is never used with the algorithm of another")
    func algorithms() throws {
        let secret = try self.named("secret")
        let ec = try self.named("ec", .es256)
        let ring = try KeyRing([secret.key, ec.key])
        #expect(self.outcome(try self.token(of: secret, kid: #""secret""#), ring) == "accepted")
        #expect(self.outcome(try self.token(of: ec, kid: #""ec""#), ring) == "accepted")
        #expect(self.outcome(try self.token(of: secret, kid: #""ec""#), ring) == "algorithmNotAllowed")
        #expect(self.outcome(try self.token(of: ec, kid: #""secret""#), ring) == "algorithmNotAllowed")
        #expect(self.outcome(try self.token(of: ec, kid: #""ec""#), KeyRing(secret.key)) == "algorithmNotAllowed")
        let anonymous = try KeyRing([self.issuer.key, Issuers.issuer(.es256).key])
        #expect(self.outcome(try self.issuer.token(), anonymous) == "accepted")
        #expect(self.outcome(try Issuers.issuer(.es256).token(), anonymous) == "accepted")
        #expect(self.outcome(try ec.token(), anonymous) == "invalidSignature")
    }

    @Test("Two kids that Swift calls equal are two kids")
    func canonicalEquivalence() throws {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        #expect(composed == decomposed)
        let first = try self.named(composed)
        let second = try self.named(decomposed)
        let ring = try KeyRing([first.key, second.key])
        #expect(self.outcome(try first.token(), ring) == "accepted")
        #expect(self.outcome(try second.token(), ring) == "accepted")
        #expect(self.outcome(try first.token(), KeyRing(second.key)) == "unknownKey")
        #expect(self.outcome(try second.token(), KeyRing(first.key)) == "unknownKey")
    }

    private func ringOutcome(_ keys: [VerificationKey]) -> String {
        keyOutcome { () throws(KeyError) in try KeyRing(keys) }
    }

    @Test("Two keys may not have the same kid, whatever their algorithms are")
    func duplicateKeyID() throws {
        #expect(self.ringOutcome([try self.named("12").key, try self.named("12").key]) == "ambiguous")
        #expect(self.ringOutcome([try self.named("12").key, try self.named("12", .es256).key]) == "ambiguous")
        #expect(self.ringOutcome([try self.named("").key, try self.named("").key]) == "ambiguous")
        #expect(self.ringOutcome([try self.named("a").key, try self.named("A").key]) == "accepted")
    }

    @Test("A long kid is not quoted whole")
    func longKeyID() throws {
        let key = try self.named(String(repeating: "k", count: 10_000)).key
        let error = #expect(throws: KeyError.self) { try KeyRing([key, key]) }
        #expect((error?.message.utf8.count ?? .max) < 200)
    }

    @Test("A ring has at most eight keys without kid, and 128 in all")
    func limits() throws {
        let key = self.issuer.key
        #expect(self.ringOutcome([]) == "malformed")
        #expect(self.ringOutcome(Array(repeating: key, count: 8)) == "accepted")
        #expect(self.ringOutcome(Array(repeating: key, count: 9)) == "ambiguous")
        let named = try (0..<129).map { try self.named("\($0)").key }
        #expect(self.ringOutcome(Array(named.prefix(128))) == "accepted")
        #expect(self.ringOutcome(named) == "ambiguous")
        #expect(self.ringOutcome(Array(named.prefix(120)) + Array(repeating: key, count: 8)) == "accepted")
        #expect(self.ringOutcome(Array(named.prefix(121)) + Array(repeating: key, count: 8)) == "ambiguous")
        #expect(self.ringOutcome(Array(named.prefix(119)) + Array(repeating: key, count: 9)) == "ambiguous")
    }

    @Test("A token that eight keys might have signed is verified with the last of them")
    func lastOfEight() throws {
        let issuers = try (0..<8).map { _ in try TestIssuer() }
        let ring = try KeyRing(issuers.map(\.key))
        for issuer in issuers { #expect(self.outcome(try issuer.token(), ring) == "accepted") }
        #expect(self.outcome(try self.issuer.token(), ring) == "invalidSignature")
    }
}
