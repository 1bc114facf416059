/// A message from a client.
package struct ClientMessage: Sendable {
    package let joinRef: MessageRef
    package let ref: MessageRef
    package let topic: String
    package let event: String
    package let payload: Payload

    package init(joinRef: MessageRef, ref: MessageRef, topic: String, event: String, payload: Payload) {
        self.joinRef = joinRef
        self.ref = ref
        self.topic = topic
        self.event = event
        self.payload = payload
    }

    /// How much memory it takes, roughly: the length of its text.
    var byteCount: Int { self.payload.byteCount }
}
