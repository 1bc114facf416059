import Approov
import ApproovTesting

/// One issuer for each algorithm, made once: an RSA key takes a moment.
enum Issuers {
    private static let all = Dictionary(
        uniqueKeysWithValues: TokenAlgorithm.allCases.map { algorithm in
            (algorithm, Result { try TestIssuer(algorithm: algorithm) })
        }
    )

    static func issuer(_ algorithm: TokenAlgorithm) throws -> TestIssuer {
        guard let issuer = self.all[algorithm] else { throw KeyError(.unsupported, "There is no such issuer.") }
        return try issuer.get()
    }
}

extension TestIssuer {
    /// Claims that are valid for five minutes by the clock of every issuer that has the standard time.
    static let validClaims = #"{"exp":1900000300,"did":"ExampleApproovTokenDID=="}"#

    /// Returns a token with these members after `exp`.
    func token(with members: String) throws -> String {
        try self.token(claims: #"{"exp":1900000300,"# + members + "}")
    }
}
