import Approov

/// A block of a PEM file (RFC 7468), wherever it stands among other text.
struct PEMBlock {
    let label: String

    /// What the block spells, or nothing if that is not base64.
    let bytes: [UInt8]?

    /// Returns the blocks of a text in their order.
    ///
    /// A block that has no end is none.
    static func all(in text: String) -> [PEMBlock] {
        var blocks: [PEMBlock] = []
        var open: (label: String, base64: String)?
        for line in text.split(whereSeparator: \.isNewline) {
            let line = String(line).trimmingASCIIWhitespace()
            if let label = Self.label(of: line, after: "-----BEGIN ") {
                open = (label, "")
            } else if let label = Self.label(of: line, after: "-----END ") {
                if let block = open, block.label == label {
                    blocks.append(PEMBlock(label: label, bytes: Base64.standard.decode(block.base64)))
                }
                open = nil
            } else {
                open?.base64 += line
            }
        }
        return blocks
    }

    private static func label(of line: String, after start: String) -> String? {
        guard line.hasPrefix(start), line.hasSuffix("-----") else { return nil }
        return String(line.dropFirst(start.count).dropLast(5))
    }
}
