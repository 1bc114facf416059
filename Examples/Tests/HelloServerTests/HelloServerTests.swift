import Approov
import ApproovHummingbirdTesting
import ApproovTesting
import HTTPTypes
import HelloServer
import Hummingbird
import HummingbirdTesting
import InMemoryLogging
import Logging
import Testing

private let user = "Bearer user-access-token"

@Suite("Hello server")
struct HelloServerTests {
    private let issuer: TestIssuer
    private let log = InMemoryLogHandler()

    init() throws {
        self.issuer = try TestIssuer()
    }

    private func application(
        _ policy: VerificationPolicy?,
        replays: ReplayGuard? = nil
    ) -> some ApplicationProtocol {
        let log = self.log
        return Application(
            responder: HelloServer.responder(
                verifier: policy.map { self.issuer.verifier(policy: $0) },
                replays: replays,
                logger: Logger(label: "hello-server") { _ in log }
            )
        )
    }

    private static var binding: VerificationPolicy {
        var policy = VerificationPolicy.standard
        policy.binding = TokenBinding(to: BoundField(.authorization))
        return policy
    }

    @Test("Without protection everybody is greeted")
    func unprotected() async throws {
        try await self.application(nil).test(.router) { client in
            let response = try await client.execute(uri: "/", method: .get)
            #expect(response.status == .ok)
            #expect(String(buffer: response.body) == "{\"message\":\"Hello, World!\"}\n")
            #expect(response.headers[.contentType] == "application/json")
            #expect(response.headers[.contentLength] == "28")
        }
    }

    @Test(
        "Without a token, nothing is said about paths and methods",
        arguments: [("/", .get), ("/", .head), ("/", .options), ("/", .post), ("/nope", .get), ("/nope", .delete)]
            as [(String, HTTPRequest.Method)]
    )
    func withoutToken(path: String, method: HTTPRequest.Method) async throws {
        try await self.application(.standard).test(.router) { client in
            let response = try await client.execute(uri: path, method: method)
            #expect(response.status == .unauthorized)
            #expect(response.headers[.contentLength] == "3")
            #expect(String(buffer: response.body) == (method == .head ? "" : "{}\n"))
        }
    }

    @Test(
        "With a token, paths and methods are answered as without protection",
        arguments: [
            ("/", .get, .ok), ("/", .head, .ok), ("/", .options, .ok), ("/", .post, .methodNotAllowed),
            ("/nope", .get, .notFound), ("//", .get, .permanentRedirect),
        ] as [(String, HTTPRequest.Method, HTTPResponse.Status)]
    )
    func withToken(path: String, method: HTTPRequest.Method, status: HTTPResponse.Status) async throws {
        try await self.application(.standard).test(.router) { client in
            let response = try await client.execute(uri: path, method: method, attestedBy: self.issuer.token())
            #expect(response.status == status)
            if method == .post { #expect(response.headers[.allow] == "GET, OPTIONS, HEAD") }
        }
    }

    @Test("Every other token is refused", arguments: TestToken.allCases)
    func tokens(kind: TestToken) async throws {
        let isGood = [.valid, .fullClaims, .failover, .longLived].contains(kind)
        try await self.application(.standard).test(.router) { client in
            let response = try await client.execute(uri: "/", method: .get, attestedBy: self.issuer.token(kind))
            #expect(response.status == (isGood ? .ok : .unauthorized))
        }
        #expect(self.log.entries.count == (isGood ? 0 : 1))
    }

    @Test(
        "A bound token is good for its credential only, and leaves the original's line in the log",
        arguments: [
            (user, user, nil),
            (user, nil, "Approov Token Binding: Missing the Approov token binding header..."),
            (user, "", "Approov Token Binding: Missing the Approov token binding header..."),
            (user, "Bearer other", "Approov Token binding check failed..."),
            (user, "bearer user-access-token", "Approov Token binding check failed..."),
            (nil, user, "Approov Token Binding: Missing the `pay` in the Approov token claims..."),
        ] as [(String?, String?, String?)]
    )
    func binding(boundTo: String?, credential: String?, line: String?) async throws {
        let token = try boundTo.map { try self.issuer.token(boundTo: $0) } ?? self.issuer.token()
        try await self.application(Self.binding).test(.router) { client in
            let headers: HTTPFields = credential.map { [.authorization: $0] } ?? [:]
            let response = try await client.execute(uri: "/", method: .get, headers: headers, attestedBy: token)
            #expect(response.status == (line == nil ? .ok : .unauthorized))
        }
        #expect(self.log.entries.map(\.message.description) == (line.map { [$0] } ?? []))
        #expect(self.log.entries.allSatisfy { $0.level == .error })
    }

    @Test("A missing token leaves the original's line in the log")
    func missingTokenLine() async throws {
        try await self.application(.standard).test(.router) { client in
            _ = try await client.execute(uri: "/", method: .get)
        }
        #expect(self.log.entries.map(\.message.description) == ["Approov Token Check: The Approov Token is empty..."])
    }

    // MARK: Message signing

    private static var signing: VerificationPolicy {
        var policy = VerificationPolicy.standard
        policy.messageSigning = MessageSigning()
        return policy
    }

    /// Returns the fields of a request that an app has signed, as the test client sends it.
    private func signed(_ method: HTTPRequest.Method, body: String?) throws -> HTTPFields {
        var request = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: "/")
        try TestApp(attestedBy: self.issuer).sign(&request, body: body.map { Array($0.utf8) })
        return request.headerFields
    }

    @Test(
        "A signed request is greeted, whatever its method",
        arguments: [.get, .head, .post, .put] as [HTTPRequest.Method]
    )
    func signedRequest(method: HTTPRequest.Method) async throws {
        let body = [.post, .put].contains(method) ? "hello" : nil
        let headers = try self.signed(method, body: body)
        try await self.application(Self.signing).test(.router) { client in
            let buffer = body.map { ByteBuffer(string: $0) }
            let response = try await client.execute(uri: "/", method: method, headers: headers, body: buffer)
            #expect(response.status == .ok)
            #expect(String(buffer: response.body) == (method == .head ? "" : "{\"message\":\"Hello, World!\"}\n"))
        }
        #expect(self.log.entries.isEmpty)
    }

    @Test(
        "A body that is not the signed one is refused, with one line in the log",
        arguments: ["hallo", "hello!", "", String(repeating: "x", count: 100_000)]
    )
    func otherBody(body: String) async throws {
        for method in [HTTPRequest.Method.post, .put] {
            self.log.clear()
            let headers = try self.signed(method, body: "hello")
            try await self.application(Self.signing).test(.router) { client in
                let buffer = ByteBuffer(string: body)
                let response = try await client.execute(uri: "/", method: method, headers: headers, body: buffer)
                #expect(response.status == .unauthorized)
                #expect(String(buffer: response.body) == "{}\n")
            }
            #expect(self.log.entries.count == 1)
            let line = self.log.entries.first?.message.description ?? ""
            #expect(line.hasPrefix("Approov Message Signing: The body does not have the digest"))
        }
    }

    @Test("What is not signed as it must be is refused, with one line in the log")
    func badSignatures() async throws {
        let signed = try self.signed(.get, body: nil)
        let replays = ReplayGuard(memory: InMemoryReplayMemory(), whenUnavailable: .refuse)
        let token: HTTPFields = [.approovToken: try self.issuer.token()]
        try await self.application(Self.signing, replays: replays).test(.router) { client in
            for (uri, method, headers, line) in [
                ("/", .get, signed, nil),
                ("/", .get, signed, "Approov Message Signing: The request has been accepted before."),
                ("/", .get, token, "Approov Message Signing: The request has no signature of the installation."),
                ("/?a", .get, signed, "Approov Message Signing: The request is not the one that was signed."),
                ("/", .post, signed, "Approov Message Signing: The request is not the one that was signed."),
                ("/", .get, [:], "Approov Token Check: The Approov Token is empty..."),
            ] as [(String, HTTPRequest.Method, HTTPFields, String?)] {
                self.log.clear()
                let response = try await client.execute(uri: uri, method: method, headers: headers)
                #expect(response.status == (line == nil ? .ok : .unauthorized))
                #expect(self.log.entries.count == (line == nil ? 0 : 1))
                let found = self.log.entries.first?.message.description ?? ""
                #expect(found.hasPrefix(line ?? ""), "\(found)")
                #expect(self.log.entries.allSatisfy { $0.level == .error })
            }
        }
    }

    @Test(
        "Where requests need not be signed, there is nothing to post to",
        arguments: [VerificationPolicy.standard, nil]
    )
    func postUnsigned(policy: VerificationPolicy?) async throws {
        try await self.application(policy).test(.router) { client in
            let token = try self.issuer.token()
            let response = try await client.execute(uri: "/", method: .post, attestedBy: token)
            #expect(response.status == .methodNotAllowed)
        }
    }
}
