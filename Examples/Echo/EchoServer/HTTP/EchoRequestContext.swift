public import Approov
public import ApproovHummingbird
public import Hummingbird

/// What goes with a request through the server.
public struct EchoRequestContext: ApproovRequestContext {
    /// What Hummingbird keeps for each request.
    public var coreContext: CoreRequestContextStorage

    /// What is known of the app that sent the request.
    public var attestation: Attestation?

    /// What the request says in its query and in its body.
    var fields = RequestFields()

    /// Makes the context of a new request.
    public init(source: Source) {
        self.coreContext = CoreRequestContextStorage(source: source)
    }
}
