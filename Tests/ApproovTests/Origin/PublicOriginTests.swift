import Approov
import ApproovTesting
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("The public origin")
struct PublicOriginTests {
    @Test(
        "It is a scheme and a host, perhaps a port, and perhaps a prefix of paths",
        arguments: [
            ("https://api.example.com", "https://api.example.com"),
            ("https://api.example.com/", "https://api.example.com"),
            ("HTTPS://API.Example.COM", "https://api.example.com"),
            ("https://api.example.com:443", "https://api.example.com"),
            ("http://api.example.com:80/", "http://api.example.com"),
            ("http://api.example.com:443", "http://api.example.com:443"),
            ("https://api.example.com:8443", "https://api.example.com:8443"),
            ("https://api.example.com:65535", "https://api.example.com:65535"),
            ("https://192.0.2.1:8443", "https://192.0.2.1:8443"), ("https://[2001:DB8::1]", "https://[2001:db8::1]"),
            ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"), ("http://localhost", "http://localhost"),
            ("https://api.example.com/mobile", "https://api.example.com/mobile"),
            ("https://api.example.com/mobile/", "https://api.example.com/mobile"),
            ("https://api.example.com/Mobile/v1%20x", "https://api.example.com/Mobile/v1%20x"),
        ]
    )
    func good(text: String, description: String) throws {
        #expect(try PublicOrigin(text).description == description)
    }

    @Test(
        "Anything else is refused, and not quoted",
        arguments: [
            "", "api.example.com", "https", "https:", "https://", "https:///mobile", "//api.example.com",
            "://api.example.com", "ftp://api.example.com", "wss://api.example.com", "https//api.example.com",
            "https:/api.example.com", " https://api.example.com", "https://api.example.com ", "https://api example.com",
            "https://user@api.example.com", "https://user:secret@api.example.com", "https://api.example.com?x",
            "https://api.example.com/?x", "https://api.example.com/mobile?x=1", "https://api.example.com#x",
            "https://api.example.com/#x", "https://api.example.com/a b", "https://api.example.com/caf\u{E9}",
            "https://caf\u{E9}.example.com", "https://api.example.com\\mobile", "https://:8443", "https://:443",
            "https://api.example.com:", "https://api.example.com:port", "https://api.example.com:65536",
            "https://api.example.com:0",
            "https://api.example.com:-1", "https://api.example.com:+1", "https://api.example.com:8443:1",
            "https://2001:db8::1", "https://[2001:db8::1", "https://2001:db8::1]", "https://[]",
            "https://https://api.example.com", "https://api.example.com//", "https://api.example.com//mobile",
            "https://api.example.com/mobile\n", "https://api.example.com\0", "https://api.example.com,api.example.org",
        ]
    )
    func bad(text: String) {
        let error = #expect(throws: PolicyError.self) { try PublicOrigin(text) }
        if text.utf8.count > 24 {
            expectNothing(of: [text], in: error?.description.replacing("https://api.example.com.", with: "") ?? "")
        }
    }

    @Test(
        "An app signs the public URL, whatever arrives of it",
        arguments: [
            ("https://api.example.com", "https://api.example.com/v1?a=1", "/v1?a=1"),
            ("https://api.example.com/mobile", "https://api.example.com/mobile/v1?a=1", "/v1?a=1"),
            ("https://api.example.com/a/b", "https://api.example.com/a/b/", "/"),
            ("https://api.example.com:8443/m", "https://api.example.com:8443/m/v1?", "/v1?"),
            ("http://api.example.com/m", "http://api.example.com/m//v1", "//v1"),
        ]
    )
    func prefix(origin: String, url: String, arrived: String) throws {
        let parts = try #require(url.wholeMatch(of: /(https?):\/\/([^\/]+)(.*)/)).output
        let all: [[MessageComponent]] = [
            [.targetURI], [.authority, .path, .query], [.authority, .requestTarget],
            [.scheme, .authority, .path, .query],
        ]
        for components in all {
            var scene = try SignedScene.get((String(parts.1), String(parts.2), String(parts.3)))
            scene.app.components = [.method, .field(.approovToken)] + components
            try scene.sign()
            (scene.request.scheme, scene.request.authority, scene.request.path) = ("http", "10.0.0.7:8080", arrived)
            #expect(scene.outcome == "messageSignatureInvalid")
            scene.signing.origin = .fixed(try PublicOrigin(origin))
            #expect(scene.outcome == "accepted")
            scene.signing.origin = .fixed(try PublicOrigin("https://other.example.com"))
            #expect(scene.outcome == "messageSignatureInvalid")
        }
    }

    @Test("Nothing that a client says changes a fixed origin")
    func fixed() throws {
        var scene = try SignedScene()
        scene.signing.origin = .fixed(try PublicOrigin("https://api.example.com"))
        scene.request.authority = "other.example.com"
        try scene.sign()
        for (name, value) in [
            ("Forwarded", "proto=https;host=other.example.com"), ("X-Forwarded-Host", "other.example.com"),
            ("X-Forwarded-Proto", "https"),
        ] {
            scene.request.headerFields[try #require(HTTPField.Name(name))] = value
        }
        scene.peerAddress = "127.0.0.1"
        #expect(scene.outcome == "messageSignatureInvalid")
        scene.request.path = "https://other.example.com/v1/orders?b=2&a=1%20x"
        #expect(scene.outcome == "messageSignatureInvalid")
    }
}
