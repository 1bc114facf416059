/// Which topics a route serves: one, such as `room:lobby`, or with a `*` at the end, such as `room:*`, all that begin so.
struct TopicPattern: Sendable {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// Topics are compared as bytes.
    func matches(_ topic: String) -> Bool {
        guard self.text.utf8.last == UInt8(ascii: "*") else { return topic.utf8.elementsEqual(self.text.utf8) }
        return topic.utf8.starts(with: self.text.utf8.dropLast())
    }
}
