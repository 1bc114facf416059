#if !Hummingbird

/// Protects the routes of a Hummingbird application.
@available(*, unavailable, message: "Add the trait 'Hummingbird' to the dependency on swift-approov.")
public struct ApproovMiddleware {}

/// A request context in which the middleware leaves what it found out.
@available(*, unavailable, message: "Add the trait 'Hummingbird' to the dependency on swift-approov.")
public protocol ApproovRequestContext {}

/// The request context for an application that needs no other.
@available(*, unavailable, message: "Add the trait 'Hummingbird' to the dependency on swift-approov.")
public struct BasicApproovRequestContext {}

/// The context of a request that has been attested.
@available(*, unavailable, message: "Add the trait 'Hummingbird' to the dependency on swift-approov.")
public struct AttestedRequestContext {}

#endif
