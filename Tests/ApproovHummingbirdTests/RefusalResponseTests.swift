#if Hummingbird

import Approov
import ApproovHummingbird
import ApproovTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@Suite("Ready-made refusals")
struct RefusalResponseTests {
    private static let missing: Set<Rejection.Code> = [
        .missingToken, .bindingHeaderMissing, .signatureMissing, .digestMissing,
    ]

    private func status(_ refusals: RefusalResponse, _ code: Rejection.Code) -> HTTPResponse.Status {
        refusals.error(for: Rejection(code, check: .token, message: "")).status
    }

    @Test("The status is uniform, or says whether something is missing or wrong", arguments: Rejection.Code.all)
    func statuses(code: Rejection.Code) {
        #expect(self.status(.uniform401, code) == .unauthorized)
        #expect(self.status(.uniform400, code) == .badRequest)
        #expect(self.status(.missing400Wrong401, code) == (Self.missing.contains(code) ? .badRequest : .unauthorized))
        for refusals in [RefusalResponse.uniform401, .uniform400, .missing400Wrong401] {
            #expect(self.status(refusals.revealingReason(), code) == self.status(refusals, code))
        }
    }

    /// Returns the answer to a request with this token whose user is the wrong one.
    private func response(
        _ refusals: RefusalResponse,
        token: String?,
        method: HTTPRequest.Method = .get
    ) async throws -> TestResponse {
        let issuer = try TestIssuer()
        let router = Router<BasicApproovRequestContext>.guarded(
            by: ApproovMiddleware(verifier: issuer.verifier(), refusals: refusals)
        )
        var headers = HTTPFields()
        if let token { headers[.approovToken] = token }
        return try await Application(router: router).test(.router) { [headers] client in
            try await client.execute(uri: "/seen", method: method, headers: headers)
        }
    }

    @Test(
        "The reason is in the body only where it is asked for",
        arguments: [(nil, "missingToken"), ("junk", "malformedToken"), ("NO_NETWORK", "clientStatus")]
    )
    func reasons(token: String?, reason: String) async throws {
        for refusals in [RefusalResponse.uniform401, .uniform400, .missing400Wrong401] {
            let silent = try await self.response(refusals, token: token)
            #expect(silent.text == "{}")
            #expect(silent.headers[.contentLength] == "2")
            let revealing = try await self.response(refusals.revealingReason(), token: token)
            #expect(revealing.text == #"{"reason":"\#(reason)"}"#)
            #expect(revealing.headers[.contentType] == "application/json")
            #expect(revealing.headers[.contentLength] == "\(revealing.text.utf8.count)")
            #expect(revealing.status == silent.status)
        }
    }

    @Test("A refused HEAD has the length of the body that it has not")
    func head() async throws {
        let response = try await self.response(.uniform401.revealingReason(), token: nil, method: .head)
        #expect(response.text.isEmpty)
        #expect(response.headers[.contentLength] == "\(#"{"reason":"missingToken"}"#.utf8.count)")
    }

    @Test("The message of a rejection never leaves the server")
    func message() async throws {
        for token in [nil, "junk", "a.b.c", String(repeating: "a", count: 9000)] {
            let response = try await self.response(.missing400Wrong401.revealingReason(), token: token)
            #expect(response.text.utf8.count < 40)
            #expect(!response.text.contains(" "))
        }
    }
}

#endif
