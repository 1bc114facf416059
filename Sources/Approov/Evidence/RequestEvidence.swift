import HTTPMessageSignatures
public import HTTPTypes

/// What a request brings to prove that a genuine app sent it.
///
/// An edge makes it of the request it has, once, and hands it to ``ApproovVerifier``.
///
/// ```swift
/// let attestation = try verifier.verify(RequestEvidence(request.head))
/// ```
///
/// Every field must be there as it came, repeated ones as separate fields: a framework that joins them, or keeps only one,
/// takes from the verifier the chance to refuse them.
public struct RequestEvidence: Sendable {
    /// The host, and perhaps the port, that the request is for (RFC 9110 section 7.2).
    let authority: String?

    /// The head of the request, if there is one: what can be signed.
    let request: HTTPRequest?

    /// The address from which the request comes, if it is known: that of the last proxy, or of the client.
    let peerAddress: String?

    private let fields: HTTPFields

    /// Takes the evidence of a request's head.
    ///
    /// - Parameters:
    ///   - head: The head. Its path is the request target as it came, neither decoded nor normalised.
    ///   - peerAddress: The IP address of the other end of the connection. Only ``TrustedProxies`` ask for it.
    public init(_ head: HTTPRequest, peerAddress: String? = nil) {
        self.fields = head.headerFields
        self.authority = head.authority
        self.request = head
        self.peerAddress = peerAddress
    }

    /// Takes the evidence of header fields, or of what stands in for them, such as the metadata of an RPC.
    ///
    /// Fields alone cannot be signed: a policy that demands it refuses them.
    ///
    /// - Parameters:
    ///   - fields: The fields, in the order in which they came.
    ///   - authority: The host that the request is for, with the port if it names one. Only ``DomainKeys`` ask for it.
    public init(fields: HTTPFields, authority: String? = nil) {
        self.fields = fields
        self.authority = authority
        self.request = nil
        self.peerAddress = nil
    }

    /// Whether there is a field of a signature, whatever it holds.
    var isSigned: Bool { self.fields.contains(.signature) || self.fields.contains(.signatureInput) }

    /// How often a field is present, and where.
    enum Occurrence {
        case missing
        case once(HTTPFields.Index)
        case repeated
    }

    /// Looks for a field that must not be repeated.
    func occurrence(of name: HTTPField.Name) -> Occurrence {
        var found = Occurrence.missing
        for index in self.fields.indices where self.fields[index].name == name {
            guard case .missing = found else { return .repeated }
            found = .once(index)
        }
        return found
    }

    /// Hands over what a field holds, as it was received, with white space around it.
    @inline(__always)
    func withValue<Result>(
        at index: HTTPFields.Index,
        _ body: (Span<UInt8>) throws(Rejection) -> Result
    ) throws(Rejection) -> Result {
        try unsafe self.fields[index].withUnsafeBytesOfValue { bytes throws(Rejection) in
            try unsafe body(bytes.span)
        }
    }
}

extension RequestEvidence: CustomStringConvertible, CustomReflectable {
    /// A placeholder: the evidence holds the token and the user's credential.
    public var description: String { "RequestEvidence(…)" }

    /// A mirror without children, so that `dump` shows neither.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
