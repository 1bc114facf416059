import Approov
import ApproovTesting
import Dispatch
import ExampleServer
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import InMemoryLogging
import Logging
import ServerMetrics
import Testing

@testable import EchoServer

private let user = "Bearer user-access-token"
private let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]

@Suite("Echo over HTTP")
struct APIRoutesTests {
    private let fixture: EchoFixture

    init() throws {
        self.fixture = try EchoFixture()
    }

    private func response(
        _ method: HTTPRequest.Method,
        _ uri: String,
        _ headers: HTTPFields = [:],
        body: String = "",
        server: EchoServer
    ) async throws -> TestResponse {
        try await self.fixture.test(server) { client in
            try await client.execute(uri: uri, method: method, headers: headers, body: ByteBuffer(string: body))
        }
    }

    private func headers(_ token: TestToken = .valid) throws -> HTTPFields {
        [.echoToken: try self.fixture.issuer.token(token)]
    }

    // MARK: Routes

    @Test(
        "Each route is there with its method, however its slashes are written, and with no other",
        arguments: [
            (.get, "/", 200), (.get, "//", 200), (.head, "/", 200), (.post, "/auth/login", 422), (.get, "/?a=b", 200),
            (.post, "/auth/login/", 422), (.post, "/auth//login", 422), (.post, "//auth/register//", 422),
            (.post, "/%61uth/login", 422), (.post, "/auth%2Flogin", 404), (.post, "/auth/Login", 404),
            (.post, "/Auth/login", 404), (.get, "/auth/login", 404), (.get, "/auth/register", 404), (.post, "/", 404),
            (.put, "/", 404), (.delete, "/", 404), (.options, "/", 404), (.patch, "/auth/login", 404),
            (.options, "/auth/login", 404), (.head, "/auth/login", 404), (.get, "/auth", 404), (.get, "/nope", 404),
            (.get, "/auth/login/more", 404), (.get, "/socket/websocket", 404), (.get, "/dashboard", 404),
            (.get, "/dashboard/home", 404), (.get, "/favicon.ico", 404), (.get, "/%zz", 404), (.get, "/../", 404),
        ] as [(HTTPRequest.Method, String, Int)]
    )
    func routes(method: HTTPRequest.Method, path: String, status: Int) async throws {
        let headers = try self.headers()
        for protection in Protection.allCases {
            let response = try await self.response(method, path, headers, server: self.fixture.server(protection))
            #expect(response.status.code == status)
            #expect(response.headers[.contentType] == "application/json; charset=utf-8")
            #expect(response.headers[.cacheControl] == "max-age=0, private, must-revalidate")
            if method == .head {
                #expect(response.body.readableBytes == 0)
            } else if status == 404 {
                #expect(String(buffer: response.body) == #"{"errors":{"detail":"Not Found"}}"#)
            }
            let bare = try await self.response(method, path, server: self.fixture.server(protection))
            #expect(bare.status.code == (status == 404 || protection == .unprotected ? status : 401))
        }
    }

    @Test("A genuine app is greeted, and the others learn nothing", arguments: TestToken.allCases)
    func tokens(kind: TestToken) async throws {
        let isGood = [.valid, .fullClaims, .failover, .longLived].contains(kind)
        let headers = try self.headers(kind)
        for protection in Protection.allCases {
            let server = self.fixture.server(protection)
            let response = try await self.response(.get, "/", headers, server: server)
            let isServed = isGood || protection == .unprotected
            #expect(response.status == (isServed ? .ok : .unauthorized))
            #expect(String(buffer: response.body) == (isServed ? #"{"message":"Hello, World!"}"# : "{}"))
            let count = self.fixture.count("approov.verifications")
            let accepted = self.fixture.count("approov.verifications") { $0.value(of: "outcome") == "accepted" }
            let checks: Int64 = [.unprotected: 0, .token: 1, .tokenBinding: 2][protection] ?? 0
            #expect((count, accepted) == (checks, isGood ? checks : 0))
        }
        let lines = self.fixture.log.entries
        #expect(lines.count == (isGood ? 0 : 2))
        #expect(lines.allSatisfy { $0.level == .info })
        let token = try #require(headers[.echoToken])
        #expect(!lines.contains { "\($0.message)\($0.metadata)".contains(token) })
    }

    /// A published token, and whether it is good now.
    private static let published: [(String, Bool)] = [
        (
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJleHAiOjQ3MDg2ODMyMDUuODkxOTEyfQ"
                + ".c8I4KNndbThAQ7zlgX4_QDtcxCrD9cff1elaCJe9p9U", true
        ),
        (
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJleHAiOjE1NTUwODMzNDkuMzc3NzYyM30"
                + ".XzZs_ItunAmisfTAuLLHqTytNnQqnwqh0Koh3PPKAoM", false
        ),
        (
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJleHAiOjQ3MDg2ODMyMDUuODkxOTEyfQ"
                + ".c8I4KNndbThAQ7zlgX4_QDtcxCrD9cff1elaCJe9p9A", false
        ),
        (
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjQ1MTYyMzkwMjJ9"
                + ".JtQpXWyWxXZDqOba6Zt46WNdJavYoAHqR3RfeNRkHxY", true
        ),
        (
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJleHAiOiIifQ.ylUP-04S9-hzv_b7z51Jost7shPiOvizKbKqtUoHv0s", false
        ),
        (
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhcGkuZXhhbXBsZS5jb20ifQ"
                + ".7o5s4wMuWlzgKAps9LIItJFfr1sCP31BFwPLQDE5kPs", false
        ),
        ("abc.cde", false), ("", false),
    ]

    @Test("The published tokens are judged as published", arguments: published)
    func publishedTokens(token: String, isGood: Bool) async throws {
        let server = try EchoServer(
            protection: .token,
            settings: EchoFixture.settings(),
            database: nil,
            logger: self.fixture.logger
        )
        let response = try await self.response(.get, "/", [.echoToken: token], server: server)
        #expect(response.status == (isGood ? .ok : .unauthorized))
    }

    // MARK: Where the token is

    /// Where a token may be, as header, query and body; `T` stands for a good one, `E` for one that is expired.
    @Test(
        "A header counts alone; without one, the body counts more than the query",
        arguments: [
            (["T"], "", "", true), (["E"], "x-approov-token=T", "", false), ([""], "x-approov-token=T", "", false),
            (["T", "T"], "", "", false), ([], "x-approov-token=T", "", true), ([], "X-Approov-Token=T", "", true),
            ([], "x-approov-token=E&X-Approov-Token=T", "", false),
            ([], "x-approov-token=T&X-Approov-Token=E", "", true),
            ([], "x-approov-token=E&x-approov-token=T", "", true), ([], "X-APPROOV-TOKEN=T", "", false),
            ([], "Approov-Token=T", "", false), ([], "x-approov-token[]=T", "", false),
            ([], "", "x-approov-token=T", true),
            ([], "x-approov-token=E", "x-approov-token=T", true), ([], "x-approov-token=T", "X-Approov-Token=E", true),
            ([], "x-approov-token=T", "x-approov-token=E", false), ([], "x-approov-token=T%0A", "", false),
            ([], "x-approov-token=%00T", "", false), ([], "x-approov-token=T%0D", "", false),
            ([], "x-approov-token=", "", false),
        ] as [([String], String, String, Bool)]
    )
    func places(headers: [String], query: String, body: String, isGood: Bool) async throws {
        let (good, expired) = (try self.fixture.issuer.token(), try self.fixture.issuer.token(.expired))
        func filled(_ text: String) -> String {
            text.replacing("=T", with: "=\(good)").replacing("=E", with: "=\(expired)")
                .replacing("%00T", with: "%00\(good)")
        }
        var fields = form
        for value in headers {
            fields.append(HTTPField(name: .echoToken, value: ["T": good, "E": expired][value] ?? value))
        }
        let response = try await self.response(
            .post,
            "/auth/login?\(filled(query))",
            fields,
            body: filled(body),
            server: self.fixture.server()
        )
        #expect(response.status == (isGood ? .unprocessableContent : .unauthorized))
    }

    @Test(
        "A token in a JSON body must be a text",
        arguments: [("\"T\"", true), ("[\"T\"]", false), ("1", false), ("{}", false)]
    )
    func jsonToken(value: String, isGood: Bool) async throws {
        let value = value.replacing("T", with: try self.fixture.issuer.token())
        let response = try await self.response(
            .post,
            "/auth/login",
            [.contentType: "application/json"],
            body: "{\"X-Approov-Token\":\(value)}",
            server: self.fixture.server()
        )
        #expect(response.status == (isGood ? .unprocessableContent : .unauthorized))
    }

    // MARK: Binding

    @Test(
        "With token binding, the list of users is for apps whose token is bound to the credential",
        arguments: [
            (user, [user], "", 200), (user, [], "Authorization=Bearer+user-access-token", 200),
            (user, [], "Authorization=Bearer%20user-access-token", 200), (user, [], "", 401), (user, [""], "", 401),
            (user, ["Bearer other"], "Authorization=Bearer+user-access-token", 401),
            (user, [], "authorization=Bearer+user-access-token", 401), (user, [user, user], "", 401),
            (user, [], "Authorization=Bearer+user-access-token%0A", 401), (nil, [user], "", 401),
            ("user-access-token", [user], "", 401), ("Basic Zm9v", ["Basic Zm9v"], "", 200),
        ] as [(String?, [String], String, Int)]
    )
    func binding(boundTo: String?, credentials: [String], query: String, status: Int) async throws {
        let issuer = self.fixture.issuer
        var headers: HTTPFields = [.echoToken: try boundTo.map { try issuer.token(boundTo: $0) } ?? issuer.token()]
        for value in credentials { headers.append(HTTPField(name: .authorization, value: value)) }
        let server = self.fixture.server(.tokenBinding)
        let response = try await self.response(.get, "/users?\(query)", headers, server: server)
        #expect(response.status.code == status)
        #expect(String(buffer: response.body) == (status == 200 ? #"{"users":[]}"# : "{}"))
        #expect(try await self.response(.get, "/?\(query)", headers, server: server).status == .ok)
    }

    @Test("Without token binding there is no list of users", arguments: [Protection.unprotected, .token])
    func noUsers(protection: Protection) async throws {
        let headers: HTTPFields = [
            .echoToken: try self.fixture.issuer.token(boundTo: user), .authorization: user,
        ]
        let response = try await self.response(.get, "/users", headers, server: self.fixture.server(protection))
        #expect(response.status == .notFound)
    }

    // MARK: Order

    @Test(
        "The body is read before there is talk of routes, types and tokens",
        arguments: [
            ("/auth/login", "application/json", "{", 400), ("/nope", "application/json", "{", 400),
            ("/auth/login", "application/vnd.api+json", "{", 400),
            ("/auth/login", "APPLICATION/JSON; charset=utf-8", "{", 400),
            ("/auth/login", "application/json", "", 401), ("/auth/login", "application/json", " ", 400),
            ("/auth/login", "application/json", "[]", 401), ("/auth/login", "text/json", "{", 401),
            ("/auth/login", "text/plain", "%zz", 401), ("/auth/login", "nonsense;;", "{", 401),
            ("/auth/login", "application/x-www-form-urlencoded", "a=%FF", 400),
            ("/auth/login?a=%FF", "text/plain", "", 400), ("/auth/login?a=%zz", "text/plain", "", 400),
            ("/auth/login", "multipart/form-data", "--b--", 400),
            ("/auth/login", "multipart/form-data; boundary=b", "--b--", 401),
            ("/auth/login", "multipart/form-data; boundary=c", "--b--", 400),
            ("/nope", "application/json", "{}", 404),
        ]
    )
    func body(uri: String, type: String, body: String, status: Int) async throws {
        let response = try await self.response(
            .post,
            uri,
            [.contentType: type, .accept: status == 400 ? "text/html" : "*/*"],
            body: body,
            server: self.fixture.server()
        )
        #expect(response.status.code == status)
        if status == 400 { #expect(String(buffer: response.body) == #"{"errors":{"detail":"Bad Request"}}"#) }
    }

    @Test("The body of a GET is not read")
    func getBody() async throws {
        var headers = try self.headers()
        headers[.contentType] = "application/json"
        #expect(try await self.response(.get, "/", headers, body: "{", server: self.fixture.server()).status == .ok)
    }

    @Test("A body has at most 8,000,000 bytes", arguments: [(8_000_000, 401), (8_000_001, 413)])
    func length(length: Int, status: Int) async throws {
        let body = "a=\(String(repeating: "b", count: length - 2))"
        let response = try await self.response(.post, "/auth/login", form, body: body, server: self.fixture.server())
        #expect(response.status.code == status)
        if status == 413 {
            #expect(String(buffer: response.body) == #"{"errors":{"detail":"Request Entity Too Large"}}"#)
        }
    }

    @Test(
        "A POST that stands for another method finds nothing",
        arguments: [
            ("PUT", "", 404), ("patch", "", 404), ("DELETE", "", 404), ("GET", "", 422), ("", "", 422),
            ("", "_method=put", 404), ("", "_method=POST", 422),
        ]
    )
    func methodOverride(header: String, body: String, status: Int) async throws {
        var headers = try self.headers()
        headers[.contentType] = form[.contentType]
        headers[try #require(HTTPField.Name("X-HTTP-Method-Override"))] = header
        let server = self.fixture.server()
        #expect(
            try await self.response(.post, "/auth/login", headers, body: body, server: server).status.code == status
        )
        headers[.contentType] = nil
        if !header.isEmpty { #expect(try await self.response(.get, "/", headers, server: server).status == .ok) }
    }

    @Test(
        "Who does not accept JSON is told so, before there is talk of tokens",
        arguments: [
            (nil, "", true), ("*/*", "", true), ("application/*", "", true), ("application/json", "", true),
            ("APPLICATION/JSON; q=0.5", "", true), ("text/html, application/json", "", true),
            ("text/html,*/*;q=0.8", "", true), ("text/html", "", false), ("text/*", "", false),
            ("application/xml", "", false), ("junk", "", false), ("", "", false), ("application/jsonp", "", false),
            ("text/html", "?_format=json", true), ("*/*", "?_format=html", false), (nil, "?_format=", false),
            (nil, "?_format=JSON", false),
        ] as [(String?, String, Bool)]
    )
    func accept(accept: String?, query: String, isAccepted: Bool) async throws {
        var headers: HTTPFields = [:]
        if let accept { headers[.accept] = accept }
        let server = self.fixture.server()
        let bare = try await self.response(.get, "/\(query)", headers, server: server)
        #expect(bare.status == (isAccepted ? .unauthorized : .notAcceptable))
        if !isAccepted { #expect(String(buffer: bare.body) == #"{"errors":{"detail":"Not Acceptable"}}"#) }
        #expect(try await self.response(.get, "/nope\(query)", headers, server: server).status == .notFound)
    }

    @Test(
        "The client's request id comes back if it is usable",
        arguments: [
            (["12345678901234567890"], true), ([String(repeating: "x", count: 200)], true), ([], false), ([""], false),
            (["1234567890123456789"], false), ([String(repeating: "x", count: 201)], false),
            (["1234567890 1234567890"], false), (["é1234567890123456789"], false),
            (["12345678901234567890", "12345678901234567890"], false),
        ]
    )
    func requestID(ids: [String], isEchoed: Bool) async throws {
        var headers: HTTPFields = [:]
        for id in ids { headers.append(HTTPField(name: .requestID, value: id)) }
        for path in ["/", "/nope"] {
            let response = try await self.response(.get, path, headers, server: self.fixture.server())
            let id = try #require(response.headers[.requestID])
            #expect((id == ids.first) == isEchoed)
            #expect(isEchoed || id.wholeMatch(of: /[A-Za-z0-9_-]{20,}/) != nil)
        }
    }

    // MARK: Users

    private func post(_ path: String, _ username: String, _ password: String, to server: EchoServer) async throws
        -> String
    {
        var headers: HTTPFields = [.contentType: "application/json"]
        if server.verifier != nil { headers[.echoToken] = try self.fixture.issuer.token() }
        let body = String(
            decoding: try JSONEncoder().encode(["username": username, "password": password]),
            as: UTF8.self
        )
        let response = try await self.response(.post, path, headers, body: body, server: server)
        #expect(response.status == .ok)
        return String(buffer: response.body)
    }

    @Test("Users register once and log in with their password", arguments: Protection.allCases)
    func users(protection: Protection) async throws {
        let server = self.fixture.server(protection)
        let id = "6D223B56597F7B95FA01498D7322CEE484C66FBBCFAC2DD5705729C143A911E0"
        let name = "test@mail.com"
        #expect(try await self.post("/auth/register", name, "password", to: server) == "{\"id\":\"\(id)\"}")
        let failure = #"{"error":"Failed to create user"}"#
        #expect(try await self.post("/auth/register", name, "another password", to: server) == failure)
        let answer = try await self.post("/auth/login", name, "password", to: server)
        let token = try #require(answer.wholeMatch(of: /{"token":"(Bearer [A-Za-z0-9_-]+)"}/)).1
        let now = self.fixture.issuer.now
        #expect(server.authorization.userID(in: String(token), at: now) == id)
        #expect(server.authorization.userID(in: String(token), at: now.advanced(bySeconds: 86_401)) == nil)
        let refusal = #"{"error":"Failed to authenticate user"}"#
        for (name, password) in [(name, "Password"), ("TEST@mail.com", "password")] {
            #expect(try await self.post("/auth/login", name, password, to: server) == refusal)
        }
    }

    @Test(
        "What are no credentials makes no user",
        arguments: [
            "", "username=u", "password=12345678", "username=&password=12345678", "username=u&password=1234567",
            "Username=u&password=12345678", "username=u&password=\(String(repeating: "p", count: 4097))",
            "username=\(String(repeating: "u", count: 1025))&password=12345678",
        ]
    )
    func unprocessable(body: String) async throws {
        let server = self.fixture.server(.unprotected)
        for path in ["/auth/register", "/auth/login"] {
            let response = try await self.response(.post, path, form, body: body, server: server)
            #expect(response.status.code == 422)
            #expect(String(buffer: response.body) == #"{"errors":{"detail":"Unprocessable Entity"}}"#)
        }
        #expect(try self.fixture.store.ids().isEmpty)
    }

    @Test("Credentials may be in the query, in a form or in parts")
    func credentialsElsewhere() async throws {
        let server = self.fixture.server(.unprotected)
        let parts = ["username": "c", "password": "12345678"].map { name, value in
            "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        let requests: [(String, HTTPFields, String)] = [
            ("?username=a&password=12345678", [:], ""), ("", form, "username=b&password=12345678"),
            ("", [.contentType: "multipart/form-data; boundary=b"], "\(parts.joined())--b--"),
        ]
        for (query, headers, body) in requests {
            let uri = "/auth/register\(query)"
            #expect(try await self.response(.post, uri, headers, body: body, server: server).status == .ok)
        }
        let ids = ["a", "b", "c"].map { UserID.id(of: $0, secrets: EchoFixture.secrets) }
        #expect(try self.fixture.store.ids() == ids.sorted())
    }

    @Test("Beyond what can be done soon, who logs in is asked to come again", arguments: ["login", "register"])
    func storm(path: String) async throws {
        let work = BoundedWork(threads: 1, waiting: 0)
        let gate = DispatchSemaphore(value: 0)
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        async let busy: Void = work.run {
            start.finish()
            gate.wait()
        }
        for await _ in started {}
        let response = try await self.response(
            .post,
            "/auth/\(path)",
            form,
            body: "username=u&password=12345678",
            server: self.fixture.server(.unprotected, work: work)
        )
        gate.signal()
        try await busy
        #expect(response.status == .tooManyRequests)
        #expect(response.headers[.retryAfter] == "1")
        #expect(String(buffer: response.body) == #"{"errors":{"detail":"Too Many Requests"}}"#)
    }

    @Test("Neither names nor passwords nor tokens are logged")
    func log() async throws {
        let server = self.fixture.server(.tokenBinding)
        _ = try await self.post("/auth/register", "a-name-to-find", "a-password-to-find", to: server)
        let token = try await self.post("/auth/login", "a-name-to-find", "a-password-to-find", to: server)
        _ = try await self.response(.get, "/users?x-approov-token=\(user)", [.authorization: token], server: server)
        let lines = self.fixture.log.entries.map { "\($0.message) \($0.metadata)" }
        #expect(!lines.isEmpty)
        for secret in ["a-name-to-find", "a-password-to-find", token, user] {
            #expect(!lines.contains { $0.contains(secret) })
        }
    }
}
