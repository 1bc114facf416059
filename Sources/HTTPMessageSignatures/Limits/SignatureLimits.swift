/// How much a message may ask of the verifier before anything in it is known to be genuine.
///
/// The limits are checked before the work that they bound.
public struct SignatureLimits: Sendable, Hashable {
    /// The greatest length, in bytes, of what is parsed: `Signature`, `Signature-Input`, fields with `sf` or `key`, and the query
    /// if one of its parameters is covered.
    public var fieldLength = 8192

    /// The greatest number of labels in `Signature` and in `Signature-Input`.
    public var signatures = 8

    /// The greatest number of components that one signature covers.
    ///
    /// The work of finding duplicates grows with the square of it.
    public var components = 32

    /// The greatest number of dictionary members, and of parameters, in one field.
    ///
    /// The parser's work grows with the square of it.
    public var names = 64

    /// The greatest number of items in all inner lists of one field, such as the components of all signatures, and of
    /// parameters in a query of which one is covered.
    public var items = 256

    /// The greatest length, in bytes, of a signature base.
    public var baseLength = 65_536

    /// The default limits.
    public static let standard = SignatureLimits()

    /// Creates the default limits.
    public init() {}
}
