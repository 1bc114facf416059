import Approov
import ApproovTesting
import HTTPTypes
import StrictJSON
import Testing

/// Texts that nobody would send, by the thousand: nothing may trap, and nothing that differs from a genuine token may pass.
///
/// The generator is seeded, so a failure can be repeated.
@Suite("Robustness")
struct RobustnessTests {
    /// Bytes that mean something to a reader of tokens, JSON or PEM, and a few that mean nothing.
    private static let telling =
        Array("{}[]\":,.\\/-_=+ \t\r\n0123456789eEuntrfaslAHSRPjwkid\0\u{7F}é😀".utf8) + [0xFF, 0xC0, 0xED]

    private static func changed(_ text: [UInt8], by generator: inout SeededGenerator) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let position = Int.random(in: 0...text.count, using: &generator)
            let end = min(text.count, position + Int.random(in: 0...8, using: &generator))
            switch Int.random(in: 0..<7, using: &generator) {
            case 0 where position < text.count:
                text[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1 where position < text.count:
                text[position] = Self.telling.randomElement(using: &generator) ?? 0
            case 2:
                text.insert(Self.telling.randomElement(using: &generator) ?? 0, at: position)
            case 3:
                text.removeSubrange(position..<end)
            case 4:
                text.insert(contentsOf: text[position..<end], at: Int.random(in: 0...text.count, using: &generator))
            case 5:
                text.removeSubrange(position...)
            default:
                let length = Int.random(in: 0..<5, using: &generator)
                let piece = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
                text.replaceSubrange(position..<end, with: piece)
            }
        }
        return text
    }

    private static func random(upTo count: Int, using generator: inout SeededGenerator) -> [UInt8] {
        let isTelling = Bool.random(using: &generator)
        return (0..<Int.random(in: 0...count, using: &generator)).map { _ in
            isTelling
                ? Self.telling.randomElement(using: &generator) ?? 0 : UInt8.random(in: 0...255, using: &generator)
        }
    }

    private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        // Newlines and NULs become spaces when a header field is made of them.
        func isBlank(_ byte: UInt8) -> Bool { [0x00, 0x09, 0x0A, 0x0D, 0x20].contains(byte) }
        return Array(bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }

    @Test("Of twenty thousand changed tokens none passes", arguments: 0..<4)
    func changedTokens(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let issuer = try TestIssuer(keyID: seed.isMultiple(of: 2) ? nil : "12")
        let policy = VerificationPolicy.standard { $0.binding = TokenBinding(to: BoundField(.authorization)) }
        let verifier = issuer.verifier(policy: policy)
        let token = Array(try issuer.token(.fullClaims, boundTo: "a").utf8)
        var accepted: [String] = []
        var outcomes: Set<String> = []
        for _ in 0..<5000 {
            let changed = Self.changed(token, by: &generator)
            var fields: HTTPFields = [.authorization: "a"]
            fields.append(HTTPField(name: .approovToken, lenientValue: changed))
            let outcome = verifier.outcome(token: nil, fields)
            outcomes.insert(outcome)
            guard outcome == "accepted", Self.trimmed(changed) != token else { continue }
            accepted.append(String(decoding: changed, as: UTF8.self))
        }
        #expect(accepted == [])
        let expected: Set<String> = [
            "accepted", "missingToken", "malformedToken", "algorithmNotAllowed", "unknownKey", "invalidSignature",
        ]
        #expect(outcomes.isSubset(of: expected), "\(outcomes)")
    }

    @Test("Headers and payloads that are genuinely signed and full of faults are judged without harm", arguments: 0..<2)
    func changedParts(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(1000 + seed))
        let issuer = try TestIssuer()
        let policy = VerificationPolicy.standard {
            $0.binding = TokenBinding(to: BoundField(.authorization), mode: .observe)
            $0.expectations = TokenExpectations(issuer: "example.approov.io", audience: "api.example.com")
        }
        let verifier = issuer.verifier(policy: policy)
        let header = Array(#"{"alg":"HS256","typ":"JWT","kid":"\u0031\ud83d\ude00"}"#.utf8)
        let claims = Array(
            #"""
            {"exp":1900000300.5,"nbf":1.5e9,"iat":-0,"iss":"example.approov.io","aud":["x","api.example.com"],
            "anno":["a"],"pay":"TZOejxw1qPsrng5eThgvX\/FnBV3UVdIOQxmTJtK4M+U=","embed":{"a":[1,{"b":null}]}}
            """#.utf8
        )
        var outcomes: Set<String> = []
        for round in 0..<2000 {
            let changedHeader = round.isMultiple(of: 2) ? Self.changed(header, by: &generator) : header
            let changedClaims = round.isMultiple(of: 2) ? claims : Self.changed(claims, by: &generator)
            let token = try issuer.token(header: changedHeader, claims: changedClaims)
            switch verifier.assess(.request(token: token, [.authorization: "Bearer user-access-token"])) {
            case .attested(let attestation):
                outcomes.insert("accepted")
                Self.readEverything(attestation.claims)
            case .observed(let rejections, let attestation):
                outcomes.formUnion(rejections.map(\.code.description))
                if let attestation { Self.readEverything(attestation.claims) }
            case .refused(let rejection, _):
                outcomes.insert(rejection.code.description)
            }
        }
        #expect(outcomes.isSuperset(of: ["accepted", "malformedToken", "algorithmNotAllowed", "bindingMismatch"]))
    }

    private static func readEverything(_ claims: TokenClaims) {
        for name in claims.object.names { _ = claims[name] }
        _ = (claims.expiry, claims.notBefore, claims.issuedAt, claims.issuer, claims.audience, claims.subject)
        _ = (claims.deviceID, claims.ipAddress, claims.annotations, claims.bindingHash, claims.messageSigningKeyID)
    }

    @Test("Five thousand texts of nothing are refused as tokens")
    func randomTokens() throws {
        var generator = SeededGenerator(seed: 2000)
        let verifier = try TestIssuer().verifier()
        for _ in 0..<5000 {
            var fields = HTTPFields()
            let text = Self.random(upTo: 200, using: &generator)
            fields.append(HTTPField(name: .approovToken, lenientValue: text))
            #expect(["malformedToken", "missingToken"].contains(verifier.outcome(token: nil, fields)))
        }
    }

    @Test("A JSON object that has been changed is read or refused, and what is read can be read")
    func json() throws {
        var generator = SeededGenerator(seed: 3000)
        let text = Array(
            #"{"a":[1,-2.5e-3,"\u00e9\ud83d\ude00\n",{"b":null,"c":[true,false]}],"key \" 2":"é😀","":{}}"#.utf8
        )
        var counts = (read: 0, refused: 0)
        for round in 0..<5000 {
            let changed =
                round.isMultiple(of: 5)
                ? Self.random(upTo: 60, using: &generator) : Self.changed(text, by: &generator)
            do throws(JSONFault) {
                let object = try JSONObject(parsing: changed, maximumDepth: 5)
                counts.read += 1
                for name in object.names { #expect(object.value(named: name) != nil) }
            } catch {
                counts.refused += 1
            }
        }
        #expect(counts.read > 100)
        #expect(counts.refused > 1000)
    }

    @Test("A key document that has been changed makes a key or is refused")
    func keyDocuments() throws {
        var generator = SeededGenerator(seed: 4000)
        let ec = VerificationKeyJWKTests.document(VerificationKeyJWKTests.ec)
        let rsa = VerificationKeyJWKTests.document(VerificationKeyJWKTests.rsa)
        let pems = try KeyVector.all().filter { $0.outcome == "accepted" }.map { Array($0.pem.utf8) }
        let set = Array(#"{"keys":[\#(ec),\#(rsa)]}"#.utf8)
        var outcomes: Set<String> = []
        for round in 0..<5000 {
            let document = [Array(ec.utf8), Array(rsa.utf8), set, pems[round % pems.count]][round % 4]
            let changed =
                round.isMultiple(of: 11)
                ? Self.random(upTo: 300, using: &generator) : Self.changed(document, by: &generator)
            let text = String(decoding: changed, as: UTF8.self)
            switch round % 4 {
            case 0, 1: outcomes.insert(keyOutcome { () throws(KeyError) in try VerificationKey(jwk: text) })
            case 2: outcomes.insert(keyOutcome { () throws(KeyError) in try KeyRing(jwks: text) })
            default:
                for algorithm in [TokenAlgorithm.rs256, .es256, .es512] {
                    outcomes.insert(
                        keyOutcome { () throws(KeyError) in try VerificationKey(pem: text, algorithm: algorithm) }
                    )
                }
            }
            _ = keyOutcome { () throws(KeyError) in try VerificationKey(base64Secret: text) }
            _ = keyOutcome { () throws(KeyError) in try VerificationKey(base64URLSecret: text) }
            _ = keyOutcome { () throws(KeyError) in try VerificationKey(secret: changed) }
        }
        #expect(outcomes.isSuperset(of: ["accepted", "malformed", "unsupported", "weak"]))
    }

    @Test(
        "Bound values of any bytes are hashed without harm",
        arguments: [BoundField.Extraction.wholeValue, .credential]
    )
    func boundValues(extraction: BoundField.Extraction) throws {
        var generator = SeededGenerator(seed: 5000)
        let issuer = try TestIssuer()
        let binding = TokenBinding(to: BoundField(.authorization, extraction))
        let verifier = issuer.verifier(policy: .standard { $0.binding = binding })
        let token = try issuer.token(boundTo: "nobody sends this")
        for _ in 0..<2000 {
            var fields = HTTPFields()
            fields.append(HTTPField(name: .authorization, lenientValue: Self.random(upTo: 40, using: &generator)))
            #expect(["bindingMismatch", "bindingHeaderMissing"].contains(verifier.outcome(token: token, fields)))
        }
    }
}
