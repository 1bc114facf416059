#if Hummingbird

public import Approov
public import Hummingbird

/// A request context in which ``ApproovMiddleware`` leaves what it found out.
///
/// Conform the context you have, beside whatever else it carries:
///
/// ```swift
/// struct AppContext: ApproovRequestContext {
///     var coreContext: CoreRequestContextStorage
///     var attestation: Attestation?
///     init(source: Source) { self.coreContext = .init(source: source) }
/// }
/// ```
///
/// If you use `TrustedProxies`, conform it to Hummingbird's `RemoteAddressRequestContext` too, so that proxies can be told from others.
///
/// An attestation says which *app* is calling. Who the *user* is belongs in another property.
public protocol ApproovRequestContext: RequestContext {
    /// What is known of the sender, or `nil` if the request has not been checked, or was let through without.
    var attestation: Attestation? { get set }

    /// The checks that failed and let the request pass, because they are only observed or because the middleware allows it;
    /// where several middlewares check, those of all.
    ///
    /// Declare this property only if you want to see them in a handler; logs and metrics have them anyway.
    var passedRejections: [Rejection] { get set }
}

extension ApproovRequestContext {
    /// Nothing; what is assigned is forgotten.
    public var passedRejections: [Rejection] {
        get { [] }
        set { _ = newValue }
    }
}

#endif
