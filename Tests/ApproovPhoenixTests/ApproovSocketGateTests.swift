import Approov
import ApproovPhoenix
import ApproovTesting
import HTTPTypes
import PhoenixChannels
import Testing

@Suite("Connecting to a Phoenix socket")
struct ApproovSocketGateTests {
    private let issuer: TestIssuer
    private let policy: VerificationPolicy

    init() throws {
        self.issuer = try TestIssuer()
        var policy = VerificationPolicy.standard
        policy.tokenField = TokenField(name: try #require(HTTPField.Name("X-Approov-Token")))
        policy.binding = TokenBinding(to: BoundField(.authorization))
        self.policy = policy
    }

    private func outcome(
        _ query: String,
        headers: [(name: String, value: String)] = [],
        tokenSource: ApproovSocketGate.TokenSource = .query
    ) throws -> String {
        let reports = Reports()
        let gate = ApproovSocketGate(
            verifier: self.issuer.verifier(policy: self.policy),
            tokenSource: tokenSource,
            report: reports.add
        )
        let parameters = try #require(QueryParameters(query))
        let info = ConnectInfo(parameters: parameters, uri: "/socket/websocket?\(query)", xHeaders: headers)
        do throws(Rejection) {
            let connection = try gate.admit(info, SocketHandle())
            #expect(reports.codes == [])
            return connection.attestation?.isBound == true ? "bound" : "unbound"
        } catch {
            #expect(reports.codes == [error.code])
            return "\(error.code)"
        }
    }

    @Test("Token and bound value are taken from the query, in the spellings that Phoenix clients use")
    func query() throws {
        let token = try self.issuer.token(boundTo: "Bearer abc")
        let other = try self.issuer.token(boundTo: "Bearer xyz")
        let expired = try self.issuer.token(.expired, boundTo: "Bearer abc")
        let cases = [
            ("X-Approov-Token=\(token)&Authorization=Bearer+abc", "bound"),
            ("x-approov-token=\(token)&Authorization=Bearer%20abc", "bound"),
            ("x-approov-token=\(token)&X-Approov-Token=\(expired)&Authorization=Bearer+abc", "bound"),
            ("x-approov-token=\(expired)&X-Approov-Token=\(token)&Authorization=Bearer+abc", "expired"),
            ("x-approov-token=&X-Approov-Token=\(token)&Authorization=Bearer+abc", "missingToken"),
            ("X-Approov-Token=\(expired)&X-Approov-Token=\(token)&Authorization=Bearer+abc", "bound"),
            ("X-APPROOV-TOKEN=\(token)&Authorization=Bearer+abc", "missingToken"),
            ("Approov-Token=\(token)&Authorization=Bearer+abc", "missingToken"),
            ("X-Approov-Token=\(token)&authorization=Bearer+abc", "bindingHeaderMissing"),
            ("X-Approov-Token=\(token)", "bindingHeaderMissing"),
            ("X-Approov-Token=\(token)&Authorization=abc", "bindingMismatch"),
            ("X-Approov-Token=\(other)&Authorization=Bearer+abc", "bindingMismatch"),
            ("X-Approov-Token=\(try self.issuer.token())&Authorization=Bearer+abc", "bindingClaimMissing"),
            ("X-Approov-Token=\(try self.issuer.token(.wrongKey))&Authorization=Bearer+abc", "invalidSignature"),
            ("X-Approov-Token=\(token)%0D&Authorization=Bearer+abc", "malformedToken"),
            ("X-Approov-Token=\(token)&Authorization=Bearer+abc%00", "malformedToken"),
            ("", "missingToken"),
        ]
        for (query, expected) in cases { #expect(try self.outcome(query) == expected, "\(query)") }
    }

    @Test("Header fields count only if one asks for it, and only for the token, and only without one in the query")
    func headers() throws {
        let token = try self.issuer.token(boundTo: "Bearer abc")
        let expired = try self.issuer.token(.expired, boundTo: "Bearer abc")
        let good = ("x-approov-token", token)
        let query = "Authorization=Bearer+abc"
        #expect(try self.outcome(query, headers: [good]) == "missingToken")
        #expect(try self.outcome(query, headers: [good], tokenSource: .queryThenHeader) == "bound")
        #expect(try self.outcome(query, headers: [good, good], tokenSource: .queryThenHeader) == "duplicateHeader")
        #expect(
            try self.outcome(query, headers: [("x-forwarded-for", "::1")], tokenSource: .queryThenHeader)
                == "missingToken"
        )
        #expect(
            try self.outcome("\(query)&X-Approov-Token=\(expired)", headers: [good], tokenSource: .queryThenHeader)
                == "expired"
        )
        #expect(
            try self.outcome("", headers: [good, ("authorization", "Bearer abc")], tokenSource: .queryThenHeader)
                == "bindingHeaderMissing"
        )
    }
}
