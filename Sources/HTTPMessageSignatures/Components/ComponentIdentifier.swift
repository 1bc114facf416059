import HTTPTypes
import RawStructuredFieldValues

/// A component as `Signature-Input` names it: a string with parameters, whose order is kept.
struct ComponentIdentifier: Sendable {
    let component: MessageComponent

    /// The name, which has no character that a string of a structured field escapes.
    private let name: String

    /// The parameters in their canonical form.
    private let parameters: [UInt8]

    /// Reads an identifier.
    init(_ item: Item) throws(SignatureRejection) {
        guard case .string(let name) = item.rfc9651BareItem else {
            throw SignatureRejection(.malformedSignature, "A covered component is not a string.")
        }
        let parameters = item.rfc9651Parameters
        let kind = name.utf8.first == UInt8(ascii: "@") ? Self.derived(name, parameters) : Self.field(name, parameters)
        guard let kind, let text = parameters.isEmpty ? [] : try? StructuredFieldWriter.parameters(parameters) else {
            throw SignatureRejection(.unsupportedComponent, "A covered component is not one of RFC 9421 for requests.")
        }
        self.component = MessageComponent(kind)
        self.name = name
        self.parameters = text
    }

    /// Appends the identifier in its canonical form, as it starts a line of the signature base.
    func append(to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        text.append(contentsOf: self.name.utf8)
        text.append(UInt8(ascii: "\""))
        text.append(contentsOf: self.parameters)
    }

    private static func derived(
        _ name: String,
        _ parameters: OrderedMap<String, RFC9651BareItem>
    ) -> MessageComponent.Kind? {
        if name == "@query-param" {
            guard parameters.count == 1, case .string(let name)? = parameters["name"] else { return nil }
            return .queryParameter(encodedName: name)
        }
        guard parameters.isEmpty else { return nil }
        return switch name {
        case "@method": .method
        case "@target-uri": .targetURI
        case "@authority": .authority
        case "@scheme": .scheme
        case "@request-target": .requestTarget
        case "@path": .path
        case "@query": .query
        default: nil
        }
    }

    /// Reads a field name, which must be in lower case, and its form.
    private static func field(
        _ name: String,
        _ parameters: OrderedMap<String, RFC9651BareItem>
    ) -> MessageComponent.Kind? {
        // A name that starts with a colon is no field's, but HTTP/2 parsers use the type for them.
        guard name.utf8.first != UInt8(ascii: ":"), let fieldName = HTTPField.Name(parsed: name) else { return nil }
        guard !parameters.isEmpty else { return .field(fieldName, .combined) }
        var structured = false
        var wrapped = false
        var key: String?
        for (name, value) in parameters {
            switch (name, value) {
            case ("sf", .bool(true)): structured = true
            case ("bs", .bool(true)): wrapped = true
            case ("key", .string(let text)): key = text
            default: return nil
            }
        }
        // RFC 9421 section 2.1.3: bytes are wrapped as they are, or the field is understood; not both.
        if wrapped { return structured || key != nil ? nil : .field(fieldName, .wrapped) }
        if let key { return .field(fieldName, .member(key)) }
        return .field(fieldName, .structured)
    }
}
