/// What an examination has found, and what to do about it.
struct Finding: Sendable, Hashable {
    enum Severity: String, Sendable {
        /// As it should be.
        case good = "ok"

        /// A server would start, and something may go wrong later.
        case warning

        /// A server would not start, or would refuse genuine apps.
        case bad
    }

    let severity: Severity
    let subject: String
    let message: String
    let advice: String?

    private init(_ severity: Severity, _ subject: String, _ message: String, _ advice: String?) {
        self.severity = severity
        self.subject = subject
        self.message = PlainText.escaping(message)
        self.advice = advice
    }

    static func good(_ subject: String, _ message: String) -> Finding {
        Finding(.good, subject, message, nil)
    }

    static func warning(_ subject: String, _ message: String, advice: String) -> Finding {
        Finding(.warning, subject, message, advice)
    }

    static func bad(_ subject: String, _ message: String, advice: String) -> Finding {
        Finding(.bad, subject, message, advice)
    }
}
