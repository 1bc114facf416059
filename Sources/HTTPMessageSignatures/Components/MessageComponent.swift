public import HTTPTypes

/// A part of a request that a signature can cover (RFC 9421 section 2).
public struct MessageComponent: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case method, targetURI, authority, scheme, requestTarget, path, query
        case queryParameter(encodedName: String)
        case field(HTTPField.Name, FieldForm)
    }

    let kind: Kind

    init(_ kind: Kind) {
        self.kind = kind
    }

    /// The method, as in `GET`.
    public static let method = Self(.method)

    /// The whole target URI, as in `https://example.com/items?id=1`.
    public static let targetURI = Self(.targetURI)

    /// The host in lower case, with the port unless it is the scheme's default one.
    public static let authority = Self(.authority)

    /// The scheme in lower case.
    public static let scheme = Self(.scheme)

    /// The request target exactly as in the request line.
    public static let requestTarget = Self(.requestTarget)

    /// The path as it was sent, at least `/`.
    public static let path = Self(.path)

    /// The query as it was sent with its question mark, `?` if there is none.
    public static let query = Self(.query)

    /// The value of one parameter of the query.
    ///
    /// A request in which the parameter occurs twice does not have this component.
    ///
    /// - Parameter name: The name of the parameter, not percent-encoded.
    /// - Returns: The component.
    public static func queryParameter(_ name: String) -> Self {
        Self(.queryParameter(encodedName: QueryParameters.encoded(Array(name.utf8))))
    }

    /// The value of a field.
    ///
    /// - Parameters:
    ///   - name: The name of the field.
    ///   - form: How the value stands in the signature base.
    /// - Returns: The component.
    public static func field(_ name: HTTPField.Name, as form: FieldForm = .combined) -> Self {
        Self(.field(name, form))
    }
}

extension MessageComponent {
    /// Whether it is the value of one parameter of the query.
    package var isQueryParameter: Bool {
        if case .queryParameter = self.kind { true } else { false }
    }
}
