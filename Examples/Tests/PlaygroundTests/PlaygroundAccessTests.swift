import ApproovSettings
import ExampleServer
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Playground
import ShapesServer
import Synchronization
import Testing

@Suite("Who may play")
struct PlaygroundAccessTests {
    private static let paths = [
        "/", "/?situation=valid", "/playground/echo", "/playground/token?kind=valid", "/playground/style.css",
        "/playground/refusals?socket=a",
    ]

    @Test(
        "A request for another host is refused",
        arguments: [
            "evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "localhost:8002",
            "127.0.0.1:81", "10.0.0.1", "0.0.0.0", "[::]", "128.0.0.1", "localhost@evil.example", "", "127.1",
        ],
        Self.paths
    )
    func otherHosts(host: String, path: String) async throws {
        try await PlaygroundFixture(authority: host).application().test(.router) { client in
            let response = try await client.execute(uri: path, method: .get)
            #expect(response.status == .forbidden)
            #expect(!String(buffer: response.body).contains("eyJ"))
        }
    }

    @Test(
        "Every name of this machine is its own",
        arguments: ["localhost", "LOCALHOST", "127.0.0.1", "127.9.8.7", "[::1]", "localhost:80", "[::1]:80"]
    )
    func ownHosts(host: String) async throws {
        try await PlaygroundFixture(authority: host).application().test(.router) { client in
            let response = try await client.execute(uri: "/?situation=valid", method: .get)
            #expect(response.status == .ok)
        }
    }

    @Test(
        "A request from another site is refused",
        arguments: [
            [.origin: "https://evil.example"], [.origin: "null"], [.origin: "http://localhost:3000"],
            [.origin: "https://localhost"], [.origin: "http://127.0.0.1"], [.secFetchSite: "cross-site"],
            [.secFetchSite: "same-site"],
        ] as [HTTPFields],
        Self.paths
    )
    func otherSites(fields: HTTPFields, path: String) async throws {
        try await PlaygroundFixture().application().test(.router) { client in
            let response = try await client.execute(uri: path, method: .get, headers: fields)
            #expect(response.status == .forbidden)
            #expect(!String(buffer: response.body).contains("eyJ"))
        }
    }

    @Test(
        "The API itself answers whoever asks, as it does without a playground",
        arguments: [("/v1/shapes", .ok), ("/v2/shapes", .badRequest), ("/playgrounds", .notFound)]
            as [(String, HTTPResponse.Status)]
    )
    func api(path: String, status: HTTPResponse.Status) async throws {
        try await PlaygroundFixture(authority: "shapes.example.com").application().test(.router) { client in
            let response = try await client.execute(uri: path, method: .get)
            #expect(response.status == status)
        }
    }

    @Test("A flood is answered with 429, and is over when it is over")
    func flood() async throws {
        let time = Time()
        let budget = RequestBudget(capacity: 5, perSecond: 2, now: { time.now })
        try await PlaygroundFixture(budget: budget).application().test(.router) { client in
            func expect(_ path: String, _ status: HTTPResponse.Status) async throws {
                let response = try await client.execute(uri: path, method: .get)
                #expect(response.status == status)
            }
            for _ in 0..<5 { try await expect("/?situation=valid", .ok) }
            let response = try await client.execute(uri: "/?situation=valid", method: .get)
            #expect(response.status == .tooManyRequests && response.headers[.retryAfter] == "1")
            try await expect("/playground/token?kind=valid", .tooManyRequests)
            try await expect("/v1/shapes", .ok)
            time.pass(.seconds(1))
            try await expect("/?situation=valid", .ok)
            try await expect("/playground/token?kind=valid", .ok)
            try await expect("/?situation=valid", .tooManyRequests)
        }
    }

    @Test(
        "Without the published secret alone, or with an address that others reach, there is no playground",
        arguments: [
            ["APPROOV_BASE64_SECRET": nil],
            ["APPROOV_BASE64_SECRET": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldC0="],
            ["APPROOV_BASE64_SECRET": PlaygroundFixture.secret.replacing("==", with: "AAAA")],
            ["APPROOV_BASE64URL_SECRET": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldC0"],
            ["APPROOV_BASE64_SECRET_PREVIOUS": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldC0="],
            ["APPROOV_KEYS_FILE": "/keys"], ["APPROOV_JWKS_URL": "https://keys.example.com"],
            ["HTTP_HOST": "0.0.0.0"], ["HTTP_HOST": "::"], ["HTTP_HOST": "192.168.1.2"],
            ["HTTP_HOST": "127.0.0.1.example.com"], ["HTTP_HOST": "localhost.example.com"],
        ] as [[String: String?]]
    )
    func terms(changes: [String: String?]) throws {
        #expect {
            try PlaygroundTerms(PlaygroundFixture.settings(changes))
        } throws: { error in
            let fault = error as? StartUpFault
            let variable = changes.keys.first ?? ""
            return fault?.status == .configuration && fault?.description.hasPrefix("\(variable): ") == true
        }
    }

    @Test(
        "With it, and this machine's address, there is",
        arguments: [
            [:], ["HTTP_HOST": "localhost"], ["HTTP_HOST": "127.0.0.2"], ["HTTP_HOST": "::1"],
            [
                "APPROOV_BASE64_SECRET": nil,
                "APPROOV_BASE64URL_SECRET":
                    PlaygroundFixture.secret.replacing("+", with: "-").replacing("/", with: "_"),
            ],
        ] as [[String: String?]]
    )
    func goodTerms(changes: [String: String?]) throws {
        #expect(throws: Never.self) { try PlaygroundTerms(PlaygroundFixture.settings(changes)) }
    }

    @Test("Without the flag nothing of it is there", arguments: Self.paths.dropFirst(2))
    func withoutFlag(path: String) async throws {
        let parts = try ShapesServer.parts(
            settings: PlaygroundFixture.settings(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try await Application(responder: parts.responder).test(.router) { client in
            let response = try await client.execute(uri: path, method: .get)
            #expect(response.status == .notFound)
            let page = try await client.execute(uri: "/?situation=valid", method: .get)
            #expect(!String(buffer: page.body).contains("playground"))
        }
    }
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    fileprivate static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}

private final class Time: Sendable {
    private let passed = Mutex(Duration.zero)

    var now: Duration { self.passed.withLock(\.self) }

    func pass(_ duration: Duration) { self.passed.withLock { $0 += duration } }
}
