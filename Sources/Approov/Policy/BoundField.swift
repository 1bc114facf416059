public import HTTPTypes
import StrictJSON

/// A header field to which tokens are bound, and which of its bytes the app has hashed.
public struct BoundField: Sendable {
    /// Which bytes of the field's value the app has hashed.
    public enum Extraction: Sendable {
        /// All of them, as every default of Approov's SDKs has it: for `Authorization`, scheme and space included.
        case wholeValue

        /// Those after the scheme: of `Bearer abc`, the bytes `abc`.
        case credential

        /// Those that a closure makes of the value, or nothing if the value is of no use.
        ///
        /// It is called for every request, with bytes that may be anything and may not be text.
        case custom(@Sendable (_ value: [UInt8]) -> [UInt8]?)
    }

    /// The field's name.
    ///
    /// Names are not case-sensitive.
    public let name: HTTPField.Name

    /// Which bytes of the value are bound.
    public let extraction: Extraction

    /// Makes a description of a bound field.
    public init(_ name: HTTPField.Name, _ extraction: Extraction = .wholeValue) {
        self.name = name
        self.extraction = extraction
    }

    /// Hands over the bound bytes of a value, of which there may be none.
    func withBoundBytes<Result>(
        of value: Span<UInt8>,
        _ body: (Span<UInt8>) throws(Rejection) -> Result
    ) throws(Rejection) -> Result {
        switch self.extraction {
        case .wholeValue:
            return try body(value)
        case .credential:
            var start = value.position(of: UInt8(ascii: " "), from: 0) ?? value.count
            while start < value.count, value[start] == UInt8(ascii: " ") { start += 1 }
            return try body(value.extracting(start..<value.count))
        case .custom(let extract):
            let bytes = unsafe extract(value.withUnsafeBufferPointer { unsafe Array($0) }) ?? []
            return try body(bytes.span)
        }
    }
}
