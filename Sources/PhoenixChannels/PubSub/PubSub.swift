/// Carries broadcasts to those who have subscribed to their topic.
///
/// ``LocalPubSub`` does it within a process. Another one may carry them to other processes as well, and hand what comes from
/// there to a ``LocalPubSub`` of its own.
public protocol PubSub: Sendable {
    /// Begins to deliver a topic's broadcasts.
    func subscribe(_ subscriber: any BroadcastSubscriber, to topic: String)

    /// Stops delivering a topic's broadcasts. One that is on its way may still arrive.
    func unsubscribe(_ subscriber: any BroadcastSubscriber, from topic: String)

    /// Sends a broadcast. Those of one sender arrive in the order in which they were sent.
    func publish(_ broadcast: Broadcast) async throws
}
