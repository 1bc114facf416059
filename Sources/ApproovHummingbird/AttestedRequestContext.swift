#if Hummingbird

public import Approov
public import Hummingbird

/// The context of a request that has been attested, so that a handler need not ask.
///
/// Use it for a group behind ``ApproovMiddleware``:
///
/// ```swift
/// router.group("v1")
///     .add(middleware: ApproovMiddleware(verifier: verifier))
///     .group(context: AttestedRequestContext<BasicApproovRequestContext>.self)
///     .get("shapes") { _, context in "Hello, \(context.attestation.claims.deviceID ?? "stranger")" }
/// ```
///
/// A request without attestation is refused with 401, also where the middleware let it pass: a group with this context is
/// never served to anyone else.
public struct AttestedRequestContext<Parent: ApproovRequestContext>: ChildRequestContext {
    /// What Hummingbird keeps for each request.
    public var coreContext: CoreRequestContextStorage

    /// What is known of the sender.
    public let attestation: Attestation

    /// The context from which this one was made.
    public let parent: Parent

    /// Makes the context of an attested request.
    ///
    /// - Throws: An error that answers with 401 if the request has not been attested.
    public init(context: Parent) throws {
        guard let attestation = context.attestation else { throw Refusal(status: .unauthorized, reason: nil) }
        self.coreContext = context.coreContext
        self.attestation = attestation
        self.parent = context
    }
}

#endif
