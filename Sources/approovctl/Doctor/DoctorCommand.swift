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
            its clock. Every finding says what to do, and none shows a secret. It exits with 78 if a server would not start, or \
            would refuse genuine apps.

            Example:
              approovctl doctor --env-file /etc/approov/server.env
            """
    )

    @Option(help: "A file with environment variables, in place of .env.", completion: .file())
    var envFile: String?

    @Flag(name: .customLong("json"), help: "Answer with a JSON object.")
    var isJSON = false

    func run() async throws {
        let doctor = Doctor(environmentFile: self.envFile, isJSON: self.isJSON)
        try self.give(await doctor.run(in: self.surroundings), no: 78)
    }
}

#endif
