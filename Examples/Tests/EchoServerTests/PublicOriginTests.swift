import Testing

@testable import EchoServer

@Suite("Public origin")
struct PublicOriginTests {
    @Test(
        "An origin is a scheme, a host and a port, which may be that of the scheme",
        arguments: [
            ("https://example.com", "https", "example.com", 443), ("http://example.com", "http", "example.com", 80),
            ("HTTP://localhost:8002", "http", "localhost", 8002),
            ("https://Example.com:443", "https", "Example.com", 443),
            ("http://127.0.0.1:1", "http", "127.0.0.1", 1), ("http://[::1]", "http", "[::1]", 80),
            ("http://[::1]:8002", "http", "[::1]", 8002),
        ]
    )
    func good(text: String, scheme: String, host: String, port: Int) {
        #expect(PublicOrigin(text) == PublicOrigin(scheme: scheme, host: host, port: port))
    }

    @Test(
        "Nothing else is one",
        arguments: [
            "", "null", "example.com", "//example.com", "://example.com", "file:///etc/passwd", "https://",
            "https://:443",
            "https://example.com:", "https://example.com:0", "https://example.com:65536", "https://example.com:+1",
            "https://user@example.com", "https://exam ple.com", "https://example.com/", "http://[::1", "http://[]",
            "http://[::1]x", "https://a:1:2", "http://é.example",
        ]
    )
    func bad(text: String) {
        #expect(PublicOrigin(text) == nil)
    }
}
