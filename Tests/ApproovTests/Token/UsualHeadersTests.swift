import Approov
import ApproovTesting
import Testing

@Suite("Usual headers")
struct UsualHeadersTests {
    /// Members in either order, and once more with a space, which makes it none of the usual ones.
    private static func headers(_ algorithm: TokenAlgorithm) -> [String] {
        let name = algorithm.rawValue
        return [
            #"{"alg":"\#(name)","typ":"JWT"}"#, #"{"typ":"JWT","alg":"\#(name)"}"#, #"{"alg":"\#(name)", "typ":"JWT"}"#,
        ]
    }

    @Test("Each is what it spells: a genuine token passes", arguments: TokenAlgorithm.allCases)
    func genuine(algorithm: TokenAlgorithm) throws {
        let issuer = try Issuers.issuer(algorithm)
        for header in Self.headers(algorithm) {
            let token = try issuer.token(header: header, claims: TestIssuer.validClaims)
            #expect(issuer.verifier().outcome(token: token) == "accepted", "\(header)")
        }
    }

    @Test(
        "None stands for another: a token that names another algorithm is refused",
        arguments: TokenAlgorithm.allCases
    )
    func otherAlgorithm(algorithm: TokenAlgorithm) throws {
        let issuer = try Issuers.issuer(algorithm)
        for other in TokenAlgorithm.allCases where other != algorithm {
            for header in Self.headers(other) {
                let token = try issuer.token(header: header, claims: TestIssuer.validClaims)
                #expect(issuer.verifier().outcome(token: token) == "algorithmNotAllowed", "\(header)")
            }
        }
    }

    @Test("With any character of one changed, the header is read, and refused or not that which was signed")
    func changed() throws {
        let issuer = try TestIssuer()
        let token = try issuer.token(header: #"{"alg":"HS256","typ":"JWT"}"#, claims: TestIssuer.validClaims)
        let reasons: Set = ["malformedToken", "algorithmNotAllowed", "invalidSignature"]
        for place in 0..<36 {
            for character in "Aa0-_I.~" {
                var text = Array(token)
                guard text[place] != character else { continue }
                text[place] = character
                let outcome = issuer.verifier().outcome(token: String(text))
                #expect(reasons.contains(outcome), "\(place) \(character): \(outcome)")
            }
        }
    }
}
