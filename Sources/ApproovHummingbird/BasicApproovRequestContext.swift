#if Hummingbird

public import Approov
public import Hummingbird
public import NIOCore

/// The request context for an application that needs no other.
public struct BasicApproovRequestContext: ApproovRequestContext, RemoteAddressRequestContext {
    /// What Hummingbird keeps for each request.
    public var coreContext: CoreRequestContextStorage

    /// What is known of the sender.
    public var attestation: Attestation?

    /// The checks that failed and let the request pass.
    public var passedRejections: [Rejection] = []

    /// The address from which the request comes.
    public let remoteAddress: SocketAddress?

    /// Makes the context of a new request.
    public init(source: Source) {
        self.remoteAddress = source.channel.remoteAddress
        self.coreContext = CoreRequestContextStorage(source: source)
    }
}

#endif
