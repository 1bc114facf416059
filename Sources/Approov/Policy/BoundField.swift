public import HTTPTypes

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

    /// Returns the bound bytes of a value, or nothing if there are none.
    func boundBytes(of value: [UInt8]) -> [UInt8]? {
        let bytes: [UInt8]? =
            switch self.extraction {
            case .wholeValue: value
            case .credential:
                value.firstIndex(of: UInt8(ascii: " ")).map { Array(value[$0...].drop { $0 == UInt8(ascii: " ") }) }
            case .custom(let extract): extract(value)
            }
        return bytes.flatMap { $0.isEmpty ? nil : $0 }
    }
}
