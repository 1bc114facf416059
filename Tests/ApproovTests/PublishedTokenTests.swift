import Approov
import HTTPTypes
import Testing

@Suite("Published tokens")
struct PublishedTokenTests {
    @Test("Tokens in the RFCs are judged as the RFCs say", arguments: try TokenVector.all(in: "rfc7515-rfc7519"))
    func rfc(vector: TokenVector) throws {
        try self.check(vector)
    }

    @Test("Tokens of Approov are judged as Approov says", arguments: try TokenVector.all(in: "approov-tokens"))
    func approov(vector: TokenVector) throws {
        try self.check(vector)
    }

    @Test(
        "Signatures of another implementation are judged as RFC 7518 says",
        arguments: try TokenVector.all(in: "signatures")
    )
    func signatures(vector: TokenVector) throws {
        try self.check(vector)
    }

    private func check(_ vector: TokenVector) throws {
        let now = NumericDate(secondsSinceEpoch: vector.now)
        let verifier = ApproovVerifier(keys: KeyStore(try vector.ring), policy: .standard, now: { now })
        #expect(verifier.outcome(token: vector.token) == vector.outcome)
    }
}
