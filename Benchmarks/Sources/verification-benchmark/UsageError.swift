/// The program was not called as it must be.
struct UsageError: Error, CustomStringConvertible {
    var description: String {
        let subjects = Subject.allCases.map(\.rawValue).joined(separator: ", ")
        return
            "Usage: verification-benchmark FOLDER [WHAT], and numbers on standard input. WHAT is one of: \(subjects)."
    }
}
