// Tests a protected application with real tokens, without an account, a network or a clock.

// snippet.hide
#if Hummingbird && canImport(Testing)
// snippet.show
import Approov
import ApproovHummingbird
import ApproovHummingbirdTesting
import ApproovTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

// snippet.application
/// The application as `main` makes it too, but for the verifier.
func application(verifier: ApproovVerifier) -> some ApplicationProtocol {
    let router = Router(context: BasicApproovRequestContext.self)
    router.get("health") { _, _ in "fine" }
    router.group("v1")
        .add(middleware: ApproovMiddleware(verifier: verifier))
        .get("hello") { _, _ in "Hello!" }
    return Application(router: router)
}
// snippet.end

// snippet.tests
@Suite("The API")
struct APITests {
    @Test("Genuine apps are served")
    func genuine() async throws {
        let issuer = try TestIssuer()
        try await application(verifier: issuer.verifier()).test(.router) { client in
            let response = try await client.execute(uri: "/v1/hello", method: .get, attestedBy: issuer.token())
            #expect(response.status == .ok)
        }
    }

    @Test("Others are not", arguments: [TestToken.expired, .wrongKey, .wrongAlgorithm, .unsigned, .withoutExpiry])
    func others(kind: TestToken) async throws {
        let issuer = try TestIssuer()
        try await application(verifier: issuer.verifier()).test(.router) { client in
            let response = try await client.execute(uri: "/v1/hello", method: .get, attestedBy: issuer.token(kind))
            #expect(response.status == .unauthorized)
        }
    }

    @Test("Neither is who has no token")
    func missing() async throws {
        let issuer = try TestIssuer()
        try await application(verifier: issuer.verifier()).test(.router) { client in
            let response = try await client.execute(uri: "/v1/hello", method: .get)
            #expect(response.status == .unauthorized)
        }
    }
}
// snippet.end

// snippet.binding
@Test("A token of one user does not work for another")
func binding() throws {
    var policy = VerificationPolicy.standard
    policy.binding = TokenBinding(to: BoundField(.authorization))
    let issuer = try TestIssuer()
    let token = try issuer.token(boundTo: "Bearer alice")
    let stolen = RequestEvidence(fields: [.approovToken: token, .authorization: "Bearer bob"])
    let rejection = #expect(throws: Rejection.self) { try issuer.verifier(policy: policy).verify(stolen) }
    #expect(rejection?.code == .bindingMismatch)
}
// snippet.end

// snippet.signature
@Test("A signed request works for one path only")
func signature() throws {
    let issuer = try TestIssuer()
    let app = TestApp(attestedBy: issuer)
    var request = HTTPRequest(method: .get, scheme: "https", authority: "api.example.com", path: "/v1/hello")
    try app.sign(&request)
    var policy = VerificationPolicy.standard
    policy.messageSigning = MessageSigning()
    let verifier = issuer.verifier(policy: policy)
    _ = try verifier.verify(RequestEvidence(request))

    request.path = "/v1/admin"
    let altered = request
    let rejection = #expect(throws: Rejection.self) { try verifier.verify(RequestEvidence(altered)) }
    #expect(rejection?.code == .messageSignatureInvalid)
}
// snippet.end
// snippet.hide

#endif
