import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Derived components")
struct DerivedComponentTests {
    private static func request(_ path: String?, method: HTTPRequest.Method = .post) -> HTTPRequest {
        HTTPRequest(method: method, scheme: "https", authority: "www.example.com", path: path)
    }

    @Test(
        "Values are as RFC 9421 section 2.2 says",
        arguments: [
            ("@method", "/path", "POST"),
            ("@target-uri", "/path?param=value", "https://www.example.com/path?param=value"),
            ("@target-uri", "/a%20b/../c?", "https://www.example.com/a%20b/../c?"),
            ("@target-uri", "", "https://www.example.com/"),
            ("@target-uri", "*", "https://www.example.com"),
            ("@authority", "/path", "www.example.com"),
            ("@scheme", "/path", "https"),
            ("@request-target", "/path?param=value", "/path?param=value"),
            ("@request-target", "https://www.example.com/path", "https://www.example.com/path"),
            ("@request-target", "*", "*"),
            ("@path", "/path?param=value", "/path"),
            ("@path", "//a/./%7Eb;c", "//a/./%7Eb;c"),
            ("@path", "", "/"),
            ("@path", "?a", "/"),
            ("@path", "HTTPS://WWW.example.com:443?a", "/"),
            ("@query", "/path?param=value&foo=bar&baz=bat%2Dman", "?param=value&foo=bar&baz=bat%2Dman"),
            ("@query", "/path?queryString", "?queryString"),
            ("@query", "/path?", "?"),
            ("@query", "/path", "?"),
            ("@query", "/path??a", "??a"),
        ]
    )
    func values(name: String, path: String, value: String) throws {
        #expect(try baseLine("\"\(name)\"", of: Self.request(path)) == "\"\(name)\": \(value)")
    }

    @Test("A request target without a path has neither path nor query", arguments: ["@path", "@query"])
    func asterisk(name: String) {
        #expect(
            refusal { try baseLine("\"\(name)\"", of: Self.request("*", method: .options)) } == .unavailableComponent
        )
    }

    @Test("The target of CONNECT is its authority")
    func connect() throws {
        let request = Self.request(nil, method: .connect)
        #expect(try baseLine("\"@request-target\"", of: request) == "\"@request-target\": www.example.com")
        #expect(refusal { try baseLine("\"@path\"", of: request) } == .unavailableComponent)
    }

    @Test(
        "A target that names another origin than the message has is refused",
        arguments: [
            "@target-uri", "@authority", "@scheme", "@path", "@query",
        ]
    )
    func otherOrigin(name: String) {
        let request = Self.request("https://www.example.org/?a")
        #expect(refusal { try baseLine("\"\(name)\"", of: request) } == .unavailableComponent)
    }

    @Test(
        "A target that is not well formed has no components",
        arguments: [
            "path", "/a b", "/a\tb", "/a#b", "/é", "mailto:a", "https:///a", "https://user@www.example.com/",
        ]
    )
    func malformedTarget(path: String) {
        for name in ["@target-uri", "@request-target", "@path"] {
            #expect(refusal { try baseLine("\"\(name)\"", of: Self.request(path)) } == .unavailableComponent)
        }
    }

    @Test("The origin that the caller states is the origin, not what the server sees")
    func statedOrigin() throws {
        let origin = try MessageOrigin(scheme: "HTTPS", authority: "API.Example.com:8443")
        let request = HTTPRequest(method: .get, scheme: "http", authority: "10.0.0.1:8080", path: "/a")
        #expect(
            try baseLine("\"@target-uri\"", of: request, origin: origin).hasSuffix(": https://api.example.com:8443/a")
        )
        #expect(try baseLine("\"@authority\"", of: request, origin: origin).hasSuffix(": api.example.com:8443"))
        #expect(try baseLine("\"@scheme\"", of: request, origin: origin).hasSuffix(": https"))
    }

    @Test(
        "An authority is in lower case and without its scheme's port",
        arguments: [
            ("https", "WWW.Example.com", "www.example.com"), ("https", "a:443", "a"), ("https", "a:80", "a:80"),
            ("http", "a:80", "a"), ("http", "a:443", "a:443"), ("https", "a:", "a"), ("https", "a:1443", "a:1443"),
            ("https", "[::443]", "[::443]"), ("https", "[2001:DB8::1]:443", "[2001:db8::1]"),
        ]
    )
    func authorities(scheme: String, authority: String, expected: String) throws {
        #expect(try MessageOrigin(scheme: scheme, authority: authority).authority == expected)
    }

    @Test(
        "Texts that are no origin are refused",
        arguments: [
            ("https", ""), ("https", ":443"), ("https", "user@a"), ("https", "a b"), ("https", "a/b"),
            ("https", "a\r\nb"),
            ("https", "é"), ("https", "\u{212A}"),
        ]
    )
    func noAuthority(scheme: String, authority: String) {
        #expect(throws: MessageOriginError.authority) { try MessageOrigin(scheme: scheme, authority: authority) }
    }

    @Test("Texts that are no scheme are refused", arguments: ["", "1s", "ht tp", "https:", "é", "\u{212A}"])
    func noScheme(scheme: String) {
        #expect(throws: MessageOriginError.scheme) { try MessageOrigin(scheme: scheme, authority: "a") }
    }
}
