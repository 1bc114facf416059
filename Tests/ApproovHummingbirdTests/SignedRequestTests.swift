#if Hummingbird

import Approov
import ApproovHummingbird
import ApproovTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

@Suite("Signed requests")
struct SignedRequestTests {
    /// What handlers have got, piece by piece.
    private final class Record: Sendable {
        private let state = Mutex<[String]>([])

        var pieces: [String] { self.state.withLock(\.self) }

        func add(_ text: String) {
            self.state.withLock { $0.append(text) }
        }
    }

    /// Hands a body on in these pieces, as a client may send it.
    private struct Pieces<Context: RequestContext>: RouterMiddleware {
        let pieces: [String]

        func handle(
            _ request: Request,
            context: Context,
            next: @concurrent (Request, Context) async throws -> Response
        ) async throws -> Response {
            var request = request
            let pieces = self.pieces
            request.body = RequestBody(
                asyncSequence: AsyncStream { continuation in
                    for piece in pieces { continuation.yield(ByteBuffer(string: piece)) }
                    continuation.finish()
                }
            )
            return try await next(request, context)
        }
    }

    private let issuer: TestIssuer
    private let app: TestApp
    private let record = Record()

    init() throws {
        self.issuer = try TestIssuer()
        self.app = TestApp(attestedBy: self.issuer)
    }

    private func verifier(_ change: (inout MessageSigning) throws -> Void = { _ in }) throws -> ApproovVerifier {
        var policy = VerificationPolicy.standard
        var signing = MessageSigning()
        try change(&signing)
        policy.messageSigning = signing
        return self.issuer.verifier(policy: policy)
    }

    /// Returns the fields of a request that the app has signed, as the test client sends it.
    private func fields(
        of method: HTTPRequest.Method,
        _ path: String,
        body: String?,
        at origin: (scheme: String, authority: String) = ("http", "localhost")
    ) throws -> HTTPFields {
        var request = HTTPRequest(method: method, scheme: origin.scheme, authority: origin.authority, path: path)
        try self.app.sign(&request, body: body.map { Array($0.utf8) })
        return request.headerFields
    }

    private func router(
        _ middleware: ApproovMiddleware<BasicApproovRequestContext>,
        pieces: [String]? = nil
    ) -> Router<BasicApproovRequestContext> {
        let router = Router(context: BasicApproovRequestContext.self)
        if let pieces { router.add(middleware: Pieces(pieces: pieces)) }
        router.add(middleware: middleware)
        let record = self.record
        router.post("collect") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            record.add(String(buffer: body))
            return "collected"
        }
        router.post("stream") { request, _ in
            do {
                for try await piece in request.body { record.add(String(buffer: piece)) }
            } catch {
                record.add("\(error is any HTTPResponseError)")
                throw error
            }
            return "streamed"
        }
        router.post("swallow") { request, _ in
            do {
                for try await _ in request.body {}
                record.add("whole")
            } catch {
                record.add("failed")
            }
            return "swallowed"
        }
        router.post("translate") { request, _ in
            do {
                return String(buffer: try await request.body.collect(upTo: 1 << 20))
            } catch {
                throw HTTPError(.badRequest, message: "bad upload")
            }
        }
        for method in [HTTPRequest.Method.get, .post] {
            router.on("unread", method: method) { _, context in
                record.add("handled")
                return seen(context)
            }
        }
        return router
    }

    /// Returns the answer to a request whose app has signed one body, and which comes with another.
    private func answer(
        _ path: String,
        signed: String?,
        sent: String?,
        method: HTTPRequest.Method = .post,
        verifier: ApproovVerifier? = nil,
        pieces: [String]? = nil,
        allowing: Set<Rejection.Code> = [],
        fields others: HTTPFields = [:]
    ) async throws -> String {
        let middleware = ApproovMiddleware<BasicApproovRequestContext>(
            verifier: try verifier ?? self.verifier(),
            allowing: allowing,
            refusals: .uniform401.revealingReason()
        )
        var fields = try self.fields(of: method, path, body: signed)
        for field in others { fields.append(field) }
        let router = self.router(middleware, pieces: pieces)
        return try await Application(router: router).test(.router) { [fields] client in
            let body = sent.map { ByteBuffer(string: $0) }
            let response = try await client.execute(uri: path, method: method, headers: fields, body: body)
            return "\(response.status.code) \(response.text)"
        }
    }

    private static let mismatch = #"401 {"reason":"digestMismatch"}"#

    // MARK: Bodies

    @Test("A handler that collects the body gets the signed one, and any other never")
    func collected() async throws {
        #expect(try await self.answer("/collect", signed: "hello", sent: "hello") == "200 collected")
        #expect(self.record.pieces == ["hello"])
        for other in ["hallo", "hello ", "hell", ""] {
            #expect(try await self.answer("/collect", signed: "hello", sent: other) == Self.mismatch)
        }
        #expect(self.record.pieces == ["hello"])
        let long = String(repeating: "0123456789abcdef", count: 5000)
        #expect(try await self.answer("/collect", signed: long, sent: long) == "200 collected")
        #expect(try await self.answer("/collect", signed: long, sent: long + "x") == Self.mismatch)
        #expect(self.record.pieces == ["hello", long])
    }

    @Test("A handler that streams a body gets its last piece only when all of it is known to be right")
    func streamed() async throws {
        let pieces = ["one, ", "two, ", "three"]
        let whole = pieces.joined()
        #expect(try await self.answer("/stream", signed: whole, sent: nil, pieces: pieces) == "200 streamed")
        #expect(self.record.pieces == pieces)
        #expect(try await self.answer("/stream", signed: "\(whole)!", sent: nil, pieces: pieces) == Self.mismatch)
        #expect(self.record.pieces == pieces + ["one, ", "two, ", "true"])
    }

    @Test("Of a body in one piece that is wrong, a handler gets nothing")
    func onePiece() async throws {
        #expect(try await self.answer("/stream", signed: "right", sent: nil, pieces: ["wrong"]) == Self.mismatch)
        #expect(self.record.pieces == ["true"])
    }

    @Test("A body may come in any pieces", arguments: [["", "ab", ""], ["a", "", "b"], ["ab"], ["", "", "ab"]])
    func cuts(pieces: [String]) async throws {
        #expect(try await self.answer("/stream", signed: "ab", sent: nil, pieces: pieces) == "200 streamed")
        #expect(self.record.pieces.joined() == "ab")
        #expect(try await self.answer("/stream", signed: "ba", sent: nil, pieces: pieces) == Self.mismatch)
    }

    @Test("A handler that passes over the error cannot make up for it", arguments: ["/swallow", "/translate"])
    func swallowed(path: String) async throws {
        #expect(try await self.answer(path, signed: "right", sent: "wrong") == Self.mismatch)
        let good = try await self.answer(path, signed: "right", sent: "right")
        #expect(good == (path == "/swallow" ? "200 swallowed" : "200 right"))
        #expect(self.record.pieces == (path == "/swallow" ? ["failed", "whole"] : []))
    }

    @Test("A body that is too long is refused when it is, not when it ends")
    func tooLong() async throws {
        let verifier = try self.verifier { $0.maximumBodyLength = 5 }
        let reason = #"401 {"reason":"bodyTooLarge"}"#
        #expect(
            try await self.answer("/collect", signed: "12345", sent: "12345", verifier: verifier) == "200 collected"
        )
        #expect(try await self.answer("/collect", signed: "123456", sent: "123456", verifier: verifier) == reason)
        let pieces = ["12", "34", "56", "78", "90"]
        let streamed = try await self.answer(
            "/stream",
            signed: pieces.joined(),
            sent: nil,
            verifier: verifier,
            pieces: pieces
        )
        #expect(streamed == reason)
        #expect(self.record.pieces == ["12345", "12", "true"])
    }

    @Test("A body that nobody reads is not looked at")
    func unread() async throws {
        #expect(try await self.answer("/unread", signed: "right", sent: "wrong") == "200 attested unbound")
    }

    @Test("A request that has no body is compared with its digest before the handler runs")
    func withoutBody() async throws {
        #expect(try await self.answer("/unread", signed: "", sent: nil, method: .get) == "200 attested unbound")
        #expect(try await self.answer("/unread", signed: "x", sent: nil, method: .get) == Self.mismatch)
        #expect(try await self.answer("/unread", signed: "", sent: "") == "200 attested unbound")
        #expect(try await self.answer("/unread", signed: "x", sent: "") == Self.mismatch)
        #expect(self.record.pieces == ["handled", "handled"])
    }

    @Test("A body without a digest passes, unless one is required")
    func undigested() async throws {
        let required = try self.verifier { $0.bodyDigest = .required }
        let missing = #"401 {"reason":"digestMissing"}"#
        #expect(try await self.answer("/collect", signed: nil, sent: "hello") == "200 collected")
        #expect(try await self.answer("/collect", signed: nil, sent: "hello", verifier: required) == missing)
        #expect(try await self.answer("/collect", signed: nil, sent: nil, verifier: required) == "200 collected")
        // A body that nobody has announced.
        let hidden = try await self.answer("/collect", signed: nil, sent: nil, verifier: required, pieces: ["hidden"])
        #expect(hidden == missing)
        #expect(self.record.pieces == ["hello", ""])
    }

    @Test("A check that is observed lets every body pass")
    func observed() async throws {
        let verifier = try self.verifier {
            $0.mode = .observe
            $0.maximumBodyLength = 6
        }
        #expect(
            try await self.answer("/collect", signed: "right", sent: "wrong", verifier: verifier) == "200 collected"
        )
        let long = try await self.answer("/collect", signed: "right", sent: "too long", verifier: verifier)
        #expect(long == "200 collected")
        #expect(self.record.pieces == ["wrong", "too long"])
        let altered = try await self.answer(
            "/unread",
            signed: "right",
            sent: "right",
            verifier: verifier,
            fields: [.authorization: "x"]
        )
        #expect(altered == "200 attested unbound")
    }

    @Test("A body passes for the reasons that are allowed, and for no other")
    func allowedBodies() async throws {
        for path in ["/collect", "/swallow"] {
            let allowed = try await self.answer(path, signed: "right", sent: "wrong", allowing: [.digestMismatch])
            #expect(allowed == "200 \(path.dropFirst())ed")
            let other = try await self.answer(path, signed: "right", sent: "wrong", allowing: [.bodyTooLarge])
            #expect(other == Self.mismatch)
        }
        #expect(self.record.pieces == ["wrong", "whole", "failed"])
    }

    // MARK: Heads

    @Test("What the app has not signed does not reach the handler")
    func altered() async throws {
        let fields = try self.fields(of: .post, "/unread", body: "hello")
        let middleware = ApproovMiddleware<BasicApproovRequestContext>(verifier: try self.verifier())
        try await Application(router: self.router(middleware)).test(.router) { [issuer] client in
            for (uri, method, change) in [
                ("/unread", HTTPRequest.Method.get, { _ in }), ("/unread?x", .post, { _ in }),
                ("/unread/", .post, { _ in }), ("/%75nread", .post, { _ in }),
                ("/unread", .post, { $0[.approovToken] = try issuer.token() }),
                ("/unread", .post, { $0[values: .approovToken].append(try issuer.token()) }),
                ("/unread", .post, { $0[try #require(HTTPField.Name("Signature"))] = nil }),
            ] as [(String, HTTPRequest.Method, (inout HTTPFields) throws -> Void)] {
                var fields = fields
                try change(&fields)
                let response = try await client.execute(uri: uri, method: method, headers: fields)
                #expect(response.status == .unauthorized)
                #expect(response.text == "{}")
            }
            let good = try await client.execute(uri: "/unread", method: .post, headers: fields)
            #expect(good.text == "attested unbound")
        }
        #expect(self.record.pieces == ["handled"])
    }

    @Test("With a missing signature allowed an unsigned request passes unattested, and a badly signed one does not")
    func allowing() async throws {
        let token = try self.issuer.token()
        let middleware = ApproovMiddleware<BasicApproovRequestContext>(
            verifier: try self.verifier(),
            allowing: [.signatureMissing],
            refusals: .uniform401.revealingReason()
        )
        let signed = try self.fields(of: .get, "/unread", body: nil)
        var altered = signed
        altered[.approovToken] = token
        try await Application(router: self.router(middleware)).test(.router) { [altered] client in
            for (fields, text) in [
                ([.approovToken: token], "not attested signatureMissing"), (signed, "attested unbound"),
                (altered, #"{"reason":"signatureKeyMissing"}"#), ([:], #"{"reason":"missingToken"}"#),
            ] as [(HTTPFields, String)] {
                let response = try await client.execute(uri: "/unread", method: .get, headers: fields)
                #expect(response.text == text)
            }
        }
    }

    @Test("An observed signature lets the request pass, and tells the handler")
    func observedHead() async throws {
        let middleware = ApproovMiddleware<BasicApproovRequestContext>(
            verifier: try self.verifier { $0.mode = .observe }
        )
        let token = try self.issuer.token()
        let signed = try self.fields(of: .get, "/unread?x", body: nil)
        try await Application(router: self.router(middleware)).test(.router) { client in
            for (fields, text) in [
                ([.approovToken: token], "attested unbound signatureMissing"),
                (signed, "attested unbound messageSignatureInvalid"), ([:], "{}"),
            ] as [(HTTPFields, String)] {
                let response = try await client.execute(uri: "/unread", method: .get, headers: fields)
                #expect(response.text == text)
            }
        }
    }

    @Test("A signed request passes once where somebody remembers it")
    func replays() async throws {
        let replays = ReplayGuard(memory: InMemoryReplayMemory(), whenUnavailable: .refuse)
        let signed = try self.fields(of: .get, "/unread", body: nil)
        for (allowing, mode, second) in [
            ([], Enforcement.enforce, #"{"reason":"replayed"}"#),
            ([.replayed], .enforce, "not attested replayed"), ([], .observe, "attested unbound replayed"),
        ] as [(Set<Rejection.Code>, Enforcement, String)] {
            let fresh = ReplayGuard(memory: InMemoryReplayMemory(), whenUnavailable: .refuse)
            let middleware = ApproovMiddleware<BasicApproovRequestContext>(
                verifier: try self.verifier { $0.mode = mode },
                allowing: allowing,
                replays: fresh,
                refusals: .uniform401.revealingReason()
            )
            try await Application(router: self.router(middleware)).test(.router) { client in
                for text in ["attested unbound", second, second] {
                    let response = try await client.execute(uri: "/unread", method: .get, headers: signed)
                    #expect(response.text == text)
                }
            }
        }
        // Two groups that share a guard share its memory.
        let first = ApproovMiddleware<BasicApproovRequestContext>(verifier: try self.verifier(), replays: replays)
        for status in [HTTPResponse.Status.ok, .unauthorized] {
            try await Application(router: self.router(first)).test(.router) { client in
                let response = try await client.execute(uri: "/unread", method: .get, headers: signed)
                #expect(response.status == status)
            }
        }
    }

    // MARK: Proxies

    /// A context that does not know where a request comes from.
    private struct BlindContext: ApproovRequestContext {
        var coreContext: CoreRequestContextStorage
        var attestation: Attestation?
        init(source: Source) { self.coreContext = .init(source: source) }
    }

    /// Returns the answers of a server on this machine to a request that an app has sent to `https://api.example.com`, and to
    /// one whose proxy field is the client's.
    private func proxied<Context: ApproovRequestContext>(
        _ context: Context.Type,
        trusting addresses: [String]
    ) async throws -> [UInt] where Context.Source == ApplicationRequestContextSource {
        let proxies = try TrustedProxies(addresses, writing: [.xForwardedProto, .xForwardedHost])
        let verifier = try self.verifier { $0.origin = .forwarded(proxies) }
        let router = Router(context: Context.self)
        router.add(middleware: ApproovMiddleware(verifier: verifier))
        router.get("v1") { _, _ in "passed" }
        var fields = try self.fields(of: .get, "/v1", body: nil, at: ("https", "api.example.com"))
        fields[try #require(HTTPField.Name("X-Forwarded-Proto"))] = "https"
        let host = try #require(HTTPField.Name("X-Forwarded-Host"))
        let application = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        return try await application.test(.live) { [fields] client in
            var statuses: [UInt] = []
            for authority in ["api.example.com", "other.example.com"] {
                var fields = fields
                fields[host] = authority
                let response = try await client.execute(uri: "/v1", method: .get, headers: fields)
                statuses.append(UInt(response.status.code))
            }
            return statuses
        }
    }

    @Test("A proxy is believed if it comes from its address, and if the context knows that")
    func proxies() async throws {
        let local = ["127.0.0.0/8", "::1"]
        #expect(try await self.proxied(BasicApproovRequestContext.self, trusting: local) == [200, 401])
        #expect(try await self.proxied(BasicApproovRequestContext.self, trusting: ["10.0.0.0/8"]) == [401, 401])
        #expect(try await self.proxied(BlindContext.self, trusting: local) == [401, 401])
    }

    @Test("A server behind a proxy that it knows by its public origin needs no address")
    func publicOrigin() async throws {
        let origin = try PublicOrigin("https://api.example.com/mobile")
        let verifier = try self.verifier { $0.origin = .fixed(origin) }
        let middleware = ApproovMiddleware<BasicApproovRequestContext>(verifier: verifier)
        let signed = try self.fields(of: .get, "/mobile/unread?a=1", body: nil, at: ("https", "api.example.com"))
        try await Application(router: self.router(middleware)).test(.router) { client in
            for (uri, status) in [("/unread?a=1", HTTPResponse.Status.ok), ("/unread?a=2", .unauthorized)] {
                let response = try await client.execute(uri: uri, method: .get, headers: signed)
                #expect(response.status == status)
            }
        }
    }

    // MARK: The wire

    @Test("Over a real connection, a signed body is read to its end, long or short, and another is refused")
    func live() async throws {
        let verifier = try self.verifier { $0.origin = .fixed(try PublicOrigin("https://api.example.com")) }
        let router = self.router(ApproovMiddleware(verifier: verifier))
        let application = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        let bodies = ["", "short", String(repeating: "0123456789abcdef", count: 20_000)]
        let requests = try bodies.map {
            ($0, try self.fields(of: .post, "/collect", body: $0, at: ("https", "api.example.com")))
        }
        try await application.test(.live) { client in
            for (body, fields) in requests {
                for (sent, status) in [(body, HTTPResponse.Status.ok), (body + "x", .unauthorized), (body, .ok)] {
                    let response = try await client.execute(
                        uri: "/collect",
                        method: .post,
                        headers: fields,
                        body: ByteBuffer(string: sent)
                    )
                    #expect(response.status == status)
                }
            }
        }
        #expect(self.record.pieces == bodies.flatMap { [$0, $0] })
    }
}

#endif
