#if Hummingbird

import Approov
import ApproovHummingbird
import ApproovHummingbirdTesting
import ApproovTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@Suite("The middleware")
struct ApproovMiddlewareTests {
    private let issuer: TestIssuer

    init() throws {
        self.issuer = try TestIssuer()
    }

    /// Returns the answer to a request for the guarded route.
    private func response(
        _ middleware: ApproovMiddleware<BasicApproovRequestContext>,
        token: String?,
        _ headers: HTTPFields = [:],
        method: HTTPRequest.Method = .get,
        uri: String = "/seen"
    ) async throws -> TestResponse {
        var headers = headers
        if let token { headers.append(HTTPField(name: .approovToken, value: token)) }
        return try await Application(router: Router<BasicApproovRequestContext>.guarded(by: middleware)).test(.router) {
            [headers] client in
            try await client.execute(uri: uri, method: method, headers: headers)
        }
    }

    // MARK: Answers

    @Test("A genuine app reaches the handler, and nobody else does", arguments: TestToken.allCases)
    func tokens(kind: TestToken) async throws {
        let response = try await self.response(
            ApproovMiddleware(verifier: self.issuer.verifier()),
            token: try self.issuer.token(kind)
        )
        if [.valid, .fullClaims, .failover, .longLived].contains(kind) {
            #expect(response.status == .ok)
            #expect(response.text == "attested unbound")
        } else {
            #expect(response.status == .unauthorized)
            #expect(response.text == "{}")
        }
    }

    @Test("A refused request is answered with an empty JSON object and nothing else", arguments: [nil, "", "junk"])
    func refusal(token: String?) async throws {
        let response = try await self.response(ApproovMiddleware(verifier: self.issuer.verifier()), token: token)
        #expect(response.status == .unauthorized)
        #expect(response.text == "{}")
        #expect(response.headers[.contentType] == "application/json")
        #expect(response.headers[.contentLength] == "2")
        #expect(response.headers.count == 2)
    }

    @Test("A refused HEAD has the headers of the refusal and no body")
    func head() async throws {
        let response = try await self.response(
            ApproovMiddleware(verifier: self.issuer.verifier()),
            token: nil,
            method: .head
        )
        #expect(response.status == .unauthorized)
        #expect(response.text.isEmpty)
        #expect(response.headers[.contentType] == "application/json")
        #expect(response.headers[.contentLength] == "2")
    }

    @Test("The answer to a refused request can be chosen by its reason")
    func closure() async throws {
        let policy = VerificationPolicy.standard(boundTo: .authorization)
        let middleware = ApproovMiddleware<BasicApproovRequestContext>(verifier: self.issuer.verifier(policy: policy)) {
            rejection in
            switch rejection.code {
            case .bindingMismatch: HTTPError(.forbidden, message: "other user")
            case .missingToken: HTTPError(.conflict)
            default: HTTPError(.unauthorized)
            }
        }
        let token = try self.issuer.token(boundTo: "Bearer a")
        for (token, value, status) in [
            (token, "Bearer a", HTTPResponse.Status.ok), (token, "Bearer b", .forbidden), (nil, "a", .conflict),
            ("junk", "Bearer a", .unauthorized),
        ] {
            let response = try await self.response(middleware, token: token, [.authorization: value])
            #expect(response.status == status)
        }
    }

    // MARK: Letting through

    @Test("With a missing token allowed the public is served too, and a bad token is still refused")
    func allowing() async throws {
        let middleware = ApproovMiddleware<BasicApproovRequestContext>(
            verifier: self.issuer.verifier(),
            allowing: [.missingToken]
        )
        for (token, status, text) in [
            (nil, HTTPResponse.Status.ok, "not attested missingToken"), ("", .ok, "not attested missingToken"),
            (try self.issuer.token(), .ok, "attested unbound"), ("junk", .unauthorized, "{}"),
            (try self.issuer.token(.expired), .unauthorized, "{}"), ("NO_NETWORK", .unauthorized, "{}"),
        ] {
            let response = try await self.response(middleware, token: token)
            #expect(response.status == status)
            #expect(response.text == text)
        }
    }

    @Test("What is allowed is the reason that decides, not one that is observed before it")
    func allowingTheDecision() async throws {
        var policy = VerificationPolicy.standard(boundTo: .authorization)
        policy.tokenMode = .observe
        let verifier = self.issuer.verifier(policy: policy)
        let allowsToken = ApproovMiddleware<BasicApproovRequestContext>(verifier: verifier, allowing: [.expired])
        let token = try self.issuer.token(.expired, boundTo: "a")
        #expect(try await self.response(allowsToken, token: token, [.authorization: "a"]).status == .unauthorized)
        let allowsBinding = ApproovMiddleware<BasicApproovRequestContext>(
            verifier: verifier,
            allowing: [.bindingMismatch]
        )
        let response = try await self.response(allowsBinding, token: token, [.authorization: "a"])
        #expect(response.status == .ok)
        #expect(response.text == "not attested expired bindingMismatch")
    }

    @Test("A check that is observed lets the request pass, and tells the handler")
    func observing() async throws {
        var policy = VerificationPolicy.standard(boundTo: .authorization, mode: .observe)
        policy.tokenMode = .observe
        let middleware = ApproovMiddleware<BasicApproovRequestContext>(verifier: self.issuer.verifier(policy: policy))
        for (token, text) in [
            (nil, "not attested missingToken bindingMismatch"), ("junk", "not attested malformedToken bindingMismatch"),
            (try self.issuer.token(.expired, boundTo: "a"), "not attested expired bindingMismatch"),
            (try self.issuer.token(boundTo: "b"), "attested unbound bindingMismatch"),
            (try self.issuer.token(boundTo: "a"), "attested bound"),
        ] {
            let response = try await self.response(middleware, token: token, [.authorization: "a"])
            #expect(response.status == .ok)
            #expect(response.text == text)
        }
    }

    @Test("What an earlier check has let through does not count for a later one, and is not forgotten")
    func twoChecks() async throws {
        let other = try TestIssuer()
        let router = Router(context: BasicApproovRequestContext.self)
        router.add(
            middleware: ApproovMiddleware(verifier: self.issuer.verifier(), allowing: [.missingToken, .expired])
        )
        router.get("outer") { _, context in seen(context) }
        router.group("inner").add(middleware: ApproovMiddleware(verifier: self.issuer.verifier()))
            .get { _, context in seen(context) }
        router.group("other").add(
            middleware: ApproovMiddleware(verifier: other.verifier(), allowing: [.invalidSignature])
        )
        .get { _, context in seen(context) }
        .group("inner").add(middleware: ApproovMiddleware(verifier: self.issuer.verifier()))
        .get { _, context in seen(context) }
        let token = try self.issuer.token()
        let expired = try self.issuer.token(.expired)
        try await Application(router: router).test(.router) { client in
            for (path, token, text) in [
                ("/outer", expired, "not attested expired"), ("/inner", expired, "{}"),
                ("/inner", token, "attested unbound"), ("/other", token, "not attested invalidSignature"),
                ("/other", expired, "not attested expired invalidSignature"),
                ("/other/inner", token, "attested unbound invalidSignature"), ("/other/inner", expired, "{}"),
            ] {
                let response = try await client.execute(uri: path, method: .get, attestedBy: token)
                #expect(response.text == text)
            }
        }
    }

    // MARK: Where it is added

    @Test("Added to a router, it also guards paths that do not exist")
    func unmatchedPaths() async throws {
        let middleware = ApproovMiddleware<BasicApproovRequestContext>(verifier: self.issuer.verifier())
        let token = try self.issuer.token()
        for (method, uri) in [(HTTPRequest.Method.get, "/nothing"), (.delete, "/seen"), (.get, "/")] {
            let refused = try await self.response(middleware, token: nil, method: method, uri: uri)
            #expect(refused.status == .unauthorized)
            #expect(refused.text == "{}")
            let missed = try await self.response(middleware, token: token, method: method, uri: uri)
            #expect(missed.status == .notFound)
        }
    }

    @Test("Added to a group, it guards the routes of the group")
    func groups() async throws {
        let router = Router(context: BasicApproovRequestContext.self)
        router.get("open") { _, context in seen(context) }
        router.group("guarded").add(middleware: ApproovMiddleware(verifier: self.issuer.verifier()))
            .get { _, context in seen(context) }
            .get("below") { _, context in seen(context) }
        let token = try self.issuer.token()
        try await Application(router: router).test(.router) { client in
            for (path, token, status) in [
                ("/guarded", nil, HTTPResponse.Status.unauthorized), ("/guarded/below", nil, .unauthorized),
                ("/guarded", token, .ok), ("/guarded/below", token, .ok), ("/open", nil, .ok), ("/open", token, .ok),
                ("/nothing", nil, .notFound), ("/guarded/nothing", token, .notFound),
            ] {
                let headers: HTTPFields = token.map { [.approovToken: $0] } ?? [:]
                let response = try await client.execute(uri: path, method: .get, headers: headers)
                #expect(response.status == status, "\(path)")
                guard status == .ok else { continue }
                #expect(response.text == (path == "/open" ? "not attested" : "attested unbound"))
            }
        }
    }

    @Test("Groups can ask for more with another policy of the same verifier")
    func policies() async throws {
        let verifier = self.issuer.verifier()
        let bound = verifier.applying(.standard(boundTo: .authorization))
        let router = Router(context: BasicApproovRequestContext.self)
        router.group("plain").add(middleware: ApproovMiddleware(verifier: verifier)).get { _, context in seen(context) }
        router.group("bound").add(middleware: ApproovMiddleware(verifier: bound, refusals: .missing400Wrong401))
            .get { _, context in seen(context) }
        let token = try self.issuer.token(boundTo: "Bearer a")
        try await Application(router: router).test(.router) { client in
            for (path, headers, status, text) in [
                ("/plain", [:], HTTPResponse.Status.ok, "attested unbound"), ("/bound", [:], .badRequest, "{}"),
                ("/bound", [.authorization: "Bearer b"], .unauthorized, "{}"),
                ("/bound", [.authorization: "Bearer a"], .ok, "attested bound"),
            ] as [(String, HTTPFields, HTTPResponse.Status, String)] {
                let response = try await client.execute(uri: path, method: .get, headers: headers, attestedBy: token)
                #expect(response.status == status)
                #expect(response.text == text)
            }
        }
    }

    // MARK: The current attestation

    @Test("Whatever the handler calls finds the attestation, until the request is done")
    func current() async throws {
        let router = Router(context: BasicApproovRequestContext.self)
        router.add(middleware: ApproovMiddleware(verifier: self.issuer.verifier(), allowing: [.missingToken]))
        router.get { _, _ in
            async let child = Attestation.current?.claims.deviceID
            return await child ?? "nobody"
        }
        let token = try self.issuer.token()
        try await Application(router: router).test(.router) { client in
            let attested = try await client.execute(uri: "/", method: .get, attestedBy: token)
            #expect(attested.text == "ExampleApproovTokenDID==")
            let other = try await client.execute(uri: "/", method: .get)
            #expect(other.text == "nobody")
        }
        #expect(Attestation.current == nil)
    }

    @Test("A context that does not keep rejections needs no property for them")
    func leanContext() async throws {
        let router = Router(context: LeanContext.self)
        router.add(middleware: ApproovMiddleware(verifier: self.issuer.verifier(), allowing: [.missingToken]))
        router.get { _, context in "\(context.attestation != nil) \(context.passedRejections.count)" }
        let token = try self.issuer.token()
        try await Application(router: router).test(.router) { client in
            let attested = try await client.execute(uri: "/", method: .get, attestedBy: token)
            #expect(attested.text == "true 0")
            let other = try await client.execute(uri: "/", method: .get)
            #expect(other.text == "false 0")
        }
    }

    private struct LeanContext: ApproovRequestContext {
        var coreContext: CoreRequestContextStorage
        var attestation: Attestation?
        init(source: Source) { self.coreContext = .init(source: source) }
    }
}

extension VerificationPolicy {
    /// The standard policy with a binding.
    fileprivate static func standard(boundTo name: HTTPField.Name, mode: Enforcement = .enforce) -> Self {
        var policy = VerificationPolicy.standard
        policy.binding = TokenBinding(to: BoundField(name), mode: mode)
        return policy
    }
}

#endif
