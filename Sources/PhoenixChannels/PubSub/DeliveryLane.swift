/// A place where the subscribers that live there are served one after the other: an event loop.
///
/// A broadcast makes one stop in each lane, not one for each subscriber.
public protocol DeliveryLane: AnyObject, Sendable {
    /// Runs work in this lane: at once if the caller is in it, and otherwise soon, in the order of the calls.
    func execute(_ work: @escaping @Sendable () -> Void)
}
