import Approov
import ApproovTesting
import Testing

@Suite("Freshness")
struct FreshnessTests {
    private let issuer: TestIssuer

    init() throws {
        self.issuer = try TestIssuer()
    }

    /// Returns what becomes of a token with these claims, with N for the time of the verifier.
    private func outcome(_ claims: String, _ freshness: Freshness = .standard) throws -> String {
        try self.outcome(claims, freshness, secondsLater: 0)
    }

    private func outcome(_ claims: String, _ freshness: Freshness, secondsLater: Double) throws -> String {
        let now = TestIssuer.standardTime.advanced(bySeconds: secondsLater)
        let verifier = ApproovVerifier(
            keys: KeyStore(KeyRing(self.issuer.key)),
            policy: .standard { $0.freshness = freshness },
            now: { now }
        )
        return verifier.outcome(token: try self.issuer.token(claims: claims))
    }

    // MARK: Expiry

    @Test(
        "An expiry is a finite JSON number, and nothing else",
        arguments: [
            ("1900000300", "accepted"), ("1900000300.0", "accepted"), ("1.9000003e9", "accepted"),
            ("19000003000E-1", "accepted"), ("4708683205.891912", "accepted"), ("1e308", "accepted"),
            ("1.7976931348623157e308", "accepted"), ("9007199254740993", "accepted"),
            ("99999999999999999999999999999999", "accepted"), ("18446744073709551616", "accepted"),
            ("9223372036854775807", "accepted"), ("9223372036854775808", "accepted"),
            ("0", "expired"), ("-0", "expired"), ("0.0", "expired"), ("-0.0", "expired"), ("1", "expired"),
            ("-1", "expired"), ("-1900000300", "expired"), ("-9223372036854775808", "expired"),
            ("-1e308", "expired"), ("5e-324", "expired"), ("1e-400", "expired"), ("1899999999", "expired"),
            ("1e400", "invalidClaim"), ("-1e400", "invalidClaim"), ("1e99999999999999999999", "invalidClaim"),
            ("1.7976931348623159e308", "invalidClaim"), (String(repeating: "9", count: 400), "invalidClaim"),
            ("null", "invalidClaim"), ("true", "invalidClaim"), ("false", "invalidClaim"), (#""""#, "invalidClaim"),
            (#""1900000300""#, "invalidClaim"), (#""NaN""#, "invalidClaim"), (#""Infinity""#, "invalidClaim"),
            (#""2030-03-17T17:51:40Z""#, "invalidClaim"), ("[]", "invalidClaim"), ("[1900000300]", "invalidClaim"),
            ("{}", "invalidClaim"), (#"{"exp":1900000300}"#, "invalidClaim"),
            ("NaN", "malformedToken"), ("Infinity", "malformedToken"), ("+1900000300", "malformedToken"),
            ("01900000300", "malformedToken"), ("1900000300.", "malformedToken"), ("0x713FB300", "malformedToken"),
            ("1_900_000_300", "malformedToken"), ("", "malformedToken"),
            ("0." + String(repeating: "0", count: 400) + "1", "expired"),
            ("1900000300." + String(repeating: "0", count: 400), "accepted"),
        ]
    )
    func expiry(text: String, outcome: String) throws {
        #expect(try self.outcome(#"{"exp":\#(text)}"#) == outcome)
    }

    @Test("A token without expiry is refused", arguments: ["{}", #"{"Exp":1900000300}"#, #"{"exp ":1900000300}"#])
    func missing(claims: String) throws {
        #expect(try self.outcome(claims) == "missingExpiry")
    }

    @Test(
        "A token is accepted until, and not at, its expiry",
        arguments: [
            (0, -1, "accepted"), (0, -0.001, "accepted"), (0, 0, "expired"), (0, 0.001, "expired"), (0, 1, "expired"),
            (1, 0, "accepted"), (1, 0.999, "accepted"), (1, 1, "expired"), (1, 2, "expired"),
            (300, 299, "accepted"), (300, 299.999, "accepted"), (300, 300, "expired"), (300, 301, "expired"),
        ] as [(Double, Double, String)]
    )
    func expiryBoundary(skew: Double, secondsAfterExpiry: Double, outcome: String) throws {
        let freshness = try Freshness(clockSkewSeconds: skew)
        #expect(try self.outcome(#"{"exp":1900000000}"#, freshness, secondsLater: secondsAfterExpiry) == outcome)
    }

    @Test(
        "A fraction of a second counts",
        arguments: [
            ("1900000000.5", 0, "accepted"), ("1900000000.5", 0.25, "accepted"), ("1900000000.5", 0.5, "expired"),
            ("1900000000.5", 0.75, "expired"), ("1900000000.5", 1, "expired"), ("1899999999.5", 0, "expired"),
        ] as [(String, Double, String)]
    )
    func fractions(exp: String, secondsLater: Double, outcome: String) throws {
        #expect(try self.outcome(#"{"exp":\#(exp)}"#, .standard, secondsLater: secondsLater) == outcome)
    }

    // MARK: Not before, issued at

    @Test(
        "A token is refused before it becomes valid, and before it is issued",
        arguments: [
            (0, -1, "notYetValid"), (0, -0.001, "notYetValid"), (0, 0, "accepted"), (0, 1, "accepted"),
            (10, -11, "notYetValid"), (10, -10, "accepted"), (10, -9, "accepted"),
            (300, -301, "notYetValid"), (300, -300, "accepted"), (300, 0, "accepted"),
        ] as [(Double, Double, String)]
    )
    func startBoundary(skew: Double, secondsAfterStart: Double, outcome: String) throws {
        let freshness = try Freshness(clockSkewSeconds: skew)
        for claim in ["nbf", "iat"] {
            let claims = #"{"exp":1900001000,"\#(claim)":1900000000}"#
            #expect(try self.outcome(claims, freshness, secondsLater: secondsAfterStart) == outcome, "\(claim)")
        }
    }

    @Test(
        "The other dates may be absent, but not be anything else than a date",
        arguments: [
            ("null", "invalidClaim"), (#""1""#, "invalidClaim"), (#""""#, "invalidClaim"), ("true", "invalidClaim"),
            ("[1]", "invalidClaim"), ("{}", "invalidClaim"), ("1e400", "invalidClaim"), ("-1e400", "invalidClaim"),
            ("1e308", "notYetValid"), ("-1e308", "accepted"), ("0", "accepted"), ("-0", "accepted"),
            ("1.5", "accepted"),
            ("1900000000.5", "notYetValid"),
        ]
    )
    func otherDates(text: String, outcome: String) throws {
        for claim in ["nbf", "iat"] {
            #expect(try self.outcome(#"{"exp":1900000300,"\#(claim)":\#(text)}"#) == outcome, "\(claim)")
        }
    }

    @Test("What is expired is expired, whatever else is wrong with its dates")
    func order() throws {
        #expect(try self.outcome(#"{"exp":1,"nbf":1900000300}"#) == "expired")
        #expect(try self.outcome(#"{"exp":1,"nbf":"x","iat":null}"#) == "expired")
        #expect(try self.outcome(#"{"nbf":1900000300}"#) == "missingExpiry")
        let short = try Freshness(maximumLifetimeSeconds: 1)
        #expect(try self.outcome(#"{"exp":1e300,"nbf":1e300}"#, short) == "notYetValid")
    }

    // MARK: Lifetime

    @Test(
        "A token that lives longer than allowed is refused until the rest is short enough",
        arguments: [
            (0, 3599, "accepted"), (0, 3600, "accepted"), (0, 3600.001, "lifetimeTooLong"),
            (0, 3601, "lifetimeTooLong"), (0, 31_536_000, "lifetimeTooLong"),
            (300, 3900, "accepted"), (300, 3901, "lifetimeTooLong"),
        ] as [(Double, Double, String)]
    )
    func lifetimeBoundary(skew: Double, remaining: Double, outcome: String) throws {
        let freshness = try Freshness(clockSkewSeconds: skew, maximumLifetimeSeconds: 3600)
        let claims = #"{"exp":\#(TestIssuer.standardTime.secondsSinceEpoch + remaining)}"#
        #expect(try self.outcome(claims, freshness) == outcome)
    }

    @Test("No lifetime is too long unless a limit is set", arguments: ["1e300", "253402300800"])
    func unlimited(exp: String) throws {
        #expect(try self.outcome(#"{"exp":\#(exp)}"#) == "accepted")
        let limit = try Freshness(maximumLifetimeSeconds: .greatestFiniteMagnitude)
        #expect(try self.outcome(#"{"exp":\#(exp)}"#, limit) == "accepted")
        let day = try Freshness(maximumLifetimeSeconds: 86_400)
        #expect(try self.outcome(#"{"exp":\#(exp)}"#, day) == "lifetimeTooLong")
    }

    // MARK: Rules

    @Test(
        "A clock skew is from 0 to 300 seconds",
        arguments: [
            (0, true), (-0.0, true), (0.5, true), (300, true), (300.001, false), (301, false), (-0.001, false),
            (-1, false), (.nan, false), (.signalingNaN, false), (.infinity, false), (-.infinity, false),
            (.greatestFiniteMagnitude, false), (.leastNonzeroMagnitude, true),
        ] as [(Double, Bool)]
    )
    func skewBounds(seconds: Double, isAllowed: Bool) {
        #expect(((try? Freshness(clockSkewSeconds: seconds)) != nil) == isAllowed)
    }

    @Test(
        "A maximum lifetime is a number of seconds, and not none",
        arguments: [
            (0, false), (-0.0, false), (-1, false), (.nan, false), (.infinity, false), (-.infinity, false),
            (.leastNonzeroMagnitude, true), (1, true), (.greatestFiniteMagnitude, true),
        ] as [(Double, Bool)]
    )
    func lifetimeBounds(seconds: Double, isAllowed: Bool) {
        #expect(((try? Freshness(maximumLifetimeSeconds: seconds)) != nil) == isAllowed)
    }

    @Test("The standard rule allows for no skew and any lifetime")
    func standard() throws {
        #expect(Freshness.standard == (try Freshness()))
        #expect(Freshness.standard.clockSkewSeconds == 0)
        #expect(Freshness.standard.maximumLifetimeSeconds == nil)
        #expect(VerificationPolicy.standard.freshness == .standard)
    }

    @Test("A message says by how much, and no date is too far for it")
    func messages() throws {
        let minute = try Freshness(maximumLifetimeSeconds: 60)
        let verifier = self.issuer.verifier(policy: .standard { $0.freshness = minute })
        for (claims, part) in [
            (#"{"exp":1899999990}"#, "10 s"), (#"{"exp":-1e308}"#, "e+308 s"), (#"{"exp":1e308}"#, "e+308 s"),
            (#"{"exp":1900000300,"nbf":1900000007}"#, "7 s"), (#"{"exp":1900000300,"iat":1e300}"#, "e+300 s"),
            (#"{"exp":1900000300}"#, "300 s"),
        ] {
            let rejection = verifier.rejection(token: try self.issuer.token(claims: claims))
            #expect(rejection?.message.contains(part) == true, "\(String(describing: rejection))")
        }
    }

    @Test(
        "A clock of any kind is no reason to trap",
        arguments: [0, -1, .nan, .infinity, -.infinity, 1e308] as [Double]
    )
    func anyClock(seconds: Double) throws {
        let freshness = try Freshness(clockSkewSeconds: 300, maximumLifetimeSeconds: 60)
        let verifier = ApproovVerifier(
            keys: KeyStore(KeyRing(self.issuer.key)),
            policy: .standard { $0.freshness = freshness },
            now: { NumericDate(secondsSinceEpoch: seconds) }
        )
        for claims in [#"{"exp":1900000300}"#, #"{"exp":1e308,"nbf":-1e308}"#, #"{"exp":-1e308}"#] {
            _ = verifier.outcome(token: try self.issuer.token(claims: claims))
        }
    }
}
