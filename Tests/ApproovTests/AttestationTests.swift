import Approov
import ApproovTesting
import Testing

@Suite("Attestations")
struct AttestationTests {
    @Test("The current attestation is that of the task, and of the tasks that it starts")
    func current() async throws {
        #expect(Attestation.current == nil)
        let issuer = try TestIssuer()
        let attestation = try issuer.verifier().verify(.request(token: try issuer.token()))
        await Attestation.$current.withValue(attestation) {
            #expect(Attestation.current?.expiry == attestation.expiry)
            async let child = Attestation.current?.expiry
            #expect(await child == attestation.expiry)
            #expect(await Task.detached { Attestation.current?.expiry }.value == nil)
        }
        #expect(Attestation.current == nil)
    }

    @Test(
        "The expiry is that of the token, so that a connection knows when to ask for another",
        arguments: [1900000300, 1900000000.25]
    )
    func expiry(seconds: Double) throws {
        let issuer = try TestIssuer()
        let token = try issuer.token(claims: #"{"exp":\#(seconds)}"#)
        let attestation = try issuer.verifier().verify(.request(token: token))
        #expect(attestation.expiry.secondsSinceEpoch == seconds)
    }
}
