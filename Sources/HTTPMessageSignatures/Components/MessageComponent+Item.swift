import HTTPTypes
import RawStructuredFieldValues

extension MessageComponent {
    /// The identifier of the component, which cannot be written if a name in it is not ASCII.
    var item: Item {
        let (name, parameters): (String, OrderedMap<String, RFC9651BareItem>) =
            switch self.kind {
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
        return Item(bareItem: .string(name), parameters: parameters)
    }
}

extension MessageComponent: CustomStringConvertible {
    /// The component's identifier as it stands in `Signature-Input`.
    public var description: String {
        guard let text = try? StructuredFieldWriter.item(self.item) else { return "(unwritable component)" }
        return String(decoding: text, as: UTF8.self)
    }
}

extension MessageComponent {
    /// The identifier without the names in its parameters, which the sender of a message chooses.
    var summary: String {
        switch self.kind {
        case .queryParameter: "\"@query-param\";name=…"
        case .field(let name, .combined): "\"\(name.canonicalName.prefix(64))\""
        case .field(let name, .structured): "\"\(name.canonicalName.prefix(64))\";sf"
        case .field(let name, .member): "\"\(name.canonicalName.prefix(64))\";key=…"
        case .field(let name, .wrapped): "\"\(name.canonicalName.prefix(64))\";bs"
        default: self.description
        }
    }
}
