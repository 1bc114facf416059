import Approov
import ApproovTesting
import HTTPTypes
import Testing

@Suite("Evidence")
struct RequestEvidenceTests {
    private let issuer: TestIssuer

    init() throws {
        self.issuer = try TestIssuer()
    }

    @Test("The head of a request and its fields alone are the same evidence")
    func head() throws {
        let fields: HTTPFields = [.approovToken: try self.issuer.token()]
        let head = HTTPRequest(method: .get, scheme: "https", authority: "a", path: "/?a=b", headerFields: fields)
        #expect(try self.issuer.verifier().verify(RequestEvidence(head)).claims.deviceID != nil)
        #expect(try self.issuer.verifier().verify(RequestEvidence(fields: fields)).claims.deviceID != nil)
    }

    @Test("A token anywhere else than in its header is no evidence")
    func elsewhere() throws {
        let token = try self.issuer.token()
        let head = HTTPRequest(
            method: .get,
            scheme: "https",
            authority: "example.com",
            path: "/?Approov-Token=\(token)",
            headerFields: [.cookie: "Approov-Token=\(token)", .authorization: "Bearer \(token)", .referer: token]
        )
        #expect(
            outcome { () throws(Rejection) in try self.issuer.verifier().verify(RequestEvidence(head)) }
                == "missingToken"
        )
    }

    @Test("A field is found among many, wherever it is", arguments: [0, 1, 500, 999])
    func manyFields(position: Int) throws {
        var fields = HTTPFields()
        for index in 0..<1000 {
            let name = index == position ? .approovToken : try #require(HTTPField.Name("Field-\(index)"))
            fields.append(HTTPField(name: name, value: try self.issuer.token()))
        }
        #expect(self.issuer.verifier().outcome(token: nil, fields) == "accepted")
        fields.append(HTTPField(name: .approovToken, value: try self.issuer.token()))
        #expect(self.issuer.verifier().outcome(token: nil, fields) == "duplicateHeader")
    }

    @Test("Printing evidence, or what it proves, shows no credential")
    func printing() throws {
        let token = try self.issuer.token(claims: #"{"exp":1900000300,"did":"a device"}"#)
        let evidence = RequestEvidence.request(token: token, [.authorization: "a credential"])
        let claims = try self.issuer.verifier().verify(evidence).claims
        var text = "\(evidence) \(String(reflecting: evidence)) \(claims) \(String(reflecting: claims))"
        dump(evidence, to: &text)
        dump(claims, to: &text)
        expectNothing(of: [token, "a credential", "a device"], in: text)
        #expect("\(claims)" == "TokenClaims(exp, did)")
    }

    @Test("Printing an attestation shows which claims there are, and no value")
    func printingAttestations() throws {
        let token = try self.issuer.token(claims: #"{"exp":1900000300,"did":"a device"}"#)
        let attestation = try self.issuer.verifier().verify(.request(token: token))
        var text = "\(attestation) \(String(reflecting: attestation))"
        dump(attestation, to: &text)
        expectNothing(of: [token, "a device"], in: text)
        #expect(
            "\(attestation)"
                == "Attestation(TokenClaims(exp, did), VerificationKey(HS256), isBound: false, signatures: [])"
        )
    }

    @Test("Evidence can be judged more than once, and each time the same")
    func repeated() throws {
        let evidence = RequestEvidence.request(token: try self.issuer.token(boundTo: "a"), [.authorization: "a"])
        let verifier = self.issuer.verifier(
            policy: .standard { $0.binding = TokenBinding(to: BoundField(.authorization)) }
        )
        for _ in 0..<3 { #expect(try verifier.verify(evidence).isBound) }
    }
}
