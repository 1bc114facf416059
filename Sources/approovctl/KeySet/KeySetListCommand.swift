#if Tools

import ApproovControl
import ArgumentParser

struct KeySetListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the keys of a key set, and nothing that they are made of.",
        discussion: """
            Thumbprints are those of RFC 7638. A secret has none, since the thumbprint of a secret is better concealed.

            Example:
              approovctl keyset list --keyset keys.json
            """
    )

    @OptionGroup
    var file: KeySetFileOptions

    @Flag(name: .customLong("json"), help: "Answer with a JSON object.")
    var isJSON = false

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            try KeySetList(path: self.file.path, isJSON: self.isJSON).run(in: surroundings)
        }
    }
}

#endif
