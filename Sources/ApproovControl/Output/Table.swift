/// Rows whose columns stand below each other.
enum Table {
    /// How wide a column may become; what is longer, such as a public key, stands out of it.
    private static let widest = 60

    /// Returns the rows as lines, without white space at their ends.
    static func lines(_ rows: [[String]], indent: String = "") -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.filter { $0 <= Self.widest }.max() ?? 0
        }
        return rows.map { row in
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: max(0, width - cell.count))
            }
            var line = indent + cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
