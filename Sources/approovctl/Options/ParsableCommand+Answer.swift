#if Tools

import ApproovControl
import ArgumentParser
import Foundation

extension ParsableCommand {
    /// Prints the answer of a command, or on standard error why there is none, and exits accordingly.
    func answer(_ command: (Surroundings) throws(ControlFault) -> Answer) throws {
        let environment = ProcessInfo.processInfo.environment
        let surroundings = Surroundings(
            environment: environment,
            standardInput: .standardInput,
            palette: Palette(isTerminal: isatty(STDOUT_FILENO) == 1, environment: environment),
            prompt: { if isatty(STDIN_FILENO) == 1 { Self.say($0) } }
        )
        let answer: Answer
        do throws(ControlFault) {
            answer = try command(surroundings)
        } catch {
            Self.say(error.description)
            throw ExitCode(error.status.rawValue)
        }
        try? FileHandle.standardOutput.write(contentsOf: Data(answer.text.utf8))
        guard answer.isYes else { throw ExitCode.failure }
    }

    private static func say(_ line: String) {
        try? FileHandle.standardError.write(contentsOf: Data("approovctl: \(line)\n".utf8))
    }
}

#endif
