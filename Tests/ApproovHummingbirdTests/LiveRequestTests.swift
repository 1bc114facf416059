#if Hummingbird

import Approov
import ApproovHummingbird
import ApproovTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

/// What the wire, the parser and the framework make of a request is part of the check.
@Suite("Requests over a real connection")
struct LiveRequestTests {
    private static let credential = "Bearer user-access-token"

    /// Does something with a client of a server whose routes require a bound token.
    private func withClient(
        _ body: @Sendable (_ client: any TestClientProtocol, _ issuer: TestIssuer) async throws -> Void
    ) async throws {
        let issuer = try TestIssuer()
        var policy = VerificationPolicy.standard
        policy.binding = TokenBinding(to: BoundField(.authorization))
        let router = Router<BasicApproovRequestContext>.guarded(
            by: ApproovMiddleware(
                verifier: issuer.verifier(policy: policy),
                refusals: .uniform401.revealingReason()
            )
        )
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0))
        )
        try await application.test(.live) { client in try await body(client, issuer) }
    }

    private func fields(_ fields: [(HTTPField.Name, String)]) -> HTTPFields {
        var headers = HTTPFields()
        for (name, value) in fields { headers.append(HTTPField(name: name, lenientValue: value.utf8)) }
        return headers
    }

    @Test("A good request passes, a refused one leaves the connection usable")
    func goodAndBad() async throws {
        try await self.withClient { client, issuer in
            let token = try issuer.token(boundTo: Self.credential)
            let good = self.fields([(.approovToken, token), (.authorization, Self.credential)])
            for (headers, status, text) in [
                (good, HTTPResponse.Status.ok, "attested bound"), ([:], .unauthorized, #"{"reason":"missingToken"}"#),
                (good, .ok, "attested bound"),
            ] as [(HTTPFields, HTTPResponse.Status, String)] {
                let response = try await client.execute(uri: "/seen", method: .get, headers: headers)
                #expect(response.status == status)
                #expect(response.text == text)
            }
            let body = ByteBuffer(string: String(repeating: "x", count: 100_000))
            let refused = try await client.execute(uri: "/seen", method: .post, body: body)
            #expect(refused.status == .unauthorized)
            let accepted = try await client.execute(uri: "/seen", method: .post, headers: good, body: body)
            #expect(accepted.text == "attested bound")
        }
    }

    @Test("A refused HEAD has no body on the wire")
    func head() async throws {
        try await self.withClient { client, issuer in
            let head = try await client.execute(uri: "/seen", method: .head)
            #expect(head.status == .unauthorized)
            #expect(head.body.readableBytes == 0)
            #expect(head.headers[.contentLength] == "25")
            let get = try await client.execute(uri: "/seen", method: .get)
            #expect(get.text == #"{"reason":"missingToken"}"#)
            #expect(get.headers[.contentLength] == "25")
        }
    }

    @Test("Repeated headers arrive as such and are refused")
    func duplicates() async throws {
        try await self.withClient { client, issuer in
            let token = try issuer.token(boundTo: Self.credential)
            for fields in [
                [(.approovToken, token), (.approovToken, token), (.authorization, Self.credential)],
                [(.approovToken, token), (.authorization, Self.credential), (.approovToken, "")],
                [(.approovToken, token), (.authorization, Self.credential), (.authorization, Self.credential)],
                [(.authorization, ""), (.approovToken, token), (.authorization, Self.credential)],
            ] as [[(HTTPField.Name, String)]] {
                let response = try await client.execute(uri: "/seen", method: .get, headers: self.fields(fields))
                #expect(response.status == .unauthorized)
                #expect(response.text == #"{"reason":"duplicateHeader"}"#)
            }
        }
    }

    @Test("White space around the values does no harm", arguments: ["%", "% ", "  %", "\t%\t", " \t% \t "])
    func whiteSpace(pattern: String) async throws {
        try await self.withClient { client, issuer in
            func filled(_ value: String) -> String {
                pattern.split(separator: "%", omittingEmptySubsequences: false).joined(separator: value)
            }
            let token = try issuer.token(boundTo: Self.credential)
            let headers = self.fields([(.approovToken, filled(token)), (.authorization, filled(Self.credential))])
            let response = try await client.execute(uri: "/seen", method: .get, headers: headers)
            #expect(response.text == "attested bound")
        }
    }

    @Test("A bound value in UTF-8 is hashed as it was sent")
    func utf8() async throws {
        try await self.withClient { client, issuer in
            for value in ["Bearer caf\u{E9}", "Bearer cafe\u{301}", "Bearer 😀"] {
                let headers = self.fields([
                    (.approovToken, try issuer.token(boundTo: value)), (.authorization, value),
                ])
                let response = try await client.execute(uri: "/seen", method: .get, headers: headers)
                #expect(response.text == "attested bound")
            }
            let headers = self.fields([
                (.approovToken, try issuer.token(boundTo: "Bearer caf\u{E9}")), (.authorization, "Bearer cafe\u{301}"),
            ])
            let response = try await client.execute(uri: "/seen", method: .get, headers: headers)
            #expect(response.text == #"{"reason":"bindingMismatch"}"#)
        }
    }

    @Test("A blank header is a missing one, and a header with an underscore another")
    func blanks() async throws {
        try await self.withClient { client, issuer in
            let token = try issuer.token(boundTo: Self.credential)
            let underscore = try #require(HTTPField.Name("Approov_Token"))
            for (fields, reason) in [
                ([(.approovToken, ""), (.authorization, Self.credential)], "missingToken"),
                ([(.approovToken, "  \t "), (.authorization, Self.credential)], "missingToken"),
                ([(underscore, token), (.authorization, Self.credential)], "missingToken"),
                ([(.approovToken, token), (.authorization, "")], "bindingHeaderMissing"),
                ([(.approovToken, token), (.authorization, " ")], "bindingHeaderMissing"),
                ([(.approovToken, token)], "bindingHeaderMissing"),
                ([(.approovToken, "NO_NETWORK")], "clientStatus"),
                ([(.approovToken, String(repeating: "a", count: 9000))], "tokenTooLong"),
            ] as [([(HTTPField.Name, String)], String)] {
                let response = try await client.execute(uri: "/seen", method: .get, headers: self.fields(fields))
                #expect(response.text == #"{"reason":"\#(reason)"}"#)
            }
        }
    }

    @Test(
        "The host that a request names selects its keys",
        arguments: [("127.0.0.1", "attested"), ("example.com", "unknownKey")]
    )
    func domains(domain: String, outcome: String) async throws {
        let issuer = try TestIssuer(now: .now)
        let store = KeyStore(KeyRing(issuer.key))
        // A client may call this machine by its name or by its address.
        let hosts = domain == "127.0.0.1" ? ["127.0.0.1", "localhost"] : [domain]
        let keys = try DomainKeys(Dictionary(uniqueKeysWithValues: hosts.map { ($0, store) }))
        let router = Router<BasicApproovRequestContext>.guarded(
            by: ApproovMiddleware(
                verifier: ApproovVerifier(keys: keys),
                refusals: .uniform401.revealingReason()
            )
        )
        let application = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        try await application.test(.live) { client in
            let response = try await client.execute(
                uri: "/seen",
                method: .get,
                headers: [.approovToken: issuer.token()]
            )
            #expect(response.text.contains(outcome))
        }
    }
}

#endif
