#if Hummingbird

import Approov
import ApproovHummingbird
import ApproovTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@Suite("CORS preflights")
struct PreflightRuleTests {
    private func response(
        _ rule: PreflightRule,
        _ method: HTTPRequest.Method,
        _ headers: HTTPFields
    ) async throws -> TestResponse {
        let middleware = ApproovMiddleware<BasicApproovRequestContext>(
            verifier: try TestIssuer().verifier(),
            preflights: rule
        )
        return try await Application(router: Router<BasicApproovRequestContext>.guarded(by: middleware)).test(.router) {
            client in
            try await client.execute(uri: "/seen", method: method, headers: headers)
        }
    }

    private static let preflight: HTTPFields = [
        .origin: "https://example.com", .accessControlRequestMethod: "POST",
        .accessControlRequestHeaders: "approov-token",
    ]

    @Test("A preflight is checked like any other request, unless it is exempted")
    func real() async throws {
        let protected = try await self.response(.protect, .options, Self.preflight)
        #expect(protected.status == .unauthorized)
        let exempted = try await self.response(.exempt, .options, Self.preflight)
        #expect(exempted.status == .ok)
        #expect(exempted.text == "not attested")
    }

    @Test(
        "What is not a preflight is not exempted",
        arguments: [
            (.options, [:]), (.options, [.origin: "https://example.com"]),
            (.options, [.accessControlRequestMethod: "POST"]), (.get, preflight), (.post, preflight),
            (.head, preflight),
            (HTTPRequest.Method("OPTION"), preflight), (HTTPRequest.Method("options"), preflight),
        ] as [(HTTPRequest.Method?, HTTPFields)]
    )
    func unreal(method: HTTPRequest.Method?, headers: HTTPFields) async throws {
        let response = try await self.response(.exempt, try #require(method), headers)
        #expect(response.status == .unauthorized)
    }

    @Test("A preflight that brings a bad token is still a preflight")
    func badToken() async throws {
        var headers = Self.preflight
        headers[.approovToken] = "junk"
        #expect(try await self.response(.exempt, .options, headers).status == .ok)
        #expect(try await self.response(.protect, .options, headers).status == .unauthorized)
    }

    @Test("The middleware that answers preflights can stand before the check")
    func corsMiddleware() async throws {
        let router = Router(context: BasicApproovRequestContext.self)
        router.add(middleware: CORSMiddleware(allowOrigin: .all, allowHeaders: [.approovToken]))
        router.add(middleware: ApproovMiddleware(verifier: try TestIssuer().verifier()))
        router.post { _, context in seen(context) }
        try await Application(router: router).test(.router) { client in
            let preflight = try await client.execute(uri: "/", method: .options, headers: Self.preflight)
            #expect(preflight.status == .noContent)
            #expect(preflight.headers[.accessControlAllowOrigin] == "*")
            let request = try await client.execute(uri: "/", method: .post, headers: [.origin: "https://example.com"])
            #expect(request.status == .unauthorized)
        }
    }
}

#endif
