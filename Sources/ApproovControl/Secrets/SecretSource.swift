import Approov

/// Where an account secret comes from.
package enum SecretSource: Sendable {
    case input(InputSource)
    /// The variable that the servers read it from: the one of the two that is there.
    case environment

    /// A secret that has been read.
    struct Loaded {
        /// How messages call where it was.
        let name: String
        let bytes: [UInt8]
    }

    /// The variable that must be in standard base64.
    static let base64Variable = "APPROOV_BASE64_SECRET"

    /// The variable that must be in base64url.
    static let base64URLVariable = "APPROOV_BASE64URL_SECRET"

    var inputs: [InputSource] {
        switch self {
        case .input(let source): [source]
        case .environment: []
        }
    }

    /// How messages call it.
    var name: String {
        switch self {
        case .input(let source): source.name
        case .environment: "\(Self.base64Variable) or \(Self.base64URLVariable)"
        }
    }

    /// Returns the text that spells the secret, and where it was.
    func text(in surroundings: Surroundings) throws(ControlFault) -> (source: InputSource, text: String) {
        let source: InputSource
        switch self {
        case .input(let input):
            source = input
        case .environment:
            let names = [Self.base64Variable, Self.base64URLVariable].filter { surroundings.environment[$0] != nil }
            guard let name = names.first else {
                throw .configuration(self.name, "There is no such environment variable, and no other secret is named.")
            }
            guard names.count == 1 else {
                throw .configuration(self.name, "Both environment variables are there, and only one may be.")
            }
            source = .variable(name)
        }
        return (source, try surroundings.text(of: source, "a secret in base64 or base64url"))
    }

    /// Reads the secret.
    ///
    /// The two variables must be in the alphabet of their names; anything else may be in either.
    func load(in surroundings: Surroundings) throws(ControlFault) -> Loaded {
        let (source, text) = try self.text(in: surroundings)
        do throws(KeyError) {
            let secret = try SecretText(text)
            try Self.requireAlphabet(of: source, secret.alphabet)
            guard !secret.bytes.isEmpty else { throw KeyError(.weak, "The secret is empty.") }
            return Loaded(name: source.name, bytes: secret.bytes)
        } catch {
            throw .configuration(source.name, error.message)
        }
    }

    static func requireAlphabet(of source: InputSource, _ alphabet: SecretText.Alphabet) throws(KeyError) {
        switch (source, alphabet) {
        case (.variable(Self.base64Variable), .base64URL):
            throw KeyError(.malformed, "The secret is not base64. It looks like base64url.")
        case (.variable(Self.base64URLVariable), .base64):
            throw KeyError(.malformed, "The secret is not base64url. It looks like standard base64.")
        default: break
        }
    }
}
