/// What a dashboard shows beside what all servers have.
public struct DashboardContents: Sendable {
    /// A counter or a gauge that is shown as it is.
    public struct Figure: Sendable {
        let id: String
        let name: String
        let metric: String

        /// Makes a figure.
        ///
        /// - Parameters:
        ///   - id: One word for it, in pages and in JSON.
        ///   - name: What people read.
        ///   - metric: The metric, as the program calls it.
        public init(id: String, name: String, metric: String) {
            self.id = id
            self.name = name
            self.metric = metric
        }
    }

    /// Counters with the dimension `outcome` that count checks beside those of tokens.
    let checks: [String]

    /// The figures.
    let figures: [Figure]

    /// Makes a description of what is shown.
    ///
    /// - Parameters:
    ///   - checks: Counters with the dimension `outcome` that count checks beside those of tokens.
    ///   - figures: What is shown besides.
    public init(checks: [String] = [], figures: [Figure] = []) {
        self.checks = checks
        self.figures = figures
    }
}
