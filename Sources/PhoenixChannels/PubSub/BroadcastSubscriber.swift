/// Somebody who gets the broadcasts of a topic.
public protocol BroadcastSubscriber: AnyObject, Sendable {
    /// The version in which he wants them.
    var version: ProtocolVersion { get }

    /// Where he wants them delivered.
    var lane: any DeliveryLane { get }

    /// Takes a broadcast, and its encoded form in the version asked for; called on the lane.
    func deliver(_ broadcast: Broadcast, _ frame: WireFrame)
}
