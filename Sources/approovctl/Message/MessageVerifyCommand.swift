#if Tools

import Approov
import ApproovControl
import ArgumentParser

struct MessageVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a signed request as a server does, and say why it would be refused.",
        discussion: """
            Looks at the token, at the signatures and, if you name it, at the body. Exits with 0 if the request is accepted \
            and with 1 if not. With --json the answer is one object: what approovctl token verify says, and of an acceptance \
            also signatures, and body (signed, notSigned, notChecked, or null if there is none).

            Signatures live for seconds: verify an old request with --at.

            Example:
              approovctl message verify --url https://api.example.com/v1/orders \\
                --method POST --fields-file fields.txt --body order.json
            """
    )

    @OptionGroup
    var request: RequestOptions

    @OptionGroup
    var received: ReceivedFieldsOptions

    @Option(help: .init("A file with the body.", valueName: "file"), completion: .file())
    var body: String?

    @Option(
        name: .customLong("signature-install"),
        help: .init("Whether the installation of the app must have signed.", valueName: "word")
    )
    var installation = SigningRequirement.required

    @Option(
        name: .customLong("signature-account"),
        help: .init(
            "Whether the request must be signed with an account key. (default: required if there are account keys)",
            valueName: "word"
        )
    )
    var account: SigningRequirement?

    @Option(
        help: .init("A file with the account's message signing keys as kid:secret, one in a line.", valueName: "file"),
        completion: .file()
    )
    var accountKeysFile: String?

    @Option(
        help: .init("Whether an account key signs, or a key that is derived from it for each token.", valueName: "mode")
    )
    var accountKeyMode: AccountSigningKeys.Derivation = .direct

    @Option(
        help: .init(
            "Deviations from RFC 9421 that are accepted, with commas between: \(Self.forms).",
            valueName: "names"
        )
    )
    var compatibility: CompatibilityForms?

    @Option(
        name: .customLong("at"),
        parsing: .unconditional,
        help: .init("The time in seconds since 1970, in place of now.", valueName: "seconds")
    )
    var instant: Double?

    @Flag(name: .customLong("json"), help: "Answer with a JSON object.")
    var isJSON = false

    @OptionGroup(title: "Key of the token")
    var key: VerifyingKeyOptions

    private static var forms: String { CompatibilityForm.allCases.map(\.rawValue).joined(separator: ", ") }

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            let now = self.instant.map(NumericDate.init(secondsSinceEpoch:))
            let request = RequestSource(
                url: self.request.url,
                method: self.request.method,
                fieldsFile: self.received.source
            )
            var verify = MessageVerify(request: request, key: self.key.choice, now: now)
            verify.body = self.body.map { InputSource(path: $0) }
            verify.installation = self.installation
            verify.account = self.account
            verify.accountKeys = self.accountKeysFile.map { InputSource(path: $0) }
            verify.derivation = self.accountKeyMode
            verify.compatibility = self.compatibility?.forms ?? []
            verify.isJSON = self.isJSON
            return try verify.run(in: surroundings)
        }
    }
}

#endif
