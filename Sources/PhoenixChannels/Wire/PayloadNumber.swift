/// A number as JSON writes it, with all its digits: an integer of any length stays what it is.
public struct PayloadNumber: Sendable, Hashable {
    /// The number in the grammar of RFC 8259 section 6.
    public let literal: String

    /// Takes a number that has been read.
    init(literal: String) {
        self.literal = literal
    }

    /// Takes an integer.
    public init(_ integer: Int) {
        self.literal = "\(integer)"
    }

    /// Takes a double, which must be finite: JSON has no other.
    public init?(_ double: Double) {
        guard double.isFinite else { return nil }
        self.literal = "\(double)"
    }

    /// Whether it is written without fraction and exponent.
    public var isInteger: Bool { !self.literal.utf8.contains { ".eE".utf8.contains($0) } }

    /// The number, if it is an integer that fits.
    public var integer: Int? { Int(self.literal) }

    /// The nearest double, if there is a finite one.
    public var double: Double? { Double(self.literal).flatMap { $0.isFinite ? $0 : nil } }
}

extension PayloadNumber: ExpressibleByIntegerLiteral {
    /// Takes an integer.
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}
