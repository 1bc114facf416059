#if Tools

import ApproovControl
import ArgumentParser
import Foundation

extension ParsableCommand {
    /// What the process was started with.
    var surroundings: Surroundings {
        let environment = ProcessInfo.processInfo.environment
        return Surroundings(
            environment: environment,
            standardInput: .standardInput,
            palette: Palette(isTerminal: isatty(STDOUT_FILENO) == 1, environment: environment),
            prompt: { if isatty(STDIN_FILENO) == 1 { Self.say($0) } }
        )
    }

    /// Prints the answer of a command, or on standard error why there is none, and exits accordingly.
    func answer(_ command: (Surroundings) throws(ControlFault) -> Answer) throws {
        let answer: Answer
        do throws(ControlFault) {
            answer = try command(self.surroundings)
        } catch {
            throw self.failure(error)
        }
        try self.give(answer)
    }

    /// Says on standard error why there is no answer, and returns how the program is to exit.
    func failure(_ fault: ControlFault) -> ExitCode {
        Self.say(fault.description)
        return ExitCode(fault.status.rawValue)
    }

    /// Prints an answer, and exits with a status of its own if it is no.
    func give(_ answer: Answer, no status: Int32 = 1) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(answer.text.utf8))
        } catch {
            throw self.failure(.configuration("standard output", "It cannot be written."))
        }
        guard answer.isYes else { throw ExitCode(status) }
    }

    private static func say(_ line: String) {
        try? FileHandle.standardError.write(contentsOf: Data("approovctl: \(line)\n".utf8))
    }
}

#endif
