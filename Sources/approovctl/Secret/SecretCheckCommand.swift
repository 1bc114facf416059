#if Tools

import ApproovControl
import ArgumentParser

struct SecretCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say whether a secret can be used, and never the secret.",
        discussion: """
            Tells its alphabet, its length, the algorithms that it suffices for (RFC 7518 section 3.2), and whether it looks \
            as if it was not drawn at random, or is no secret at all. It exits with 1 if the secret is not usable.

            Example:
              approovctl secret check --secret-env APPROOV_BASE64_SECRET
            """
    )

    @OptionGroup(title: "Secret")
    var secret: SecretOptions

    @Flag(name: .customLong("json"), help: "Answer with a JSON object.")
    var isJSON = false

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            try SecretCheck(self.secret.source, isJSON: self.isJSON).run(in: surroundings)
        }
    }
}

#endif
