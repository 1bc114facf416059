#if Hummingbird

import Approov
import ApproovHummingbird
import ApproovHummingbirdTesting
import ApproovTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@Suite("The test client's attested requests")
struct TestClientTests {
    private static func router(_ issuer: TestIssuer, _ field: HTTPField.Name) -> Router<BasicApproovRequestContext> {
        var policy = VerificationPolicy.standard
        policy.tokenField = TokenField(name: field)
        let router = Router(context: BasicApproovRequestContext.self)
        router.add(middleware: ApproovMiddleware(verifier: issuer.verifier(policy: policy)))
        router.post("echo") { request, _ in
            let body = try await request.body.collect(upTo: 1024)
            return "\(request.headers[.accept] ?? "") \(request.uri.query ?? "") \(String(buffer: body))"
        }
        return router
    }

    @Test(
        "A request carries the token beside everything else, in the header that is asked for",
        arguments: [HTTPField.Name.approovToken, .authorization]
    )
    func everything(field: HTTPField.Name) async throws {
        let issuer = try TestIssuer()
        let token = try issuer.token()
        try await Application(router: Self.router(issuer, field)).test(.router) { client in
            let length = try await client.execute(
                uri: "/echo?a=b",
                method: .post,
                headers: [.accept: "text/plain"],
                body: ByteBuffer(string: "body"),
                attestedBy: token,
                in: field
            ) { response in
                #expect(response.status == .ok)
                #expect(response.text == "text/plain a=b body")
                return response.text.utf8.count
            }
            #expect(length == 19)
        }
    }

    @Test("Without a check of its own the request returns its answer")
    func answer() async throws {
        let issuer = try TestIssuer()
        let token = try issuer.token(.expired)
        try await Application(router: Self.router(issuer, .approovToken)).test(.router) { client in
            let response = try await client.execute(uri: "/echo", method: .post, attestedBy: token)
            #expect(response.status == .unauthorized)
        }
    }

    @Test("A token beside another makes two, as it does in an app that is at fault")
    func twice() async throws {
        let issuer = try TestIssuer()
        let token = try issuer.token()
        try await Application(router: Self.router(issuer, .approovToken)).test(.router) { client in
            let response = try await client.execute(
                uri: "/echo",
                method: .post,
                headers: [.approovToken: token],
                attestedBy: token
            )
            #expect(response.status == .unauthorized)
        }
    }
}

#endif
