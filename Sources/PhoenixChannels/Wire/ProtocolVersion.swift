/// The version of the wire format, which a client asks for with the parameter `vsn`.
public enum ProtocolVersion: Sendable, Hashable, CaseIterable {
    /// 1.0.x: JSON objects.
    case v1

    /// 2.0.x: JSON arrays, and binary frames.
    case v2

    /// Takes the value of `vsn`, a version as semver.org writes it; without one, version 1.
    ///
    /// There is nothing for a version that Phoenix does not serve.
    public init?(vsn: String?) {
        guard let vsn else {
            self = .v1
            return
        }
        let parts = vsn.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, Self.isNumber(parts[2]), parts[1] == "0" else { return nil }
        switch parts[0] {
        case "1": self = .v1
        case "2": self = .v2
        default: return nil
        }
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { 0x30...0x39 ~= $0 } && (text == "0" || text.first != "0")
    }

    /// Reads a text frame.
    package func decode(text: [UInt8]) throws(WireFault) -> ClientMessage {
        switch self {
        case .v1: try V1Serializer.decode(text)
        case .v2: try V2Serializer.decode(text: text)
        }
    }

    /// Reads a binary frame, in which version 1 sees text.
    package func decode(binary: [UInt8]) throws(WireFault) -> ClientMessage {
        switch self {
        case .v1: try V1Serializer.decode(binary)
        case .v2: try V2Serializer.decode(binary: binary)
        }
    }

    /// Encodes a message, if this version has a form for it.
    package func encode(_ message: ServerMessage) -> WireFrame? {
        switch self {
        case .v1: V1Serializer.encode(message)
        case .v2: V2Serializer.encode(message)
        }
    }
}
