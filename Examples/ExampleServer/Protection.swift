/// How much a request must prove.
public enum Protection: String, Sendable, CaseIterable {
    /// Nothing.
    case unprotected

    /// That a genuine app sends it.
    case token

    /// That a genuine app sends it for the user whose credential it carries.
    case tokenBinding = "token-binding"
}
