#if Hummingbird

import Approov
import ApproovHummingbird
import ApproovHummingbirdTesting
import ApproovTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@Suite("The context of attested requests")
struct AttestedRequestContextTests {
    private let issuer: TestIssuer

    init() throws {
        self.issuer = try TestIssuer()
    }

    private typealias Attested = AttestedRequestContext<BasicApproovRequestContext>

    /// Returns the answer of a group with that context behind a check.
    private func response(
        _ middleware: ApproovMiddleware<BasicApproovRequestContext>?,
        token: String?
    ) async throws -> TestResponse {
        let router = Router(context: BasicApproovRequestContext.self)
        let group = router.group("v1")
        if let middleware { group.add(middleware: middleware) }
        group.group(context: Attested.self).get("shapes") { _, context in
            "\(context.attestation.claims.deviceID ?? "") \(context.parent.passedRejections.map(\.code)) \(context.id.isEmpty)"
        }
        return try await Application(router: router).test(.router) { client in
            guard let token else { return try await client.execute(uri: "/v1/shapes", method: .get) }
            return try await client.execute(uri: "/v1/shapes", method: .get, attestedBy: token)
        }
    }

    @Test("The handler of an attested request finds the attestation without asking")
    func attested() async throws {
        let response = try await self.response(
            ApproovMiddleware(verifier: self.issuer.verifier()),
            token: try self.issuer.token()
        )
        #expect(response.status == .ok)
        #expect(response.text == "ExampleApproovTokenDID== [] false")
    }

    @Test("A request that the check has refused is refused by the check")
    func refused() async throws {
        let response = try await self.response(
            ApproovMiddleware(verifier: self.issuer.verifier(), refusals: .uniform400.revealingReason()),
            token: try self.issuer.token(.expired)
        )
        #expect(response.status == .badRequest)
        #expect(response.text == #"{"reason":"expired"}"#)
    }

    @Test("A request that was let through without attestation is refused with 401", arguments: [nil, "junk"])
    func letThrough(token: String?) async throws {
        let observing = self.issuer.verifier(policy: .observing)
        for middleware in [
            nil, ApproovMiddleware(verifier: self.issuer.verifier(), allowing: [.missingToken, .malformedToken]),
            ApproovMiddleware(verifier: observing),
        ] as [ApproovMiddleware<BasicApproovRequestContext>?] {
            let response = try await self.response(middleware, token: token)
            #expect(response.status == .unauthorized)
            #expect(response.text == "{}")
            #expect(response.headers[.contentType] == "application/json")
        }
    }

    @Test("A HEAD that was let through without attestation is refused without a body")
    func head() async throws {
        let router = Router(context: BasicApproovRequestContext.self)
        router.group("v1").group(context: Attested.self).on("shapes", method: .head) { _, _ in HTTPResponse.Status.ok }
        try await Application(router: router).test(.router) { client in
            let response = try await client.execute(uri: "/v1/shapes", method: .head)
            #expect(response.status == .unauthorized)
            #expect(response.text.isEmpty)
            #expect(response.headers[.contentLength] == "2")
        }
    }

    @Test("A token that nobody has checked is no attestation")
    func unchecked() async throws {
        let response = try await self.response(nil, token: try self.issuer.token())
        #expect(response.status == .unauthorized)
    }
}

extension VerificationPolicy {
    /// A policy that lets everything pass.
    fileprivate static var observing: Self {
        var policy = VerificationPolicy.standard
        policy.tokenMode = .observe
        return policy
    }
}

#endif
