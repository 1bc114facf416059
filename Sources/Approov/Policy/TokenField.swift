public import HTTPTypes

/// The header field that carries the token.
public struct TokenField: Sendable, Hashable {
    /// The field's name.
    ///
    /// Names are not case-sensitive.
    public var name: HTTPField.Name

    /// What stands before the token, such as `Bearer`, with one or more spaces between them; the case of its letters
    /// does not matter.
    ///
    /// `nil`, the default of Approov's SDKs, if the value is the token alone.
    public var prefix: String?

    /// Makes a description of a field.
    public init(name: HTTPField.Name, prefix: String? = nil) {
        self.name = name
        self.prefix = prefix
    }

    /// The token alone in `Approov-Token`, which is what Approov's SDKs send unless they are told otherwise.
    public static let approovToken = TokenField(name: .approovToken)
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    /// `Approov-Token`.
    public static let approovToken = HTTPField.Name("Approov-Token")!
}
