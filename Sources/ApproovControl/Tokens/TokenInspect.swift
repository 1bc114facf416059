package import Approov

/// Shows what a token says without asking whether it is genuine.
package struct TokenInspect: Sendable {
    private let token: InputSource
    private let now: NumericDate

    package init(token: InputSource, now: NumericDate) {
        self.token = token
        self.now = now
    }

    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        let text = try surroundings.text(of: self.token, "a token").trimmingASCIIWhitespace()
        let report = InspectionReport(of: text, now: self.now)
        return Answer(lines: report.lines(surroundings.palette), isYes: report.objections.isEmpty)
    }
}
