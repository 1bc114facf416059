import Approov
import Crypto

/// What is right or wrong with a token that a ``TestIssuer`` issues.
public enum TestToken: String, Sendable, CaseIterable {
    /// Genuine, valid for five minutes, with the claims that Approov sends by default.
    case valid

    /// Genuine and valid, with every claim that an account's policy can switch on.
    case fullClaims

    /// Genuine and valid, with the few claims of Approov's failover service: it is bound to nothing whatever it should be.
    case failover

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
        case .valid, .fullClaims, .failover, .expired, .withoutExpiry: .genuine
        case .wrongKey: .ofAnotherKey
        case .wrongAlgorithm: .ofAnotherAlgorithm
        case .unsigned: .none
        }
    }

    func claims(issuedAt now: NumericDate, boundTo values: [String]) -> String {
        let lifetime = self == .expired ? -1.0 : 300.0
        var claims: [String] = []
        if self != .withoutExpiry { claims.append("\"exp\":\(now.advanced(bySeconds: lifetime).json)") }
        if self != .failover { claims.append("\"ip\":\"192.0.2.7\"") }
        claims.append("\"did\":\"ExampleApproovTokenDID==\"")
        if self == .fullClaims {
            claims += [
                "\"iss\":\"example.approov.io\"", "\"aud\":\"api.example.com\"",
                "\"sub\":\"approov|ExampleApproovTokenDID==|com.example.app\"", "\"arc\":\"IXPSB7TRK2\"",
                "\"anno\":[\"debug\"]", "\"iat\":\(now.json)", "\"mskid\":\"j3AWy6\"",
            ]
        }
        if !values.isEmpty, self != .failover { claims.append("\"pay\":\"\(Self.bindingHash(of: values))\"") }
        return "{\(claims.joined(separator: ","))}"
    }

    /// Returns the `pay` claim of a token that is bound to these values.
    private static func bindingHash(of values: [String]) -> String {
        TokenText.base64(Array(SHA256.hash(data: Array(values.joined().utf8))))
    }
}

extension NumericDate {
    /// The date as a JSON number, without a fraction if it has none.
    fileprivate var json: String {
        Int64(exactly: self.secondsSinceEpoch)?.description ?? self.secondsSinceEpoch.description
    }
}
