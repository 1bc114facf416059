import StrictJSON

/// When a token is valid.
///
/// A token must say when it expires, and is refused from that instant on. Approov's tokens live for about five minutes, so a
/// wrong clock soon refuses everybody: synchronise it, rather than allow for much skew.
///
/// ```swift
/// policy.freshness = try Freshness(clockSkewSeconds: 10, maximumLifetimeSeconds: 3600)
/// ```
public struct Freshness: Sendable, Hashable {
    /// The largest clock skew that can be allowed for, in seconds.
    public static let maximumClockSkewSeconds = 300.0

    /// No allowance for clock skew, no limit to the lifetime.
    public static let standard = Freshness(uncheckedClockSkewSeconds: 0)

    /// How far the clocks of Approov and of this server may disagree, in seconds.
    public let clockSkewSeconds: Double

    /// How many seconds before its expiry a token may be accepted at the earliest.
    ///
    /// Set it to refuse the long-lived tokens that can be made with the account secret for tests and for servers.
    public let maximumLifetimeSeconds: Double?

    private init(uncheckedClockSkewSeconds: Double) {
        self.clockSkewSeconds = uncheckedClockSkewSeconds
        self.maximumLifetimeSeconds = nil
    }

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - clockSkewSeconds: From 0 to ``maximumClockSkewSeconds``.
    ///   - maximumLifetimeSeconds: More than 0, or `nil` for no limit.
    /// - Throws: ``PolicyError`` if a number is out of range.
    public init(clockSkewSeconds: Double = 0, maximumLifetimeSeconds: Double? = nil) throws(PolicyError) {
        guard (0...Self.maximumClockSkewSeconds).contains(clockSkewSeconds) else {
            throw PolicyError("The clock skew must be from 0 to \(Int(Self.maximumClockSkewSeconds)) seconds.")
        }
        if let maximumLifetimeSeconds {
            guard maximumLifetimeSeconds > 0, maximumLifetimeSeconds.isFinite else {
                throw PolicyError("The maximum lifetime must be more than 0 seconds.")
            }
        }
        self.clockSkewSeconds = clockSkewSeconds
        self.maximumLifetimeSeconds = maximumLifetimeSeconds
    }

    /// Returns the token's expiry if the token is valid now (RFC 7519 sections 4.1.4 to 4.1.6).
    func check(_ claims: TokenClaims, at now: NumericDate) throws(Rejection) -> NumericDate {
        guard let expiry = try Self.date("exp", in: claims) else {
            throw Self.rejection(.missingExpiry, "The token has no expiry (exp).")
        }
        guard now < expiry.advanced(bySeconds: self.clockSkewSeconds) else {
            throw Self.rejection(.expired, "The token expired \(Self.seconds(from: expiry, to: now)) s ago (exp).")
        }
        let latestStart = now.advanced(bySeconds: self.clockSkewSeconds)
        if let start = try Self.date("nbf", in: claims), latestStart < start {
            throw Self.rejection(
                .notYetValid,
                "The token becomes valid in \(Self.seconds(from: now, to: start)) s (nbf)."
            )
        }
        if let issue = try Self.date("iat", in: claims), latestStart < issue {
            throw Self.rejection(.notYetValid, "The token is issued in \(Self.seconds(from: now, to: issue)) s (iat).")
        }
        if let limit = self.maximumLifetimeSeconds, latestStart.advanced(bySeconds: limit) < expiry {
            throw Self.rejection(
                .lifetimeTooLong,
                "The token expires in \(Self.seconds(from: now, to: expiry)) s (exp)."
            )
        }
        return expiry
    }

    /// Only a finite JSON number is a date (RFC 7519 section 2).
    private static func date(_ name: StaticString, in claims: TokenClaims) throws(Rejection) -> NumericDate? {
        guard let claim = claims.object[name] else { return nil }
        guard let seconds = claim.number(in: claims.object.bytes.span) else {
            throw Self.rejection(.invalidClaim, "The token's \(name) is not a date.")
        }
        return NumericDate(secondsSinceEpoch: seconds)
    }

    private static func seconds(from start: NumericDate, to end: NumericDate) -> String {
        let seconds = (end.secondsSinceEpoch - start.secondsSinceEpoch).rounded(.up)
        return Int64(exactly: seconds)?.description ?? seconds.description
    }

    private static func rejection(_ code: Rejection.Code, _ message: String) -> Rejection {
        Rejection(code, check: .token, message: message)
    }
}
