import Approov
import ApproovHummingbirdTesting
import ApproovTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import InMemoryLogging
import Logging
import ShapesServer
import Testing

private let user = "Bearer user-access-token"

@Suite("Shapes server")
struct ShapesServerTests {
    private let issuer: TestIssuer
    private let log = InMemoryLogHandler()

    init() throws {
        self.issuer = try TestIssuer()
    }

    private func application(_ options: ShapesOptions = ShapesOptions()) -> some ApplicationProtocol {
        let log = self.log
        return Application(
            responder: ShapesServer.responder(
                verifier: self.issuer.verifier(),
                options: options,
                logger: Logger(label: "approov-protected-server") { _ in log }
            )
        )
    }

    private var lines: [String] { self.log.entries.map(\.message.description) }

    // MARK: Routes

    @Test("Everybody may see what is not protected", arguments: ["/v1/hello", "/v2/hello"])
    func hello(path: String) async throws {
        try await self.application().test(.router) { client in
            let response = try await client.execute(uri: path, method: .get, attestedBy: "not a token")
            #expect(response.status == .ok)
            #expect(String(buffer: response.body) == "{\"text\":\"Hello, World!\"}\n")
            #expect(response.headers[.contentLength] == "25")
        }
        #expect(self.lines.isEmpty)
    }

    @Test(
        "Every shape and every form comes up",
        arguments: [
            ("/v1/shapes", "shape", ["Circle", "Rectangle", "Square", "Triangle"]),
            ("/v2/shapes", "shape", ["Circle", "Rectangle", "Square", "Triangle"]),
            ("/v1/forms", "form", ["Box", "Cone", "Cube", "Sphere"]),
            ("/v2/forms", "form", ["Box", "Cone", "Cube", "Sphere"]),
        ]
    )
    func shapes(path: String, name: String, values: [String]) async throws {
        let token = try self.issuer.token(boundTo: user)
        try await self.application().test(.router) { client in
            var seen: Set<String> = []
            for _ in 0..<400 where seen.count < values.count {
                let response = try await client.execute(
                    uri: path,
                    method: .get,
                    headers: [.authorization: user],
                    attestedBy: token
                )
                #expect(response.status == .ok)
                seen.insert(String(buffer: response.body))
            }
            #expect(seen.sorted() == values.map { "{\"\(name)\":\"\($0)\"}\n" })
        }
    }

    @Test("The home page is compiled in")
    func homePage() async throws {
        try await self.application().test(.router) { client in
            let response = try await client.execute(uri: "/", method: .get)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
            let page = String(buffer: response.body)
            #expect(page.contains("<h1>Approov Mobile App Authentication</h1>"))
            #expect(page.contains("noindex"))
            #expect(page.contains("https://approov.io"))
        }
    }

    @Test(
        "Other methods and paths are answered as the original does, without a token",
        arguments: [
            ("/v2/shapes", .post, .methodNotAllowed), ("/v2/forms", .delete, .methodNotAllowed),
            ("/v2/shapes", .options, .ok), ("/v2/shapes", .head, .badRequest), ("/v1/shapes", .head, .ok),
            ("/nope", .get, .notFound), ("/V2/shapes", .get, .notFound), ("/v2/shapes/", .get, .notFound),
            ("/v2//shapes", .get, .permanentRedirect), ("//nope", .get, .notFound),
            ("/v2/./shapes", .get, .notFound), ("/v1/../v2/shapes", .get, .notFound),
            ("/v2/%73hapes", .get, .badRequest), ("/v2%2Fshapes", .get, .badRequest),
            ("/v2/shapes%00", .get, .notFound),
            ("/v2/shapes%3F", .get, .notFound), ("/v2/shapes?a=%zz", .get, .badRequest), ("/v2/%", .get, .notFound),
            ("/v2/%FF", .get, .notFound), ("/v2/shapes;a", .get, .notFound),
            ("/v2%2F%2Fshapes", .get, .permanentRedirect),
        ] as [(String, HTTPRequest.Method, HTTPResponse.Status)]
    )
    func paths(path: String, method: HTTPRequest.Method, status: HTTPResponse.Status) async throws {
        try await self.application().test(.router) { client in
            let response = try await client.execute(uri: path, method: method)
            #expect(response.status == status)
            if status == .permanentRedirect { #expect(response.headers[.location] == "/v2/shapes") }
            if status == .methodNotAllowed || method == .options {
                #expect(response.headers[.allow] == "GET, OPTIONS, HEAD")
            }
        }
    }

    @Test(
        "The original protects nothing but asks for a credential",
        arguments: [
            ("/v1/shapes", nil, .ok), ("/v1/forms", user, .ok), ("/v1/forms", nil, .badRequest),
            ("/v1/forms", " ", .badRequest), ("/v2/shapes", nil, .notFound), ("/v2/hello", nil, .notFound),
        ] as [(String, String?, HTTPResponse.Status)]
    )
    func original(path: String, credential: String?, status: HTTPResponse.Status) async throws {
        let log = self.log
        let logger = Logger(label: "original-server") { _ in log }
        try await Application(responder: ShapesServer.originalResponder(logger: logger)).test(.router) { client in
            let headers: HTTPFields = credential.map { [.authorization: $0] } ?? [:]
            let response = try await client.execute(uri: path, method: .get, headers: headers)
            #expect(response.status == status)
        }
        #expect(self.lines == (status == .badRequest ? ["AUTHORIZATION TOKEN EMPTY OR MISSING"] : []))
    }

    // MARK: Decisions

    /// What a request brings.
    enum Situation: String, CaseIterable {
        case missing, empty, malformed, expired, forged, unsigned, withoutExpiry, emptyClaims, bound, boundElsewhere,
            unbound,
            unusableBinding
    }

    private func token(_ situation: Situation) throws -> String? {
        switch situation {
        case .missing: nil
        case .empty: " "
        case .malformed: "abc.def.ghi"
        case .expired: try self.issuer.token(.expired)
        case .forged: try self.issuer.token(.wrongKey)
        case .unsigned: try self.issuer.token(.unsigned)
        case .withoutExpiry: try self.issuer.token(.withoutExpiry)
        case .emptyClaims: try self.issuer.token(claims: "{}")
        case .bound: try self.issuer.token(boundTo: user)
        case .boundElsewhere: try self.issuer.token(boundTo: "Bearer another-access-token")
        case .unbound: try self.issuer.token()
        case .unusableBinding: try self.issuer.token(claims: "{\"exp\":1900000300,\"pay\":null}")
        }
    }

    /// The statuses for the token toggle and the binding toggle: both on, token off, binding off, both off.
    private static let statuses: [Situation: [Int]] = [
        .missing: [400, 401, 400, 200], .empty: [400, 401, 400, 200], .malformed: [401, 401, 401, 200],
        .expired: [401, 401, 401, 200], .forged: [401, 401, 401, 200], .unsigned: [401, 401, 401, 200],
        .withoutExpiry: [401, 401, 401, 200], .emptyClaims: [401, 401, 401, 200], .bound: [200, 200, 200, 200],
        .boundElsewhere: [401, 401, 200, 200], .unbound: [401, 401, 200, 200], .unusableBinding: [401, 401, 200, 200],
    ]

    private static let toggles: [(Enforcement, Enforcement)] = [
        (.enforce, .enforce), (.observe, .enforce), (.enforce, .observe), (.observe, .observe),
    ]

    private func status(
        _ situation: Situation,
        path: String,
        credential: String?,
        options: ShapesOptions
    ) async throws -> Int {
        let token = try self.token(situation)
        return try await self.application(options).test(.router) { client in
            var headers: HTTPFields = credential.map { [.authorization: $0] } ?? [:]
            if let token { headers[.approovToken] = token }
            return try await client.execute(uri: path, method: .get, headers: headers).status.code
        }
    }

    @Test("With a credential, token and binding decide as the toggles say", arguments: Situation.allCases)
    func forms(situation: Situation) async throws {
        for (index, (token, binding)) in Self.toggles.enumerated() {
            let options = ShapesOptions(tokenMode: token, tokenBindingMode: binding, bindingRequirement: .required)
            let status = try await self.status(situation, path: "/v2/forms", credential: user, options: options)
            #expect(status == Self.statuses[situation]?[index], "\(token) token, \(binding) binding")
        }
    }

    @Test("Without a credential, the token decides first, and then nothing helps", arguments: Situation.allCases)
    func formsWithoutCredential(situation: Situation) async throws {
        for (token, binding) in Self.toggles {
            let options = ShapesOptions(tokenMode: token, tokenBindingMode: binding, bindingRequirement: .required)
            let isBad = Self.statuses[situation]?[2] == 401
            let status = try await self.status(situation, path: "/v2/forms", credential: nil, options: options)
            #expect(status == (token == .enforce && isBad ? 401 : 400), "\(token) token, \(binding) binding")
        }
    }

    @Test("Shapes need a token and no binding", arguments: Situation.allCases)
    func shapesAlone(situation: Situation) async throws {
        for (token, binding) in Self.toggles {
            let options = ShapesOptions(tokenMode: token, tokenBindingMode: binding, bindingRequirement: .required)
            let enforced = Self.statuses[situation]?[2] ?? 0
            let status = try await self.status(situation, path: "/v2/shapes", credential: nil, options: options)
            #expect(status == (token == .enforce ? enforced : 200), "\(token) token, \(binding) binding")
        }
    }

    @Test(
        "An unbound token passes where a binding is not required",
        arguments: [
            (.ifPresent, .unbound, 200), (.ifPresent, .boundElsewhere, 401), (.ifPresent, .bound, 200),
            (nil, .boundElsewhere, 200), (nil, .unbound, 200), (nil, .forged, 401), (.required, .unbound, 401),
        ] as [(TokenBinding.Requirement?, Situation, Int)]
    )
    func requirement(requirement: TokenBinding.Requirement?, situation: Situation, status: Int) async throws {
        let options = ShapesOptions(bindingRequirement: requirement)
        #expect(try await self.status(situation, path: "/v2/forms", credential: user, options: options) == status)
    }

    @Test("Two credentials are refused, even the same one twice")
    func twoCredentials() async throws {
        let token = try self.issuer.token(boundTo: user)
        try await self.application().test(.router) { client in
            var headers: HTTPFields = [.authorization: user]
            headers.append(HTTPField(name: .authorization, value: user))
            let response = try await client.execute(uri: "/v2/forms", method: .get, headers: headers, attestedBy: token)
            #expect(response.status == .unauthorized)
        }
    }

    // MARK: Log

    @Test(
        "Each step leaves the original's line in the log",
        arguments: [
            (.missing, .enforce, .enforce, ["REJECTED REQUEST WITH APPROOV TOKEN HEADER EMPTY OR MISSING"]),
            (
                .missing, .observe, .enforce,
                [
                    "REQUEST WITH APPROOV TOKEN HEADER EMPTY OR MISSING", "ACCEPTED REQUEST WITH INVALID APPROOV TOKEN",
                    "REJECTED REQUEST WITH INVALID TOKEN BINDING IN THE APPROOV TOKEN",
                ]
            ),
            (
                .forged, .enforce, .enforce,
                ["APPROOV JWT TOKEN INVALID SIGNATURE: ", "REJECTED REQUEST WITH INVALID APPROOV TOKEN"]
            ),
            (
                .expired, .enforce, .enforce,
                ["APPROOV JWT TOKEN EXPIRED: ", "REJECTED REQUEST WITH INVALID APPROOV TOKEN"]
            ),
            (
                .malformed, .enforce, .enforce,
                ["APPROOV JWT TOKEN INVALID: ", "REJECTED REQUEST WITH INVALID APPROOV TOKEN"]
            ),
            (
                .expired, .observe, .observe,
                [
                    "APPROOV JWT TOKEN EXPIRED: ", "ACCEPTED REQUEST WITH INVALID APPROOV TOKEN",
                    "ACCEPTED REQUEST WITH INVALID TOKEN BINDING IN THE APPROOV TOKEN",
                ]
            ),
            (
                .bound, .enforce, .enforce,
                [
                    "ACCEPTED REQUEST WITH VALID APPROOV TOKEN",
                    "ACCEPTED REQUEST WITH VALID TOKEN BINDING IN THE APPROOV TOKEN",
                ]
            ),
            (
                .boundElsewhere, .enforce, .enforce,
                [
                    "ACCEPTED REQUEST WITH VALID APPROOV TOKEN",
                    "REJECTED REQUEST WITH INVALID TOKEN BINDING IN THE APPROOV TOKEN",
                ]
            ),
            (
                .boundElsewhere, .enforce, .observe,
                [
                    "ACCEPTED REQUEST WITH VALID APPROOV TOKEN",
                    "ACCEPTED REQUEST WITH INVALID TOKEN BINDING IN THE APPROOV TOKEN",
                ]
            ),
            (
                .unbound, .enforce, .enforce,
                [
                    "ACCEPTED REQUEST WITH VALID APPROOV TOKEN",
                    "REJECTED REQUEST WITH APPROOV TOKEN MISSING THE CLAIM TO VERIFY THE TOKEN BINDING",
                ]
            ),
            (
                .unbound, .enforce, .observe,
                [
                    "ACCEPTED REQUEST WITH VALID APPROOV TOKEN",
                    "ACCEPTED REQUEST WITH APPROOV TOKEN MISSING THE CLAIM TO VERIFY THE TOKEN BINDING",
                ]
            ),
        ] as [(Situation, Enforcement, Enforcement, [String])]
    )
    func lines(situation: Situation, token: Enforcement, binding: Enforcement, lines: [String]) async throws {
        let options = ShapesOptions(tokenMode: token, tokenBindingMode: binding, bindingRequirement: .required)
        _ = try await self.status(situation, path: "/v2/forms", credential: user, options: options)
        #expect(self.lines.count == lines.count)
        for (line, start) in zip(self.lines, lines) { #expect(line.hasPrefix(start)) }
        let secrets = [try self.token(situation) ?? user, user]
        #expect(!self.lines.contains { line in secrets.contains { line.contains($0) } })
    }

    @Test("With logging off, only the missing credential is logged")
    func loggingOff() async throws {
        let options = ShapesOptions(isLoggingEnabled: false)
        _ = try await self.status(.forged, path: "/v2/forms", credential: user, options: options)
        #expect(self.lines.isEmpty)
        _ = try await self.status(.bound, path: "/v2/forms", credential: nil, options: options)
        #expect(self.lines == ["AUTHORIZATION TOKEN EMPTY OR MISSING"])
        #expect(self.log.entries.map(\.level) == [.error])
    }
}
