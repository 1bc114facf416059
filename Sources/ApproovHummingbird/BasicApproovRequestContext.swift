#if Hummingbird

public import Approov
public import Hummingbird

/// The request context for an application that needs no other.
public struct BasicApproovRequestContext: ApproovRequestContext {
    /// What Hummingbird keeps for each request.
    public var coreContext: CoreRequestContextStorage

    /// What is known of the sender.
    public var attestation: Attestation?

    /// The checks that failed and let the request pass.
    public var passedRejections: [Rejection] = []

    /// Makes the context of a new request.
    public init(source: Source) {
        self.coreContext = CoreRequestContextStorage(source: source)
    }
}

#endif
