#if Configuration

import Approov
import ApproovTesting
import Configuration
import HTTPTypes
import Testing

@Suite("A verifier from configuration")
struct ApproovVerifierConfigurationTests {
    private static let secret = KeyRingConfigurationTests.base64

    private func config(_ variables: [String: String]) -> ConfigReader {
        let provider = EnvironmentVariablesProvider(
            environmentVariables: variables,
            secretsSpecifier: .specific(["APPROOV_BASE64_SECRET"])
        )
        return ConfigReader(provider: provider).scoped(to: "approov")
    }

    @Test("The environment makes a verifier with its keys, its policy and the present time")
    func verifier() throws {
        let verifier = try ApproovVerifier(
            config: self.config(["APPROOV_BASE64_SECRET": Self.secret, "APPROOV_BINDING_HEADERS": "Authorization"])
        )
        let issuer = try TestIssuer(base64Secret: Self.secret, now: .now)
        let fields: HTTPFields = [.authorization: "Bearer a"]
        #expect(verifier.outcome(token: try issuer.token(boundTo: "Bearer a"), fields) == "accepted")
        #expect(verifier.outcome(token: try issuer.token(boundTo: "Bearer b"), fields) == "bindingMismatch")
        #expect(verifier.outcome(token: try issuer.token(.expired, boundTo: "Bearer a"), fields) == "expired")
        #expect(verifier.outcome(token: try TestIssuer(now: .now).token(), fields) == "invalidSignature")
    }

    @Test("Nothing else can be configured into a verifier than what makes sense")
    func refused() {
        for (variables, key) in [
            ([:], "base64.secret"), (["APPROOV_BASE64_SECRET": "short"], "base64.secret"),
            (["APPROOV_BASE64_SECRET": Self.secret, "APPROOV_TOKEN_MODE": "no"], "tokenMode"),
        ] {
            let error = #expect(throws: ConfigurationError.self) { try ApproovVerifier(config: self.config(variables)) }
            #expect(error?.key == key)
        }
    }
}

#endif
