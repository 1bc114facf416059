#if !HTTPClient

/// The public keys at an address.
@available(*, unavailable, message: "Add the trait 'HTTPClient' to the dependency on swift-approov.")
public struct JWKSKeySource {}

#endif
