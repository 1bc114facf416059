import Foundation

/// Verifies a token as often as it is told to, and says how long that took: `verification-benchmark FOLDER [WHAT]`.
///
/// Each line of standard input is a number of verifications. The answer to it is their nanoseconds, on a line.
@main
enum VerificationBenchmark {
    static func main() async {
        do {
            try await self.run(CommandLine.arguments.dropFirst())
        } catch {
            FileHandle.standardError.write(Data("verification-benchmark: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ arguments: ArraySlice<String>) async throws {
        guard let folder = arguments.first, arguments.count <= 2,
            let subject = Subject(rawValue: arguments.dropFirst().first ?? Subject.claims.rawValue)
        else {
            throw UsageError()
        }
        let work = try await subject.work(on: CaseFolder(path: folder))
        while let line = readLine() {
            guard let count = Int(line), count > 0 else { throw UsageError() }
            let nanoseconds = try await work.nanoseconds(repeating: count)
            FileHandle.standardOutput.write(Data("\(nanoseconds)\n".utf8))
        }
    }
}
