#if !Configuration || !HTTPClient

/// The environment variables of a server.
@available(
    *,
    unavailable,
    message: "Add the traits 'Configuration' and 'HTTPClient' to the dependency on swift-approov."
)
public struct Settings {}

#endif
