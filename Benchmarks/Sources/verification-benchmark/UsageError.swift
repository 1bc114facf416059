/// The program was not called as it must be, or the folder does not hold what it must.
struct UsageError: Error, CustomStringConvertible {
    var description: String {
        "Usage: verification-benchmark FOLDER [WHAT], and numbers on standard input. Benchmarks/README.md says more."
    }
}
