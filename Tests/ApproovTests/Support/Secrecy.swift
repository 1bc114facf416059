import Testing

/// Expects that a text shows nothing of these values: neither a value nor a long piece of it.
func expectNothing(of values: [String], in text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let pieceLength = 12
    let shown = values.filter { !$0.isEmpty }.flatMap { value in
        let bytes = Array(value.utf8)
        return stride(from: 0, through: max(0, bytes.count - pieceLength), by: pieceLength / 2)
            .map { String(decoding: bytes[$0..<min($0 + pieceLength, bytes.count)], as: UTF8.self) }
            .filter { text.contains($0) }
    }
    #expect(shown == [], "\(text)", sourceLocation: sourceLocation)
}
