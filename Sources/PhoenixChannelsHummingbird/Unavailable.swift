#if !Hummingbird

/// Where clients connect to a socket, and under which conditions.
@available(*, unavailable, message: "Add the trait 'Hummingbird' to the dependency on swift-approov.")
public struct PhoenixEndpoint {}

#endif
