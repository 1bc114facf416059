import Approov
import ApproovSettings
import ExampleServer
import Logging
import PhoenixChannelsHummingbird
import Testing

@testable import EchoServer

@Suite("Echo options")
struct EchoOptionsTests {
    @Test("What need not be set has a default")
    func defaults() throws {
        let options = try EchoOptions(EchoFixture.settings())
        #expect(options.origins == [Origin(scheme: "https", host: "example.com", port: 443)])
        #expect(options.secrets.keyBase == EchoFixture.secrets.keyBase)
        #expect(options.secrets.encryption == EchoFixture.secrets.encryption)
    }

    @Test(
        "A variable that is missing or wrong stops the start with a line that names it and not its value",
        arguments: [
            ("SECRET_KEY_BASE", nil), ("SECRET_KEY_BASE", ""), ("SECRET_KEY_BASE", String(repeating: "s", count: 63)),
            ("ENCRYPTION_SECRET", nil), ("ENCRYPTION_SECRET", String(repeating: "s", count: 63)),
            ("URL_PUBLIC_HOST", nil), ("URL_PUBLIC_HOST", ""), ("URL_PUBLIC_HOST", "http://example.com"),
            ("URL_PUBLIC_HOST", "example.com:80"), ("URL_PUBLIC_SCHEME", ""), ("URL_PUBLIC_SCHEME", "gopher"),
            ("URL_PUBLIC_PORT", ""), ("URL_PUBLIC_PORT", "0"), ("URL_PUBLIC_PORT", "65536"),
            ("URL_PUBLIC_PORT", "443x"), ("URL_PUBLIC_PORT", "+443"), ("ALLOWED_ORIGINS", "example.org"),
            ("ALLOWED_ORIGINS", "https://a.example,"), ("ALLOWED_ORIGINS", "https://a.example/path"),
            ("ALLOWED_ORIGINS", "https://a.example https://b.example"), ("ALLOWED_ORIGINS", "*"),
        ] as [(String, String?)]
    )
    func faults(variable: String, value: String?) throws {
        let fault = try #require(throws: StartUpFault.self) {
            try EchoOptions(EchoFixture.settings([variable: value]))
        }
        #expect(fault.status == .configuration)
        #expect(fault.description.hasPrefix("\(variable): "))
        #expect(!fault.description.contains("\n"))
        if let value, value.count > 12 { #expect(!fault.description.contains(value)) }
    }

    @Test("Secrets of 64 bytes will do")
    func shortest() throws {
        let secret = String(repeating: "s", count: 64)
        let settings = EchoFixture.settings(["SECRET_KEY_BASE": secret, "ENCRYPTION_SECRET": secret])
        #expect(try EchoOptions(settings).secrets.keyBase.count == 64)
    }

    @Test("There is one public origin, and others may be allowed")
    func origins() throws {
        let settings = EchoFixture.settings([
            "URL_PUBLIC_SCHEME": "HTTP", "URL_PUBLIC_HOST": "localhost", "URL_PUBLIC_PORT": "8002",
            "ALLOWED_ORIGINS": "http://localhost:3000, https://app.example.com",
        ])
        #expect(
            try EchoOptions(settings).origins == [
                Origin(scheme: "http", host: "localhost", port: 8002),
                Origin(scheme: "http", host: "localhost", port: 3000),
                Origin(scheme: "https", host: "app.example.com", port: 443),
            ]
        )
    }

    @Test("The port goes by two names, of which ours counts first")
    func port() throws {
        func port(_ changes: [String: String?]) throws -> Int {
            try EchoFixture.settings(changes).port(["HTTP_PORT", "HTTP_INTERNAL_PORT"], default: 8002)
        }
        #expect(try port([:]) == 8002)
        #expect(try port(["HTTP_INTERNAL_PORT": "4000"]) == 4000)
        #expect(try port(["HTTP_INTERNAL_PORT": "4000", "HTTP_PORT": "5000"]) == 5000)
        #expect(throws: StartUpFault(variable: "HTTP_INTERNAL_PORT", "This must be a port number.")) {
            try port(["HTTP_INTERNAL_PORT": "x"])
        }
    }

    private func server(_ protection: Protection, secret: String?) throws -> EchoServer {
        try EchoServer(
            protection: protection,
            settings: EchoFixture.settings(["APPROOV_BASE64URL_SECRET": secret]),
            database: nil,
            logger: Logger(label: "echo-server") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    @Test(
        "The account secret is read where tokens are, in either spelling",
        arguments: [
            (nil, false), ("", false), ("c2hvcnQ", false),
            ("h+CX0tOzdAAR9l15bWAqvq7w9olk66daIH+Xk+IAHhVVHszjDzeGobzNnqyRze3lw/WVyWrc2gZfh3XXfBOmww==", false),
            ("h-CX0tOzdAAR9l15bWAqvq7w9olk66daIH-Xk-IAHhVVHszjDzeGobzNnqyRze3lw_WVyWrc2gZfh3XXfBOmww", true),
            ("h-CX0tOzdAAR9l15bWAqvq7w9olk66daIH-Xk-IAHhVVHszjDzeGobzNnqyRze3lw_WVyWrc2gZfh3XXfBOmww==", true),
        ] as [(String?, Bool)]
    )
    func accountSecret(secret: String?, isGood: Bool) throws {
        #expect(try self.server(.unprotected, secret: secret).verifier == nil)
        for protection in [Protection.token, .tokenBinding] {
            if isGood {
                let verifier = try #require(try self.server(protection, secret: secret).verifier)
                #expect((verifier.policy.binding != nil) == (protection == .tokenBinding))
            } else {
                let fault = try #require(throws: StartUpFault.self) { try self.server(protection, secret: secret) }
                #expect(fault.description.hasPrefix("APPROOV_BASE64URL_SECRET: "))
            }
        }
    }
}
