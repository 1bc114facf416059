import ApproovTesting

/// What a token is bound to: values that are put together in order, without a separator.
package struct BoundValues: Sendable {
    /// The value that Approov's Shapes sample binds its example tokens to.
    package static let example = BoundValues(Array("claim-value-to-be-sha256-hashed-and-base64-encoded".utf8))

    let bytes: [UInt8]

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads the values; none of them may be empty, since a server does not take an empty one for bound.
    package init(_ sources: [InputSource], in surroundings: Surroundings) throws(ControlFault) {
        var bytes: [UInt8] = []
        for source in sources {
            let text = try surroundings.text(of: source, "the value that the token is bound to")
            guard !text.isEmpty else { throw .configuration(source.name, "It is empty; nothing can be bound to it.") }
            bytes += text.utf8
        }
        self.bytes = bytes
    }

    /// The `pay` claim of a token that is bound to them.
    var hash: String { TestToken.bindingHash(of: self.bytes) }
}
