import Approov
import ApproovTesting
import HTTPTypes
import Testing

@Suite("The time of a signature")
struct SignatureFreshnessTests {
    /// When a signature was made and expires, and what becomes of it now: all in seconds from the issuer's time.
    struct Moment: Sendable, CustomTestStringConvertible {
        let created: Int64
        let expires: Int64?
        let now: Double
        let outcome: String

        init(_ created: Int64, _ expires: Int64?, at now: Double, _ outcome: String) {
            (self.created, self.expires, self.now, self.outcome) = (created, expires, now, outcome)
        }

        var testDescription: String {
            "created \(self.created), expires \(self.expires.map { "\($0)" } ?? "never"), now \(self.now)"
        }
    }

    private func outcome(_ moment: Moment, _ freshness: SignatureFreshness) throws -> String {
        var scene = try SignedScene()
        scene.signing.freshness = freshness
        scene.app.created = 1_900_000_000 + moment.created
        scene.app.lifetime = moment.expires.map { $0 - moment.created }
        scene.now = scene.issuer.now.advanced(bySeconds: moment.now)
        try scene.sign()
        return scene.outcome
    }

    @Test(
        "By default, half a minute of skew and a minute of age",
        arguments: [
            // In the future.
            Moment(30, nil, at: 0, "accepted"), Moment(30, nil, at: -0.25, "signatureExpired"),
            Moment(30, nil, at: 0.25, "accepted"), Moment(31, nil, at: 0.75, "signatureExpired"),
            Moment(31, nil, at: 1, "accepted"),
            // Too old.
            Moment(0, nil, at: 89.75, "accepted"), Moment(0, nil, at: 90, "accepted"),
            Moment(0, nil, at: 90.25, "signatureExpired"), Moment(0, nil, at: 91, "signatureExpired"),
            Moment(0, 60, at: 90, "accepted"), Moment(0, 60, at: 90.25, "signatureExpired"),
            // Expired.
            Moment(0, 15, at: 44.75, "accepted"), Moment(0, 15, at: 45, "accepted"),
            Moment(0, 15, at: 45.25, "signatureExpired"), Moment(0, 0, at: 30, "accepted"),
            Moment(0, 0, at: 30.25, "signatureExpired"),
            // For too long, or backwards.
            Moment(0, 60, at: 0, "accepted"), Moment(0, 61, at: 0, "signatureExpired"),
            Moment(0, -1, at: 0, "signatureExpired"), Moment(10, 9, at: 0, "signatureExpired"),
        ]
    )
    func standard(moment: Moment) throws {
        #expect(try self.outcome(moment, .standard) == moment.outcome)
    }

    @Test(
        "The limits are those of the policy",
        arguments: [
            Moment(0, nil, at: 0, "accepted"), Moment(0, nil, at: 2.5, "accepted"),
            Moment(0, nil, at: 2.75, "signatureExpired"), Moment(0, nil, at: -0.5, "accepted"),
            Moment(0, nil, at: -0.75, "signatureExpired"), Moment(0, 2, at: 0, "accepted"),
            Moment(0, 3, at: 0, "signatureExpired"), Moment(0, 1, at: 1.5, "accepted"),
            Moment(0, 1, at: 1.75, "signatureExpired"),
        ]
    )
    func others(moment: Moment) throws {
        let freshness = try SignatureFreshness(clockSkewSeconds: 0.5, maximumAgeSeconds: 2)
        #expect(try self.outcome(moment, freshness) == moment.outcome)
    }

    @Test(
        "Numbers of any size that a field can hold are judged, and none traps",
        arguments: [999_999_999_999_999, -999_999_999_999_999, 0, -1, 1] as [Int64],
        [nil, 999_999_999_999_999, -999_999_999_999_999, 0] as [Int64?]
    )
    func extremes(created: Int64, expires: Int64?) throws {
        var scene = try SignedScene()
        try scene.attest()
        let parameters = #";alg="ecdsa-p256-sha256";created=\#(created)"# + (expires.map { ";expires=\($0)" } ?? "")
        try scene.sign(
            scene.lines((#""@target-uri""#, "https://api.example.com/v1/orders?b=2&a=1%20x")),
            parameters: parameters
        )
        #expect(scene.outcome == "signatureExpired")
    }

    @Test("It says until when a request could be sent again")
    func end() throws {
        for (lifetime, end) in [(15, 1_900_000_045), (60, 1_900_000_090), (nil, 1_900_000_090)] as [(Int64?, Double)] {
            var scene = try SignedScene()
            scene.app.lifetime = lifetime
            try scene.sign()
            #expect(try scene.verify().signatures.map(\.end.secondsSinceEpoch) == [end])
        }
    }

    @Test(
        "A rule that makes no sense is refused",
        arguments: [
            (-0.1, 60), (300.1, 60), (.nan, 60), (.infinity, 60), (30, 0), (30, 0.9), (30, 3600.1), (30, .nan),
            (30, .infinity), (30, -1),
        ] as [(Double, Double)]
    )
    func badRules(skew: Double, age: Double) {
        #expect(throws: PolicyError.self) { try SignatureFreshness(clockSkewSeconds: skew, maximumAgeSeconds: age) }
    }

    @Test("Every rule in range is taken", arguments: [(0, 1), (300, 3600), (30, 60)] as [(Double, Double)])
    func goodRules(skew: Double, age: Double) throws {
        let freshness = try SignatureFreshness(clockSkewSeconds: skew, maximumAgeSeconds: age)
        #expect(freshness.clockSkewSeconds == skew)
        #expect(freshness.maximumAgeSeconds == age)
        #expect((freshness == .standard) == (skew == 30))
    }
}
