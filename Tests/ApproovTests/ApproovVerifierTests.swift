import Approov
import ApproovTesting
import Crypto
import Foundation
import HTTPTypes
import Synchronization
import Testing

@Suite("Verification")
struct ApproovVerifierTests {
    private let issuer: TestIssuer

    init() throws {
        self.issuer = try TestIssuer()
    }

    private static let credential = "Bearer user-access-token"

    // MARK: Order

    /// A request with two faults, and the one that must be named: the first in the order of the checks.
    struct TwoFaults: Sendable, CustomTestStringConvertible {
        let name: String
        let outcome: String
        let evidence: @Sendable (TestIssuer) throws -> RequestEvidence

        init(
            _ name: String,
            _ outcome: String,
            _ evidence: @escaping @Sendable (TestIssuer) throws -> RequestEvidence
        ) {
            self.name = name
            self.outcome = outcome
            self.evidence = evidence
        }

        /// A token with these claims whose signature is another's.
        static func badlySigned(_ name: String, _ claims: String) -> TwoFaults {
            TwoFaults("\(name), badly signed", "invalidSignature") { _ in
                .request(token: try TestIssuer().token(claims: claims), [.authorization: Self.credential])
            }
        }

        /// A genuine token with this header and these claims.
        static func genuine(
            _ name: String,
            _ outcome: String,
            header: String = #"{"alg":"HS256"}"#,
            _ claims: String,
            _ fields: HTTPFields = [:]
        ) -> TwoFaults {
            TwoFaults(name, outcome) { .request(token: try $0.token(header: header, claims: claims), fields) }
        }

        private static let credential = "Bearer user-access-token"

        var testDescription: String { self.name }
    }

    private static let twoFaults: [TwoFaults] = [
        .badlySigned("expired", #"{"exp":1}"#),
        .badlySigned("without expiry", "{}"),
        .badlySigned("not yet valid", #"{"exp":1900000300,"nbf":1900000100}"#),
        .badlySigned("payload not JSON", "not JSON"),
        .badlySigned("payload with a duplicate", #"{"exp":1,"exp":1}"#),
        .badlySigned("for another audience", #"{"exp":1900000300,"aud":"other"}"#),
        .badlySigned("bound to something else", #"{"exp":1900000300,"pay":"x"}"#),
        TwoFaults("too long, twice", "duplicateHeader") { _ in
            let long = String(repeating: "a", count: 10_000)
            return .request(token: long, [.approovToken: long])
        },
        TwoFaults("too long, malformed", "tokenTooLong") { _ in .request(token: String(repeating: "!", count: 10_000))
        },
        TwoFaults("blank, too long", "tokenTooLong") { _ in .request(token: String(repeating: " ", count: 10_000)) },
        TwoFaults("malformed header, malformed signature", "malformedToken") { _ in .request(token: "!.!.!") },
        .genuine("crit, alg none", "malformedToken", header: #"{"alg":"none","crit":["x"]}"#, #"{"exp":1}"#),
        .genuine("alg of another key, expired", "algorithmNotAllowed", header: #"{"alg":"ES256"}"#, #"{"exp":1}"#),
        .genuine("no expiry, other issuer", "missingExpiry", #"{"iss":"other"}"#),
        .genuine("expired, other issuer", "expired", #"{"exp":1,"iss":"other"}"#),
        .genuine("not yet valid, other issuer", "notYetValid", #"{"exp":1900000300,"nbf":1900000100,"iss":"other"}"#),
        .genuine("lives too long, other issuer", "lifetimeTooLong", #"{"exp":1e300,"iss":"other"}"#),
        .genuine("other issuer and audience", "issuerMismatch", #"{"exp":1900000300,"iss":"other","aud":"other"}"#),
        .genuine("other audience, no bound header", "audienceMismatch", #"{"exp":1900000300,"iss":"i","aud":"other"}"#),
        .genuine("no bound header, no pay", "bindingHeaderMissing", #"{"exp":1900000300,"iss":"i","aud":"a"}"#),
        .genuine(
            "bound header, no pay",
            "bindingClaimMissing",
            #"{"exp":1900000300,"iss":"i","aud":"a"}"#,
            [.authorization: "x"]
        ),
        .genuine(
            "bound to something else",
            "bindingMismatch",
            #"{"exp":1900000300,"iss":"i","aud":"a","pay":"x"}"#,
            [.authorization: "x"]
        ),
    ]

    /// A policy in which everything is checked.
    private static func everything(mode: Enforcement = .enforce) throws -> VerificationPolicy {
        let freshness = try Freshness(maximumLifetimeSeconds: 3600)
        return .standard {
            $0.freshness = freshness
            $0.expectations = TokenExpectations(issuer: "i", audience: "a")
            $0.binding = TokenBinding(to: BoundField(.authorization))
            $0.tokenMode = mode
        }
    }

    @Test("Of two faults the first in the order of the checks is named", arguments: twoFaults)
    func order(example: TwoFaults) throws {
        let verifier = self.issuer.verifier(policy: try Self.everything())
        let evidence = try example.evidence(self.issuer)
        #expect(outcome { () throws(Rejection) in try verifier.verify(evidence) } == example.outcome)
        guard case .refused(let rejection, observed: []) = verifier.assess(evidence) else {
            Issue.record("\(verifier.assess(evidence))")
            return
        }
        #expect(rejection.code.description == example.outcome)
    }

    @Test("A request that brings everything is attested, with what its token says")
    func everything() throws {
        let hash = Data(SHA256.hash(data: Array(Self.credential.utf8))).base64EncodedString()
        let token = try self.issuer.token(
            claims: #"{"exp":1900000300.5,"iss":"i","aud":["a"],"pay":"\#(hash)","did":"d"}"#
        )
        let attestation = try self.issuer.verifier(policy: try Self.everything())
            .verify(.request(token: token, [.authorization: Self.credential]))
        #expect(attestation.isBound)
        #expect(attestation.expiry == NumericDate(secondsSinceEpoch: 1_900_000_300.5))
        #expect(attestation.claims.deviceID == "d")
        #expect("\(attestation.key)" == "\(self.issuer.key)")
    }

    @Test("Without keys the fault is the server's, once the token has the shape of one")
    func keysUnavailable() throws {
        let verifier = ApproovVerifier(keys: .empty)
        for (token, outcome) in [
            (try self.issuer.token(), "keysUnavailable"), (try self.issuer.token(.expired), "keysUnavailable"),
            (try self.issuer.token(.unsigned), "keysUnavailable"), (nil, "missingToken"), ("x", "malformedToken"),
            ("NO_NETWORK", "clientStatus"),
        ] {
            #expect(verifier.outcome(token: token) == outcome)
        }
        let rejection = try #require(verifier.rejection(token: try self.issuer.token()))
        #expect(rejection.check == .token)
    }

    // MARK: Time

    @Test("The time is read once per verification, at its moment, and not at all for a token that is not genuine")
    func clock() throws {
        let reads = Mutex(0)
        let verifier = ApproovVerifier(
            keys: KeyStore(KeyRing(self.issuer.key)),
            policy: try Self.everything(mode: .observe),
            now: {
                reads.withLock { reads in
                    reads += 1
                    return NumericDate(secondsSinceEpoch: 1_900_000_000 + Double(reads))
                }
            }
        )
        #expect(reads.withLock { $0 } == 0)
        let full = #"{"exp":1900000003,"nbf":1900000000,"iat":1900000000,"iss":"i","aud":"a"}"#
        let evidence = RequestEvidence.request(token: try self.issuer.token(claims: full), [.authorization: "x"])
        for (count, outcome) in [(1, "bindingClaimMissing"), (2, "bindingClaimMissing"), (3, "expired")] {
            #expect(ApproovTests.outcome { () throws(Rejection) in try verifier.verify(evidence) } == outcome)
            #expect(reads.withLock { $0 } == count)
        }
        _ = verifier.assess(evidence)
        #expect(reads.withLock { $0 } == 4)
        _ = verifier.assess(.request(token: try TestIssuer().token()))
        _ = verifier.assess(.request(token: nil))
        #expect(reads.withLock { $0 } == 4)
    }

    @Test("The present is the time of a verifier that is given no other")
    func systemClock() throws {
        let verifier = ApproovVerifier(keys: KeyRing(self.issuer.key))
        let present = NumericDate.now.secondsSinceEpoch
        #expect(verifier.outcome(token: try self.issuer.token(claims: #"{"exp":\#(present + 600)}"#)) == "accepted")
        #expect(verifier.outcome(token: try self.issuer.token(claims: #"{"exp":\#(present - 1)}"#)) == "expired")
    }

    // MARK: Modes

    /// What is wrong with a request, the modes of the two checks, and how the request is judged.
    struct Judgement: Sendable, CustomTestStringConvertible {
        let token: TestToken?
        let bound: String
        let tokenMode: Enforcement
        let bindingMode: Enforcement
        let verdict: String

        init(_ token: TestToken?, _ bound: String, _ modes: (Enforcement, Enforcement), _ verdict: String) {
            self.token = token
            self.bound = bound
            (self.tokenMode, self.bindingMode) = modes
            self.verdict = verdict
        }

        var testDescription: String {
            "\(self.token.map(\.rawValue) ?? "no") token, \(self.bound) value, token: \(self.tokenMode), "
                + "binding: \(self.bindingMode)"
        }
    }

    private static let judgements: [Judgement] = [
        Judgement(.valid, "right", (.enforce, .enforce), "attested bound"),
        Judgement(.valid, "right", (.observe, .enforce), "attested bound"),
        Judgement(.valid, "right", (.enforce, .observe), "attested bound"),
        Judgement(.valid, "right", (.observe, .observe), "attested bound"),
        Judgement(.valid, "wrong", (.enforce, .enforce), "refused bindingMismatch"),
        Judgement(.valid, "wrong", (.observe, .enforce), "refused bindingMismatch"),
        Judgement(.valid, "wrong", (.enforce, .observe), "observed bindingMismatch, attested unbound"),
        Judgement(.valid, "wrong", (.observe, .observe), "observed bindingMismatch, attested unbound"),
        Judgement(.valid, "no", (.enforce, .enforce), "refused bindingHeaderMissing"),
        Judgement(.valid, "no", (.enforce, .observe), "observed bindingHeaderMissing, attested unbound"),
        Judgement(.failover, "right", (.enforce, .enforce), "refused bindingClaimMissing"),
        Judgement(.failover, "right", (.observe, .enforce), "refused bindingClaimMissing"),
        Judgement(.failover, "right", (.enforce, .observe), "observed bindingClaimMissing, attested unbound"),
        Judgement(.expired, "right", (.enforce, .enforce), "refused expired"),
        Judgement(.expired, "right", (.enforce, .observe), "refused expired"),
        Judgement(.expired, "right", (.observe, .enforce), "refused bindingMismatch after expired"),
        Judgement(.expired, "right", (.observe, .observe), "observed expired bindingMismatch"),
        Judgement(.wrongKey, "right", (.enforce, .observe), "refused invalidSignature"),
        Judgement(.wrongKey, "right", (.observe, .enforce), "refused bindingMismatch after invalidSignature"),
        Judgement(.wrongKey, "wrong", (.observe, .observe), "observed invalidSignature bindingMismatch"),
        Judgement(.wrongKey, "no", (.observe, .enforce), "refused bindingHeaderMissing after invalidSignature"),
        Judgement(.wrongKey, "no", (.observe, .observe), "observed invalidSignature bindingHeaderMissing"),
        Judgement(nil, "right", (.enforce, .enforce), "refused missingToken"),
        Judgement(nil, "right", (.enforce, .observe), "refused missingToken"),
        Judgement(nil, "right", (.observe, .enforce), "refused bindingMismatch after missingToken"),
        Judgement(nil, "right", (.observe, .observe), "observed missingToken bindingMismatch"),
        Judgement(nil, "no", (.observe, .enforce), "refused bindingHeaderMissing after missingToken"),
        Judgement(nil, "no", (.observe, .observe), "observed missingToken bindingHeaderMissing"),
        Judgement(nil, "two", (.observe, .enforce), "refused duplicateHeader after missingToken"),
        Judgement(nil, "two", (.observe, .observe), "observed missingToken duplicateHeader"),
        Judgement(.valid, "two", (.enforce, .observe), "observed duplicateHeader, attested unbound"),
    ]

    private func evidence(_ judgement: Judgement) throws -> RequestEvidence {
        var fields = HTTPFields()
        switch judgement.bound {
        case "right": fields[.authorization] = Self.credential
        case "wrong": fields[.authorization] = "Bearer another"
        case "two": fields[values: .authorization] = [Self.credential, Self.credential]
        default: break
        }
        return .request(token: try judgement.token.map { try self.issuer.token($0, boundTo: Self.credential) }, fields)
    }

    private func words(_ verdict: Verdict) -> String {
        func bound(_ attestation: Attestation) -> String { "attested \(attestation.isBound ? "bound" : "unbound")" }
        func codes(_ rejections: [Rejection]) -> String { rejections.map(\.code.description).joined(separator: " ") }
        switch verdict {
        case .attested(let attestation): return bound(attestation)
        case .observed(let rejections, let attestation):
            return "observed \(codes(rejections))" + (attestation.map { ", " + bound($0) } ?? "")
        case .refused(let rejection, let observed):
            return "refused \(rejection.code)" + (observed.isEmpty ? "" : " after \(codes(observed))")
        }
    }

    @Test("Each check is enforced or observed on its own", arguments: judgements)
    func modes(judgement: Judgement) throws {
        let policy = VerificationPolicy.standard {
            $0.tokenMode = judgement.tokenMode
            $0.binding = TokenBinding(to: BoundField(.authorization), mode: judgement.bindingMode)
        }
        let verdict = self.issuer.verifier(policy: policy).assess(try self.evidence(judgement))
        #expect(self.words(verdict) == judgement.verdict)
        #expect((verdict.attestation != nil) == judgement.verdict.contains("attested"))
    }

    @Test("An attestation means that every check has passed, also one that is only observed", arguments: judgements)
    func verifyIgnoresModes(judgement: Judgement) throws {
        let policy = VerificationPolicy.standard {
            $0.tokenMode = judgement.tokenMode
            $0.binding = TokenBinding(to: BoundField(.authorization), mode: judgement.bindingMode)
        }
        let verifier = self.issuer.verifier(policy: policy)
        let evidence = try self.evidence(judgement)
        let passes = outcome { () throws(Rejection) in try verifier.verify(evidence) } == "accepted"
        #expect(passes == (judgement.verdict == "attested bound"))
    }

    @Test("With a bad token that is observed, a binding that is not required is still not there")
    func observedTokenWithOptionalBinding() throws {
        let policy = VerificationPolicy.standard {
            $0.tokenMode = .observe
            $0.binding = TokenBinding(to: BoundField(.authorization), requirement: .ifPresent)
        }
        let verifier = self.issuer.verifier(policy: policy)
        let fields: HTTPFields = [.authorization: Self.credential]
        let bad = RequestEvidence.request(token: try self.issuer.token(.expired), fields)
        #expect(self.words(verifier.assess(bad)) == "refused bindingMismatch after expired")
        let unbound = RequestEvidence.request(token: try self.issuer.token(), fields)
        #expect(self.words(verifier.assess(unbound)) == "attested unbound")
    }

    @Test("Observing a token without binding lets everything pass", arguments: TestToken.allCases)
    func observedToken(kind: TestToken) throws {
        let verifier = self.issuer.verifier(policy: .standard { $0.tokenMode = .observe })
        let evidence = RequestEvidence.request(token: try self.issuer.token(kind))
        let isGood = outcome { () throws(Rejection) in try verifier.verify(evidence) } == "accepted"
        switch verifier.assess(evidence) {
        case .attested: #expect(isGood)
        case .observed(let rejections, let attestation):
            #expect(!isGood)
            #expect(rejections.count == 1)
            #expect(attestation == nil)
        case .refused(let rejection, _): Issue.record(rejection)
        }
    }

    // MARK: Another policy

    @Test("Another policy applies to the same keys and the same time")
    func applying() throws {
        let verifier = self.issuer.verifier()
        let strict = verifier.applying(.standard { $0.binding = TokenBinding(to: BoundField(.authorization)) })
        let token = try self.issuer.token()
        #expect(verifier.outcome(token: token) == "accepted")
        #expect(strict.outcome(token: token) == "bindingHeaderMissing")
        #expect(strict.applying(.standard).outcome(token: token) == "accepted")
        #expect(strict.outcome(token: try self.issuer.token(.expired)) == "expired")
        #expect(strict.policy.binding != nil)
        #expect(verifier.policy.binding == nil)
    }

    // MARK: Secrecy

    @Test("No rejection says anything of the token, the secret or the bound value")
    func secrecy() throws {
        let secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0IQ=="
        let issuer = try TestIssuer(base64Secret: secret)
        let bound = "Bearer very-confidential-access-token"
        var tokens = try TestToken.allCases.map { try issuer.token($0, boundTo: bound) }
        let valid = TokenText(try issuer.token(boundTo: bound))
        for claims in [
            #"{"exp":"confidential-expiry"}"#, #"{"exp":1900000300,"nbf":"confidential-start"}"#,
            #"{"exp":1900000300,"iss":"confidential-issuer","aud":"confidential-audience"}"#,
            #"{"exp":1900000300,"pay":"confidential-binding-hash"}"#, #"confidential-payload"#,
            #"{"confidential":1,"confidential":2}"#,
        ] {
            tokens.append(try issuer.token(claims: claims))
        }
        for header in [
            #"{"alg":"confidential-algorithm"}"#, #"{"alg":"HS256","kid":"confidential-key-id"}"#,
            #"{"alg":"HS256","typ":"confidential-type"}"#, #"{"alg":"HS256","crit":["confidential-extension"]}"#,
        ] {
            tokens.append(try issuer.token(header: header, claims: TestIssuer.validClaims))
        }
        tokens += [
            "confidential-token-of-another-kind", valid.header + "." + valid.payload, valid.token + "." + valid.header,
            valid.token + valid.token, "\(valid.header).\(valid.payload).!", String(repeating: valid.token, count: 99),
            "confidential.confidential.confidential.confidential.confidential", "MITM_DETECTED",
        ]
        let keys = [KeyRing(issuer.key), KeyRing(try VerificationKey(base64Secret: secret, keyID: "1")), .empty]
        var seen: Set<Rejection> = []
        for policy in [VerificationPolicy.standard, try Self.everything(), try Self.everything(mode: .observe)] {
            for keys in keys {
                let verifier = ApproovVerifier(keys: KeyStore(keys), policy: policy, now: { issuer.now })
                for token in tokens {
                    for fields in [[:], [.authorization: bound], [.authorization: "Bearer other-confidential"]]
                        as [HTTPFields]
                    {
                        seen.formUnion(self.rejections(verifier.assess(.request(token: token, fields))))
                    }
                }
            }
        }
        let values = tokens + [secret, bound, "other-confidential", "secret-secret", "confidential"]
        for rejection in seen { expectNothing(of: values, in: "\(rejection) \(String(reflecting: rejection))") }
        #expect(Set(seen.map(\.code)).count >= 13, "\(seen)")
    }

    private func rejections(_ verdict: Verdict) -> [Rejection] {
        switch verdict {
        case .attested: []
        case .observed(let rejections, _): rejections
        case .refused(let rejection, let observed): observed + [rejection]
        }
    }
}
