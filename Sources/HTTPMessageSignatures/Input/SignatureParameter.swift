import RawStructuredFieldValues

/// One parameter of a signature (RFC 9421 section 2.3).
public enum SignatureParameter: Sendable, Hashable {
    /// When the signature was made, in seconds since 1970.
    case created(Int64)

    /// When the signature ceases to be valid, in seconds since 1970.
    case expires(Int64)

    /// A value that is used once.
    case nonce(String)

    /// The name of the algorithm: `alg`.
    case algorithm(String)

    /// The identifier of the key.
    case keyID(String)

    /// What the signature is for.
    case tag(String)

    /// The name of a parameter, spelled as in `Signature-Input`.
    public enum Name: String, Sendable, Hashable, CaseIterable {
        /// When the signature was made.
        case created

        /// When the signature ceases to be valid.
        case expires

        /// A value that is used once.
        case nonce

        /// The name of the algorithm.
        case algorithm = "alg"

        /// The identifier of the key.
        case keyID = "keyid"

        /// What the signature is for.
        case tag
    }

    /// The name of the parameter.
    public var name: Name {
        switch self {
        case .created: .created
        case .expires: .expires
        case .nonce: .nonce
        case .algorithm: .algorithm
        case .keyID: .keyID
        case .tag: .tag
        }
    }

    /// Reads a parameter, unless its name is unknown or its value has another type than the name demands.
    init?(name: String, value: RFC9651BareItem) {
        switch (Name(rawValue: name), value) {
        case (.created, .integer(let seconds)): self = .created(seconds)
        case (.expires, .integer(let seconds)): self = .expires(seconds)
        case (.nonce, .string(let text)): self = .nonce(text)
        case (.algorithm, .string(let text)): self = .algorithm(text)
        case (.keyID, .string(let text)): self = .keyID(text)
        case (.tag, .string(let text)): self = .tag(text)
        default: return nil
        }
    }

    /// The value as it is written.
    var item: RFC9651BareItem {
        switch self {
        case .created(let seconds), .expires(let seconds): .integer(seconds)
        case .nonce(let text), .algorithm(let text), .keyID(let text), .tag(let text): .string(text)
        }
    }
}
