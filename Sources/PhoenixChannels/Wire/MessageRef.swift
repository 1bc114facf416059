import StrictJSON

/// A `ref` or `join_ref`: what a client wrote to know the answer by.
///
/// It is opaque. phoenix.js sends decimal strings, phxsocket numbers that begin with 0, and a client may send any other JSON
/// value; it gets back what it sent, byte for byte.
public struct MessageRef: Sendable, Hashable {
    /// The JSON text of the value.
    package let json: String

    /// No ref.
    public static let null = MessageRef(json: "null")

    package init(json: String) {
        self.json = json
    }

    /// Takes a ref of a binary frame, where it is plain text.
    init(text: String) {
        var writer = JSONWriter()
        writer.write(string: text)
        self.json = String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Whether there is none; binary frames spell that as an empty text.
    var isAbsent: Bool { self.json == "null" || self.json == "\"\"" }

    /// The bytes of the ref in a binary frame.
    var text: [UInt8] {
        guard self != .null, let json = try? JSONText(parsing: Array(self.json.utf8), maximumDepth: .max) else {
            return []
        }
        return json.root.isString ? json.root.unescaped(in: json.bytes.span) : json.bytes
    }
}
