/// Computes the `pay` claim of a token that is bound to what files hold.
package struct TokenBind: Sendable {
    private let sources: [InputSource]

    /// - Parameter files: The files in the order in which their content is put together; standard input if there are none.
    package init(files: [String]) {
        self.sources = files.isEmpty ? [.standardInput] : files.map { InputSource(path: $0) }
    }

    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        try Surroundings.requireOneStandardInput(self.sources)
        return Answer(lines: [try BoundValues(self.sources, in: surroundings).hash])
    }
}
