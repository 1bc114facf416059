import Testing

@testable import PhoenixChannels

@Suite("Topics of a route")
struct TopicPatternTests {
    @Test(
        "A pattern is one topic, or with a star at the end the beginning of topics",
        arguments: [
            ("room:lobby", "room:lobby", true), ("room:lobby", "room:lobby2", false),
            ("room:lobby", "Room:lobby", false),
            ("room:*", "room:lobby", true), ("room:*", "room:", true), ("room:*", "room", false),
            ("room:*", "rooms:1", false),
            ("*", "anything", true), ("*", "", true), ("a*b", "a*b", true), ("a*b", "axb", false), ("", "", true),
            ("caf\u{E9}", "cafe\u{301}", false),
        ]
    )
    func matches(pattern: String, topic: String, isMatch: Bool) {
        #expect(TopicPattern(pattern).matches(topic) == isMatch)
    }
}
