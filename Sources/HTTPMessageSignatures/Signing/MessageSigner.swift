public import HTTPTypes
import RawStructuredFieldValues

/// Signs requests (RFC 9421 section 3.1).
///
/// ```swift
/// let signer = MessageSigner(key: .p256(privateKey), covering: [.method, .targetURI, .field(.contentDigest)])
/// try signer.sign(&request, labelled: "install", parameters: [.created(now), .expires(now + 15)])
/// ```
public struct MessageSigner: Sendable {
    private let key: SignatureSigningKey
    private let components: [MessageComponent]

    /// Creates a signer.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - components: What the signatures cover, in this order.
    public init(key: SignatureSigningKey, covering components: [MessageComponent]) {
        self.key = key
        self.components = components
    }

    /// Adds a signature to a request, beside those that it has.
    ///
    /// - Parameters:
    ///   - request: The request, with everything that is covered.
    ///   - label: The label of the signature.
    ///   - parameters: The parameters, in this order. None is added.
    ///   - origin: Where the request is sent to; `nil` takes the request's own scheme and authority.
    ///   - structuredFields: The types of the fields that are covered with `sf`.
    /// - Returns: The bytes that were signed.
    /// - Throws: ``SignatureRejection`` if the request lacks a component, has the label already, or names or values cannot be
    ///   written; or the error of the key.
    @discardableResult
    public func sign(
        _ request: inout HTTPRequest,
        labelled label: String,
        parameters: [SignatureParameter],
        origin: MessageOrigin? = nil,
        structuredFields: StructuredFieldTypes = .standard
    ) throws -> SignatureBase {
        let limits = SignatureLimits.standard
        var values = ComponentValues(request: request, origin: origin, types: structuredFields, limits: limits)
        let member = try self.member(parameters)
        let base = try SignatureBase(SignatureInput(member, limits: limits), limit: limits.baseLength) {
            component throws(SignatureRejection) in try values.value(of: component)
        }
        let bytes = RFC9651BareItem.undecodedByteSequence(ByteSequence.encode(try self.key.signature(of: base.bytes)))
        let signature = ItemOrInnerList.item(Item(bareItem: bytes, parameters: [:]))
        var signed = request
        for (name, member) in [(HTTPField.Name.signatureInput, member), (.signature, signature)] {
            let line = try StructuredFieldWriter.dictionary([label: member])
            signed.headerFields.append(HTTPField(name: name, value: line))
        }
        // Read back, so that a duplicate label or too many of them are found here and not by the receiver.
        _ = try SignedMessage(signed, origin: origin, limits: limits).signature(labelled: label)
        request = signed
        return base
    }

    private func member(_ parameters: [SignatureParameter]) throws(SignatureRejection) -> ItemOrInnerList {
        var list = BareInnerList()
        for component in self.components { list.append(component.item) }
        var items: OrderedMap<String, RFC9651BareItem> = [:]
        for parameter in parameters {
            guard items[parameter.name.rawValue] == nil else {
                throw SignatureRejection(.duplicateName, "The signature has \(parameter.name.rawValue) twice.")
            }
            items[parameter.name.rawValue] = parameter.item
        }
        return .innerList(InnerList(bareInnerList: list, parameters: items))
    }
}
