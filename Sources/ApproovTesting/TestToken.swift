package import Approov
import Crypto

/// What is right or wrong with a token that a ``TestIssuer`` issues.
public enum TestToken: String, Sendable, CaseIterable {
    /// Genuine, valid for five minutes, with the claims that Approov sends by default.
    case valid

    /// Genuine and valid, with every claim that an account's policy can switch on.
    case fullClaims

    /// Genuine and valid, with the few claims of Approov's failover service: it is bound to nothing whatever it should be, and
    /// carries no key that requests are signed with.
    case failover

    /// Genuine and valid for a year, with the name of its issuer and of no device, as Approov's tool makes them for servers.
    case longLived

    /// Genuine, and expired a second ago.
    case expired

    /// Genuine, without `exp`.
    case withoutExpiry

    /// Well formed and signed with a key that nobody has, as a token is whose app failed attestation.
    case wrongKey

    /// Signed with another algorithm than the key's.
    case wrongAlgorithm

    /// Not signed: its algorithm is `none`.
    case unsigned

    enum Signature { case genuine, ofAnotherKey, ofAnotherAlgorithm, none }

    var signature: Signature {
        switch self {
        case .valid, .fullClaims, .failover, .longLived, .expired, .withoutExpiry: .genuine
        case .wrongKey: .ofAnotherKey
        case .wrongAlgorithm: .ofAnotherAlgorithm
        case .unsigned: .none
        }
    }

    /// How long a token of this kind lives unless something else is wanted, in seconds.
    package var standardLifetime: Double {
        switch self {
        case .expired: -1
        case .longLived: 365 * 86_400
        case .valid, .fullClaims, .failover, .withoutExpiry, .wrongKey, .wrongAlgorithm, .unsigned: 300
        }
    }

    /// Whether a token of this kind can be bound to something.
    package var canBeBound: Bool { self != .failover }

    /// Whether a token of this kind can carry keys that requests are signed with.
    var canCarryKeys: Bool { self != .failover }

    package func claims(issuedAt now: NumericDate, lifetime: Double? = nil, boundTo value: [UInt8]? = nil) -> TestClaims
    {
        var claims = TestClaims()
        if self != .withoutExpiry {
            claims.set("exp", date: now.advanced(bySeconds: lifetime ?? self.standardLifetime))
        }
        if self == .longLived {
            claims.set("iss", text: "ExampleIssuer")
        } else {
            if self != .failover { claims.set("ip", text: "192.0.2.7") }
            claims.set("did", text: "ExampleApproovTokenDID==")
        }
        if self == .fullClaims {
            claims.set("iss", text: "example.approov.io")
            claims.set("aud", text: "api.example.com")
            claims.set("sub", text: "approov|ExampleApproovTokenDID==|com.example.app")
            claims.set("arc", text: "IXPSB7TRK2")
            claims["anno"] = "[\"debug\"]"
            claims.set("iat", date: now)
            claims.set("mskid", text: "j3AWy6")
        }
        if let value, self.canBeBound { claims.set("pay", text: Self.bindingHash(of: value)) }
        return claims
    }

    /// Returns the `pay` claim of a token that is bound to this value.
    package static func bindingHash(of value: [UInt8]) -> String {
        TokenText.base64(Array(SHA256.hash(data: value)))
    }
}
