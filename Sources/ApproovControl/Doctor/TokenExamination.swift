#if HTTPClient && Configuration

import Approov
import ApproovSettings

/// Tries the keys on a token of the account's: the only way to tell a wrong secret from the right one.
struct TokenExamination {
    private let settings: Settings
    private let fetched: KeyRing

    /// - Parameters:
    ///   - settings: The environment.
    ///   - fetched: The keys that were fetched, if any.
    init(_ settings: Settings, fetched: KeyRing) {
        self.settings = settings
        self.fetched = fetched
    }

    func finding(of text: String) -> Finding {
        do throws(Rejection) {
            let token = try UnverifiedToken(parsing: text.trimmingASCIIWhitespace())
            let key = try token.authenticated(by: self.ring).key
            return .good("token", "Its signature is that of \(key.algorithm.rawValue) with a key of this server.")
        } catch {
            return .bad("token", "\(error.code): \(error.message)", advice: Self.advice(error.code))
        }
    }

    /// All keys that a server with these settings could have.
    private var ring: KeyRing {
        let secrets = [SecretSpelling.base64, .base64URL].compactMap {
            try? self.settings.accountKeys($0, isRequired: false)
        }
        let file = self.settings.text(KeyVariable.file).flatMap { try? self.settings.fileSource($0).ring() }
        return (secrets + [file ?? .empty]).reduce(self.fetched) { (try? $0.joined(with: $1)) ?? $0 }
    }

    private static func advice(_ code: Rejection.Code) -> String {
        switch code {
        case .invalidSignature:
            "The secret is not the one that this token was signed with: take it from the same account, or make a new token."
        case .algorithmNotAllowed, .unknownKey:
            "The token is for an API domain with a key set: configure its keys, or take a token for another domain."
        case .keysUnavailable: "Mend the keys first."
        default: "Take a token that 'approov token -genExample' prints, or one that an app has sent."
        }
    }
}

#endif
