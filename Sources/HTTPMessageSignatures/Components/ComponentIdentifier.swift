import HTTPTypes
import RawStructuredFieldValues

/// A component as `Signature-Input` names it: a string with parameters, whose order is kept.
struct ComponentIdentifier: Sendable {
    let component: MessageComponent
    let item: Item

    /// The identifier in its canonical form, as it starts a line of the signature base.
    let text: String

    /// Reads an identifier.
    init(_ item: Item) throws(SignatureRejection) {
        guard case .string(let name) = item.rfc9651BareItem else {
            throw SignatureRejection(.malformedSignature, "A covered component is not a string.")
        }
        let parameters = item.rfc9651Parameters
        let kind = name.utf8.first == UInt8(ascii: "@") ? Self.derived(name, parameters) : Self.field(name, parameters)
        guard let kind, let text = try? StructuredFieldWriter.item(item) else {
            throw SignatureRejection(.unsupportedComponent, "A covered component is not one of RFC 9421 for requests.")
        }
        self.component = MessageComponent(kind)
        self.item = item
        self.text = String(decoding: text, as: UTF8.self)
    }

    /// Writes the identifier of a component, unless it has a name that no structured field can hold.
    init?(_ component: MessageComponent) {
        let (name, parameters): (String, OrderedMap<String, RFC9651BareItem>) =
            switch component.kind {
            case .method: ("@method", [:])
            case .targetURI: ("@target-uri", [:])
            case .authority: ("@authority", [:])
            case .scheme: ("@scheme", [:])
            case .requestTarget: ("@request-target", [:])
            case .path: ("@path", [:])
            case .query: ("@query", [:])
            case .queryParameter(let name): ("@query-param", ["name": .string(name)])
            case .field(let name, .combined): (name.canonicalName, [:])
            case .field(let name, .structured): (name.canonicalName, ["sf": true])
            case .field(let name, .member(let key)): (name.canonicalName, ["key": .string(key)])
            case .field(let name, .wrapped): (name.canonicalName, ["bs": true])
            }
        let item = Item(bareItem: .string(name), parameters: parameters)
        guard let text = try? StructuredFieldWriter.item(item) else { return nil }
        self.component = component
        self.item = item
        self.text = String(decoding: text, as: UTF8.self)
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
        guard let fieldName = HTTPField.Name(name), fieldName.canonicalName.utf8.elementsEqual(name.utf8) else {
            return nil
        }
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
        return .field(fieldName, structured ? .structured : .combined)
    }
}
