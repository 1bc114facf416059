import ApproovTesting

/// Lists the keys of a set without what they are made of.
package struct KeySetList: Sendable {
    private let path: String
    private let isJSON: Bool

    package init(path: String, isJSON: Bool) {
        self.path = path
        self.isJSON = isJSON
    }

    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        let keys = try KeySetFile(self.path).load(in: surroundings).keys.map(KeySummary.init)
        guard !self.isJSON else {
            return Answer(lines: [JSONOutput.object([("keys", .array(keys.map(\.json)))]).line])
        }
        return Answer(lines: Table.lines([KeySummary.columns] + keys.map(\.cells)))
    }
}
