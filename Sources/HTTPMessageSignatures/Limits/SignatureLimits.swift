/// How much a message may ask of the verifier before anything in it is known to be genuine.
///
/// The limits are checked before the work that they bound.
public struct SignatureLimits: Sendable, Hashable {
    /// The greatest length, in bytes, of a field that is parsed: `Signature`, `Signature-Input`, and fields with `sf` or `key`.
    public var fieldLength = 8192

    /// The greatest number of labels in `Signature` and in `Signature-Input`.
    public var signatures = 8

    /// The greatest number of components that one signature covers.
    public var components = 32

    /// The greatest number of dictionary members, and of parameters, in one field.
    ///
    /// The parser's work grows with the square of it.
    public var names = 64

    /// The greatest length, in bytes, of a signature base.
    public var baseLength = 65_536

    /// The default limits.
    public static let standard = SignatureLimits()

    /// Creates the default limits.
    public init() {}
}
