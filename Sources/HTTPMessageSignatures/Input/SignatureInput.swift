import RawStructuredFieldValues

/// What a signature says that it covers, and its parameters: one member of `Signature-Input`.
///
/// Nothing in it is known to be genuine before the signature is verified.
public struct SignatureInput: Sendable {
    /// The covered components in the order in which they were received.
    public var components: [MessageComponent] { self.identifiers.map(\.component) }

    /// The parameters in the order in which they were received.
    public let parameters: [SignatureParameter]

    let identifiers: [ComponentIdentifier]

    /// The components and parameters in canonical form: the value of `@signature-params`.
    let text: [UInt8]

    /// Reads one member of `Signature-Input`.
    init(_ member: ItemOrInnerList, limits: SignatureLimits) throws(SignatureRejection) {
        guard case .innerList(let list) = member else {
            throw SignatureRejection(.malformedSignature, "A member of Signature-Input is not an inner list.")
        }
        guard list.bareInnerList.count <= limits.components else {
            throw SignatureRejection(.limitExceeded, "A signature covers more than \(limits.components) components.")
        }
        var identifiers: [ComponentIdentifier] = []
        identifiers.reserveCapacity(list.bareInnerList.count)
        var text: [UInt8] = [UInt8(ascii: "(")]
        for item in list.bareInnerList {
            let identifier = try ComponentIdentifier(item)
            // A set would hash each component; the limit keeps these few.
            guard !identifiers.contains(where: { $0.component == identifier.component }) else {
                throw SignatureRejection(.duplicateName, "A signature covers \(identifier.component.summary) twice.")
            }
            if !identifiers.isEmpty { text.append(UInt8(ascii: " ")) }
            identifier.append(to: &text)
            identifiers.append(identifier)
        }
        text.append(UInt8(ascii: ")"))
        var parameters: [SignatureParameter] = []
        for (name, value) in list.rfc9651Parameters {
            guard let parameter = SignatureParameter(name: name, value: value) else {
                throw SignatureRejection(
                    .unsupportedParameter,
                    "A signature has a parameter that is unknown or not of its type."
                )
            }
            parameters.append(parameter)
        }
        guard let parametersText = try? StructuredFieldWriter.parameters(list.rfc9651Parameters) else {
            throw SignatureRejection(.malformedSignature, "A parameter of a signature cannot be written again.")
        }
        text.append(contentsOf: parametersText)
        self.identifiers = identifiers
        self.parameters = parameters
        self.text = text
    }

    /// The name of the algorithm, if it is stated.
    public var algorithm: String? {
        self.parameters.lazy.compactMap { if case .algorithm(let text) = $0 { text } else { nil } }.first
    }

    /// When the signature was made, in seconds since 1970, if it is stated.
    public var created: Int64? {
        self.parameters.lazy.compactMap { if case .created(let seconds) = $0 { seconds } else { nil } }.first
    }

    /// When the signature ceases to be valid, in seconds since 1970, if it is stated.
    public var expires: Int64? {
        self.parameters.lazy.compactMap { if case .expires(let seconds) = $0 { seconds } else { nil } }.first
    }

    /// The identifier of the key, if it is stated.
    public var keyID: String? {
        self.parameters.lazy.compactMap { if case .keyID(let text) = $0 { text } else { nil } }.first
    }

    /// The value that is used once, if there is one.
    public var nonce: String? {
        self.parameters.lazy.compactMap { if case .nonce(let text) = $0 { text } else { nil } }.first
    }

    /// What the signature is for, if it is stated.
    public var tag: String? {
        self.parameters.lazy.compactMap { if case .tag(let text) = $0 { text } else { nil } }.first
    }
}
