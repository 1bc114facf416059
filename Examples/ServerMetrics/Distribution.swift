/// How values are distributed over ranges.
public struct Distribution: Sendable, Hashable {
    /// The upper bounds of the ranges, ascending; above the last there is one range more.
    public let bounds: [Double]

    /// How many values are in each range, the last one included.
    public let counts: [Int64]

    /// The sum of all values.
    public let sum: Double

    /// Makes a distribution.
    ///
    /// - Parameters:
    ///   - bounds: The upper bounds of the ranges.
    ///   - counts: How many values are in each range, one more than there are bounds.
    ///   - sum: The sum of all values.
    public init(bounds: [Double], counts: [Int64], sum: Double) {
        self.bounds = bounds
        self.counts = counts
        self.sum = sum
    }

    /// How many values there are.
    public var count: Int64 { self.counts.reduce(0, &+) }

    /// Returns the value below which a part of all values lies, as if those of a range were spread evenly over it.
    ///
    /// - Parameter part: The part, from 0 to 1.
    /// - Returns: The value; `nil` if there are none, or infinity if it is above all bounds.
    public func quantile(_ part: Double) -> Double? {
        let wanted = part * Double(self.count)
        guard self.count > 0 else { return nil }
        var below = 0.0
        var lower = 0.0
        for (bound, count) in zip(self.bounds, self.counts.map(Double.init)) {
            if count > 0, below + count >= wanted { return lower + (bound - lower) * (wanted - below) / count }
            below += count
            lower = bound
        }
        return .infinity
    }
}
