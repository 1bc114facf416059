import Approov
import ApproovTesting
import Testing

@Suite("Status words")
struct ClientStatusTests {
    private static let words = [
        "NO_NETWORK", "POOR_NETWORK", "MITM_DETECTED", "UNTRUSTED_NETWORK", "NO_APPROOV_SERVICE", "REJECTED",
        "DISABLED", "UNKNOWN_URL", "UNPROTECTED_URL", "NOT_INITIALIZED", "BAD_URL", "UNKNOWN_KEY", "BAD_KEY",
        "BAD_PAYLOAD", "INTERNAL_ERROR", "SUCCESS",
    ]

    private func outcome(_ value: String, prefix: String? = nil) throws -> String {
        let policy = VerificationPolicy.standard { $0.tokenField.prefix = prefix }
        return try TestIssuer().verifier(policy: policy).outcome(token: value)
    }

    @Test("A status of the SDK in place of a token is recognised, in capitals or not", arguments: words)
    func recognised(word: String) throws {
        #expect(try self.outcome(word) == "clientStatus")
        #expect(try self.outcome(word.lowercased()) == "clientStatus")
        #expect(try self.outcome(" \(word.prefix(3))\(word.dropFirst(3).lowercased())\t") == "clientStatus")
        #expect(try self.outcome("Bearer \(word)", prefix: "Bearer") == "clientStatus")
    }

    @Test(
        "Any other text is a malformed token",
        arguments: [
            "NO NETWORK", "NO-NETWORK", "NONETWORK", "NO_NETWORK.", "NO_NETWORK..", "NO_NETWORKS", "XNO_NETWORK",
            "NO_NETWORK,NO_NETWORK", "null", "undefined", "ERROR", "0", "SUCCE\u{DF}", "\u{FF}", "é",
        ]
    )
    func other(text: String) throws {
        #expect(try self.outcome(text) == "malformedToken")
    }

    @Test("A status proves nothing and is refused like a missing token")
    func message() throws {
        let rejection = try TestIssuer().verifier().rejection(token: "MITM_DETECTED")
        #expect(rejection?.check == .token)
        #expect(rejection?.message.contains("MITM") == false)
    }
}
