import Approov
import Foundation
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Published signed requests")
struct PublishedRequestTests {
    /// What the published requests have in common, and the requests.
    struct Vectors: Decodable {
        let now: Double
        let secret: String
        let accountKeyID: String
        let accountKey: String
        let vectors: [Vector]

        static func all() throws -> Vectors {
            let url = try #require(
                Bundle.module.url(forResource: "signed-requests", withExtension: "json", subdirectory: "Vectors")
            )
            return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: url))
        }

        func verifier(_ signing: MessageSigning) throws -> ApproovVerifier {
            let now = NumericDate(secondsSinceEpoch: self.now)
            let keys = KeyStore(KeyRing(try VerificationKey(base64URLSecret: self.secret)))
            return ApproovVerifier(keys: keys, policy: .standard { $0.messageSigning = signing }, now: { now })
        }

        func signing(for vector: Vector, compatibility: Set<CompatibilityForm>) throws -> MessageSigning {
            let secret = try #require(Data(base64Encoded: self.accountKey))
            let isAccount = vector.label == "account"
            var signing = MessageSigning(
                installation: isAccount ? .off : .required,
                account: isAccount ? .required : .off,
                accountKeys: try AccountSigningKeys([self.accountKeyID: Array(secret)])
            )
            signing.bodyDigest = vector.body == nil ? .ifPresent : .required
            signing.compatibility = compatibility
            return signing
        }
    }

    struct Vector: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let method: String
        let path: String
        let fields: [[String]]
        let body: String?
        let label: String
        let compatibility: [String]

        var testDescription: String { self.name }

        var forms: Set<CompatibilityForm> { Set(self.compatibility.compactMap(CompatibilityForm.init)) }

        var request: HTTPRequest {
            get throws {
                let method = try #require(HTTPRequest.Method(self.method))
                var request = HTTPRequest(
                    method: method,
                    scheme: "https",
                    authority: "api.example.com",
                    path: self.path
                )
                for field in self.fields {
                    let name = try #require(field.first.flatMap { HTTPField.Name($0) })
                    request.headerFields.append(HTTPField(name: name, value: try #require(field.last)))
                }
                return request
            }
        }
    }

    @Test("They are accepted, with the forms that they need and no others", arguments: try Vectors.all().vectors)
    func accepted(vector: Vector) throws {
        let vectors = try Vectors.all()
        for forms in [vector.forms, Set(CompatibilityForm.allCases)] {
            let verifier = try vectors.verifier(vectors.signing(for: vector, compatibility: forms))
            let attestation = try verifier.verify(RequestEvidence(try vector.request))
            #expect(attestation.signatures.map(\.label.rawValue) == [vector.label])
            #expect(attestation.signatures.first?.compatibilityForms == vector.forms)
            #expect(attestation.signatures.first?.signature.created == 1_899_999_000)
            #expect(attestation.signatures.first?.signature.expires == 1_899_999_015)
            #expect((attestation.bodyVerification == nil) == (vector.body == nil))
            var verification = attestation.bodyVerification
            try verification?.update(Array((vector.body ?? "").utf8))
            try verification?.finish()
        }
    }

    @Test("The signature as a string is refused unless it is asked for")
    func string() throws {
        let vectors = try Vectors.all()
        let vector = try #require(vectors.vectors.first { !$0.compatibility.isEmpty })
        let others = Set(CompatibilityForm.allCases).subtracting(vector.forms)
        for forms in [[], others] {
            let verifier = try vectors.verifier(vectors.signing(for: vector, compatibility: forms))
            let evidence = RequestEvidence(try vector.request)
            #expect(outcome { () throws(Rejection) in try verifier.verify(evidence) } == "signatureMalformed")
        }
    }

    @Test("The two signatures that one can be turned into are one request to a replay memory")
    func malleable() async throws {
        let vectors = try Vectors.all()
        let memory = RecordingMemory()
        let replays = ReplayGuard(memory: memory, whenUnavailable: .refuse)
        var outcomes: [String] = []
        for vector in vectors.vectors where ["V2", "V2m", "V3"].contains(vector.name.prefix { $0 != " " }) {
            let verifier = try vectors.verifier(vectors.signing(for: vector, compatibility: [.stringSignature]))
            let verdict = await verifier.assess(RequestEvidence(try vector.request), replays: replays)
            outcomes.append(verdict.outcome)
        }
        #expect(outcomes == ["accepted", "replayed", "replayed"])
        #expect(memory.asked.count == 3)
        #expect(Set(memory.asked).count == 1)
    }
}
