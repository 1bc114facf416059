public import ArgumentParser

/// How much a request to the hello server must prove.
public enum HelloProtection: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// Nothing.
    case unprotected

    /// That a genuine app sends it.
    case token

    /// That a genuine app sends it for the user whose credential it carries.
    case tokenBinding = "token-binding"

    /// That a genuine app sends it, just as it arrives.
    case messageSigning = "message-signing"
}
