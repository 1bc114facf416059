import Approov
import ApproovTesting
import Testing

@Suite("Usual headers")
struct UsualHeadersTests {
    /// Members in either order, and the same with a space, which no usual header has.
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

    @Test("With any character of one changed, the header is read and the signature refused, or the header itself")
    func changed() throws {
        let issuer = try TestIssuer()
        let token = try issuer.token(header: #"{"alg":"HS256","typ":"JWT"}"#, claims: TestIssuer.validClaims)
        for place in 0..<36 {
            for character in "Aa0-_I.~" {
                var text = Array(token)
                guard text[place] != character else { continue }
                text[place] = character
                #expect(issuer.verifier().outcome(token: String(text)) != "accepted", "\(place) \(character)")
            }
        }
    }
}
