public import HTTPTypes
import RawStructuredFieldValues

/// A request and the signatures that it claims to carry.
///
/// ```swift
/// let signature = try SignedMessage(request)
///     .signature(labelled: "install")
///     .verified(by: .p256(publicKey), covering: [.method, .targetURI, .field(.approovToken)])
/// ```
///
/// Making one parses `Signature-Input` and `Signature` and checks nothing else. Labels that nobody asks for are not looked
/// into, so clients may add signatures for others.
public struct SignedMessage: Sendable {
    let values: ComponentValues

    private let inputs: OrderedMap<String, ItemOrInnerList>
    private let signatures: OrderedMap<String, ItemOrInnerList>

    /// Reads the signature fields of a request.
    ///
    /// The components are computed from the request as it was received: `HTTPRequest.path` must be the raw request target.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - origin: Where the client sent the request to. `nil` takes the request's own scheme and authority, which is right
    ///     only if the server itself ends the client's connection.
    ///   - structuredFields: The types of the fields that may be covered with `sf`.
    ///   - limits: How much the message may ask of the verifier.
    /// - Throws: ``SignatureRejection`` if a field is missing, malformed or too large, or has a name twice.
    public init(
        _ request: HTTPRequest,
        origin: MessageOrigin? = nil,
        structuredFields: StructuredFieldTypes = .standard,
        limits: SignatureLimits = .standard
    ) throws(SignatureRejection) {
        self.values = ComponentValues(
            request: request,
            origin: origin,
            types: structuredFields,
            limits: limits
        )
        self.inputs = try Self.members(of: .signatureInput, in: request, limits: limits)
        self.signatures = try Self.members(of: .signature, in: request, limits: limits)
    }

    /// The labels that `Signature-Input` has, in order.
    public var labels: [String] { self.inputs.map(\.0) }

    /// Returns whether `Signature-Input`, `Signature` or both have a label.
    package func hasLabel(_ label: String) -> Bool {
        self.inputs[label] != nil || self.signatures[label] != nil
    }

    /// Returns the signature with a label; nothing in it is verified.
    ///
    /// - Parameter label: The label, as in `sig1=(…)`.
    /// - Returns: The signature.
    /// - Throws: ``SignatureRejection`` if either field lacks the label, or has under it what RFC 9421 does not allow.
    public func signature(labelled label: String) throws(SignatureRejection) -> UnverifiedSignature {
        try self.signature(labelled: label, encoding: .byteSequence)
    }

    /// Returns the signature with a label, whose bytes may be spelled as old clients do.
    package func signature(
        labelled label: String,
        encoding: SignatureEncoding
    ) throws(SignatureRejection) -> UnverifiedSignature {
        guard let input = self.inputs[label], let member = self.signatures[label] else {
            throw SignatureRejection(.missingSignature, "The message has no signature with the asked label.")
        }
        guard let bytes = encoding.bytes(of: member) else {
            throw SignatureRejection(.malformedSignature, "The signature is not a byte sequence in canonical base64.")
        }
        return UnverifiedSignature(
            label: label,
            input: try SignatureInput(input, limits: self.values.limits),
            bytes: bytes,
            isString: SignatureEncoding.isString(member),
            values: self.values
        )
    }

    private static func members(
        of name: HTTPField.Name,
        in request: HTTPRequest,
        limits: SignatureLimits
    ) throws(SignatureRejection) -> OrderedMap<String, ItemOrInnerList> {
        guard let text = request.headerFields.combinedBytes(of: name) else { throw Self.missing(name) }
        let members: OrderedMap<String, ItemOrInnerList>
        do {
            members = try StructuredFieldReader(limits: limits).dictionary(text, maximumCount: limits.signatures)
        } catch {
            throw switch error {
            case .malformed: SignatureRejection(.malformedSignature, "\(name) is not a dictionary.")
            case .duplicateName: SignatureRejection(.duplicateName, "\(name) has a label or a parameter twice.")
            case .limitExceeded:
                SignatureRejection(.limitExceeded, "\(name) is too long or has too many labels or items.")
            }
        }
        guard !members.isEmpty else { throw Self.missing(name) }
        return members
    }

    private static func missing(_ name: HTTPField.Name) -> SignatureRejection {
        SignatureRejection(.missingSignature, "The message has no \(name).")
    }
}

extension SignedMessage: CustomStringConvertible, CustomReflectable {
    /// The number of signatures.
    public var description: String { "SignedMessage(\(self.inputs.count) signatures)" }

    /// A mirror without children, so that `dump` shows no value of the message.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
