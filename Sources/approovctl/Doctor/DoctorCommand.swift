#if Tools

import ApproovControl
import ArgumentParser

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Examine the environment that a server would start with.",
        discussion: """
            Reads what a server would read, from the environment or else from .env: secrets, the file or the address with keys, \
            host and port, the public origin. Fetches the key set, listens for a moment on the port, and asks the kernel about \
            its clock. With a token of your account, from 'approov token -genExample' or an app, it also tells whether the keys \
            are those of the account. Every finding says what to do, and none shows a secret. It exits with 78 if a server would not start, or \
            would refuse genuine apps.

            Example:
              approovctl doctor --env-file /etc/approov/server.env
            """
    )

    @Option(help: "A file with environment variables, in place of .env.", completion: .file())
    var envFile: String?

    @Option(
        help: .init("A file with a token of your account, to try the keys on.", valueName: "file"),
        completion: .file()
    )
    var tokenFile: String?

    @Flag(name: .customLong("json"), help: "Answer with a JSON object.")
    var isJSON = false

    func run() async throws {
        let token = self.tokenFile.map { InputSource(path: $0) }
        let doctor = Doctor(environmentFile: self.envFile, token: token, isJSON: self.isJSON)
        let answer: Answer
        do throws(ControlFault) {
            answer = try await doctor.run(in: self.surroundings)
        } catch {
            throw self.failure(error)
        }
        try self.give(answer, no: 78)
    }
}

#endif
