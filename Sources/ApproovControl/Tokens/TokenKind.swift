import ApproovTesting

/// What is right or wrong with a token to be made, as the command line spells it.
package enum TokenKind: String, Sendable, CaseIterable {
    case valid
    case fullClaims = "full-claims"
    case failover
    case expired
    case longLived = "long-lived"
    case wrongKey = "wrong-key"
    case wrongAlgorithm = "wrong-algorithm"
    case unsigned
    case withoutExpiry = "without-expiry"

    var testToken: TestToken {
        switch self {
        case .valid: .valid
        case .fullClaims: .fullClaims
        case .failover: .failover
        case .expired: .expired
        case .longLived: .longLived
        case .wrongKey: .wrongKey
        case .wrongAlgorithm: .wrongAlgorithm
        case .unsigned: .unsigned
        case .withoutExpiry: .withoutExpiry
        }
    }

    /// How long a token lives unless something else is wanted, in seconds: one that is valid, an hour, as
    /// `approov token -genExample` has it.
    var standardLifetime: Double {
        switch self {
        case .expired, .longLived: self.testToken.standardLifetime
        case .valid, .fullClaims, .failover, .wrongKey, .wrongAlgorithm, .unsigned, .withoutExpiry: 3600
        }
    }
}
