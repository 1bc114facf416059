import Testing

@testable import Dashboard

@Suite("Numbers for people")
struct HumanTextTests {
    @Test(
        "A duration has its two greatest units",
        arguments: [
            (0, "0 s"), (59, "59 s"), (60, "1 min 0 s"), (3599, "59 min 59 s"), (3600, "1 h 0 min"),
            (90_061, "1 d 1 h"),
            (-5, "0 s"),
        ]
    )
    func duration(seconds: Int, text: String) {
        #expect(HumanText.duration(.seconds(seconds)) == text)
    }

    @Test(
        "A time has two digits and a unit",
        arguments: [
            (nil, "–"), (0.000_012_34, "12 µs"), (0.000_001_26, "1.3 µs"), (0.000_318, "320 µs"), (0.000_999, "1 ms"),
            (0.001_5, "1.5 ms"), (0.25, "250 ms"), (1.5, "1.5 s"), (9.96, "10 s"), (0, "0 µs"), (.infinity, "> 10 s"),
        ] as [(Double?, String)]
    )
    func latency(seconds: Double?, text: String) {
        #expect(HumanText.latency(seconds) == text)
    }

    @Test(
        "A rate has three digits",
        arguments: [
            (0, 0, "0"), (5, 3, "1.67"), (100, 10, "10"), (1234, 10, "123"), (123_456, 10, "12\u{202F}346"),
            (1, 3600, "0"),
        ]
    )
    func rate(count: Int64, seconds: Int, text: String) {
        #expect(HumanText.rate(count, over: seconds) == text)
    }

    @Test(
        "A count has spaces between thousands",
        arguments: [(0, "0"), (999, "999"), (1000, "1\u{202F}000"), (1_234_567, "1\u{202F}234\u{202F}567")]
    )
    func count(count: Int64, text: String) {
        #expect(HumanText.count(count) == text)
    }
}
