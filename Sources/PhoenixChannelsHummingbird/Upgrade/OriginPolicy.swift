/// Which websites may connect: browsers send the origin of the page with the request (RFC 6454).
///
/// A request without an origin comes from no website and passes.
public struct OriginPolicy: Sendable, ExpressibleByArrayLiteral {
    private let allowed: Set<Origin>?

    private init(allowed: Set<Origin>?) {
        self.allowed = allowed
    }

    /// Allows some origins.
    public init(_ origins: [Origin]) {
        self.init(allowed: Set(origins))
    }

    /// Allows some origins, such as `https://example.com`.
    ///
    /// One that cannot be read allows nothing.
    public init(arrayLiteral origins: String...) {
        self.init(origins.compactMap(Origin.init))
    }

    /// No website may connect.
    public static let none = OriginPolicy([])

    /// Every website may connect, with whatever credentials the user's browser sends along.
    public static let any = OriginPolicy(allowed: nil)

    func allows(_ field: String) -> Bool {
        guard let allowed = self.allowed else { return true }
        return Origin(field).map(allowed.contains) ?? false
    }
}
