import Foundation

/// What was measured side by side, as a table in Markdown.
enum Table {
    static func print(_ title: String, _ baseName: String, _ rows: [Measurement], base: Double) {
        Swift.print("| \(title) | ns | × \(baseName) |")
        Swift.print("| --- | ---: | ---: |")
        for row in rows {
            let ratio = String(format: "%.2f", row.nanoseconds / base)
            Swift.print("| \(row.name) | \(Int(row.nanoseconds.rounded())) | \(ratio) |")
        }
        Swift.print("")
    }
}
