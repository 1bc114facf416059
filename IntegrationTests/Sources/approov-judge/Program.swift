import Foundation

/// Judges tokens for the tests of other languages.
///
/// Reads a ``JudgeConfiguration`` and then any number of ``JudgeCase``, as JSON objects, one per line. Writes for each
/// case a line with one word: `accepted`, or the code of the rejection. Exits with 64 at the first line that it cannot
/// read. Its clock is the system's.
@main
struct Program {
    static func main() {
        do {
            let decoder = JSONDecoder()
            let configuration = try decoder.decode(JudgeConfiguration.self, from: Data((readLine() ?? "").utf8))
            let judge = try Judge(configuration)
            while let line = readLine() {
                print(try judge.verdict(on: decoder.decode(JudgeCase.self, from: Data(line.utf8))))
            }
        } catch {
            FileHandle.standardError.write(Data("approov-judge: \(error)\n".utf8))
            exit(64)
        }
    }
}
