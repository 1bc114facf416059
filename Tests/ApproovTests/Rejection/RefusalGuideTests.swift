import Approov
import Foundation
import Testing

@Suite("The guide to refusals")
struct RefusalGuideTests {
    /// The first cells of the table in the guide.
    private static func codes() throws -> [String] {
        let package = URL(filePath: #filePath).pathComponents.dropLast(4).joined(separator: "/")
        let guide = try String(
            contentsOf: URL(filePath: package + "/Sources/Approov/Documentation.docc/Guides/ReadARefusal.md"),
            encoding: .utf8
        )
        return guide.split(separator: "\n").compactMap { line in
            line.wholeMatch(of: /\| `([A-Za-z]+)` \|.+\|.+\|.+\|/).map { String($0.1) }
        }
    }

    @Test("Every code is explained, in the order of the checks, and no other")
    func table() throws {
        #expect(try Self.codes() == Rejection.Code.all.map(\.description))
    }
}
