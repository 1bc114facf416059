import HTTPMessageSignatures

/// When the signature of a request is valid.
///
/// The times are those of the device's clock, which nobody keeps as well as a server's: allow for more skew than between servers,
/// and mind that a request can be replayed for as long. Approov's SDK gives a signature fifteen seconds.
public struct SignatureFreshness: Sendable, Hashable {
    /// The largest clock skew that can be allowed for, in seconds.
    public static let maximumClockSkewSeconds = 300.0

    /// Half a minute of clock skew, and a minute for the request to arrive.
    public static let standard = SignatureFreshness(30, 60)

    /// How far the clocks of the device and of this server may disagree, in seconds.
    public let clockSkewSeconds: Double

    /// How long ago a signature may have been made, and for how long it may claim to be valid, in seconds.
    public let maximumAgeSeconds: Double

    private init(_ clockSkewSeconds: Double, _ maximumAgeSeconds: Double) {
        self.clockSkewSeconds = clockSkewSeconds
        self.maximumAgeSeconds = maximumAgeSeconds
    }

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - clockSkewSeconds: From 0 to ``maximumClockSkewSeconds``.
    ///   - maximumAgeSeconds: From 1 to 3600.
    /// - Throws: ``PolicyError`` if a number is out of range.
    public init(clockSkewSeconds: Double = 30, maximumAgeSeconds: Double = 60) throws(PolicyError) {
        guard (0...Self.maximumClockSkewSeconds).contains(clockSkewSeconds) else {
            throw PolicyError(
                "The clock skew of signatures must be from 0 to \(Int(Self.maximumClockSkewSeconds)) seconds."
            )
        }
        guard (1...3600).contains(maximumAgeSeconds) else {
            throw PolicyError("The maximum age of signatures must be from 1 to 3600 seconds.")
        }
        self.init(clockSkewSeconds, maximumAgeSeconds)
    }

    /// Returns when a signature will have ceased to be valid, if it is valid now.
    ///
    /// `created` is required (RFC 9421 section 2.3 leaves it open), `expires` is not.
    func check(_ signature: SignatureInput, at now: NumericDate) throws(Rejection) -> NumericDate {
        guard let created = signature.created.map(Double.init) else {
            throw Self.rejection(.signatureMalformed, "The signature does not say when it was made (created).")
        }
        let now = now.secondsSinceEpoch
        guard created <= now + self.clockSkewSeconds else {
            throw Self.rejection(.signatureExpired, "The signature is made in the future (created).")
        }
        guard now <= created + self.maximumAgeSeconds + self.clockSkewSeconds else {
            throw Self.rejection(.signatureExpired, "The signature was made too long ago (created).")
        }
        var end = created + self.maximumAgeSeconds
        if let expires = signature.expires.map(Double.init) {
            guard (0...self.maximumAgeSeconds).contains(expires - created) else {
                throw Self.rejection(
                    .signatureExpired,
                    "The signature claims to be valid for too long, or to end before it begins (expires)."
                )
            }
            guard now <= expires + self.clockSkewSeconds else {
                throw Self.rejection(.signatureExpired, "The signature is no longer valid (expires).")
            }
            end = min(end, expires)
        }
        return NumericDate(secondsSinceEpoch: end + self.clockSkewSeconds)
    }

    private static func rejection(_ code: Rejection.Code, _ message: String) -> Rejection {
        Rejection(code, check: .messageSignature, message: message)
    }
}
