/// A topic as a key: two spellings that Swift calls equal, as with accents, are two topics here as they are on the wire.
struct TopicKey: Hashable, Sendable {
    let topic: String

    init(_ topic: String) {
        self.topic = topic
    }

    static func == (lhs: TopicKey, rhs: TopicKey) -> Bool {
        lhs.topic.utf8.elementsEqual(rhs.topic.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var topic = self.topic
        topic.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
