#if Tools

import ApproovControl
import ArgumentParser

struct MessageBaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "base",
        abstract: "Show what a server takes for the signed bytes of a request.",
        discussion: """
            A signature does not verify if the server sees another method, URL or header than the app has signed. Prints the \
            base of RFC 9421 line by line, with all that it covers, tokens and credentials too: keep it to yourself. With \
            --compare it prints only the lines that differ from the base that the app has signed, as it may log it; then it \
            exits with 1. If the request has the field Signature-Base-Digest, it says whether that fits.

            Examples:
              approovctl message base --url https://api.example.com/ \\
                --fields-file fields.txt --compare base-of-the-app.txt
            """
    )

    @OptionGroup
    var request: RequestOptions

    @OptionGroup
    var received: ReceivedFieldsOptions

    @Option(help: .init("The label of the signature.", valueName: "label"))
    var label = "install"

    @Option(help: .init("A file with the base that the app has signed.", valueName: "file"), completion: .file())
    var compare: String?

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            let request = RequestSource(
                url: self.request.url,
                method: self.request.method,
                fieldsFile: self.received.source
            )
            let other = self.compare.map { InputSource(path: $0) }
            return try MessageBase(request: request, label: self.label, comparingWith: other).run(in: surroundings)
        }
    }
}

#endif
