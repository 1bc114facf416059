import PhoenixChannelsHummingbird
import Testing

@Suite("Origins")
struct OriginTests {
    @Test(
        "An origin is scheme, host and port; a path does not count",
        arguments: [
            ("https://example.com", "https", "example.com", 443),
            ("https://example.com:8443", "https", "example.com", 8443),
            ("http://localhost", "http", "localhost", 80), ("http://[::1]:8002/path?q#f", "http", "[::1]", 8002),
            ("http://[::1]", "http", "[::1]", 80), ("https://Example.com", "https", "Example.com", 443),
            ("app://host:1", "app", "host", 1),
        ] as [(String, String, String, UInt16)]
    )
    func origins(text: String, scheme: String, host: String, port: UInt16) {
        #expect(Origin(text) == Origin(scheme: scheme, host: host, port: port))
    }

    @Test(
        "What is no origin is none",
        arguments: [
            "", "null", "example.com", "//example.com", "https://", "https://:443", "https://example.com:",
            "https://a:0x1",
            "https://a:65536", "https://a:-1", "https://a:+1", "https://user@example.com", "https://a:1:2",
            "https://a:0443",
            "app://host",
            "https:example.com",
        ]
    )
    func faults(text: String) {
        #expect(Origin(text) == nil)
    }
}
