#if Tools

import Approov
import ApproovControl
import ArgumentParser
import HTTPMessageSignatures

struct MessageSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Make a signed request, as an app makes it, and print the curl command that sends it.",
        discussion: """
            The signature has the label install, and with an account key there is another one with the label account. Unless \
            you say otherwise, they cover what Approov's SDK covers: the method, the URL, the token and, if the request has \
            them, Approov-TraceID, Approov-Status, Authorization, Content-Length, Content-Type and Content-Digest.

            A token is made that is valid for five minutes and carries the public key (ipk) and the name of the account key \
            (mskid). A request that has a token needs the private key that belongs to it.

            With --json the answer is one object: method, url, fields as pairs of a name and a value, and signatureBase with \
            what was signed by label.

            Examples:
              approovctl message sign --url http://127.0.0.1:8002/ | sh
              approovctl message sign --url https://api.example.com/v1/orders \\
                --method POST --body order.json --output fields.txt
              approovctl message sign --url https://api.example.com/v1/orders \\
                --field 'Accept: text/plain' --send-to http://127.0.0.1:8002
            """
    )

    @OptionGroup
    var request: RequestOptions

    @Option(
        name: .customLong("field"),
        help: .init(
            "A header field. Every user of the machine can see it: put credentials in a file.",
            valueName: "name: value"
        )
    )
    var fields: [FieldArgument] = []

    @Option(
        help: .init("A file with header fields, one in a line; - for standard input.", valueName: "file"),
        completion: .file()
    )
    var fieldsFile: String?

    @Option(help: .init("A file with the body.", valueName: "file"), completion: .file())
    var body: String?

    @Option(help: "The digest of the body that the request states (Content-Digest).")
    var digest = BodyDigest.sha256

    @Option(
        name: .customLong("cover"),
        help: .init(
            "What the signatures cover, in place of what the SDK covers: @method, authorization, @query-param;name=\"id\". In this order.",
            valueName: "component"
        )
    )
    var components: [MessageComponent] = []

    @Option(
        parsing: .unconditional,
        help: .init("How long the signatures are valid: 15s, 2m, or seconds.", valueName: "span")
    )
    var lifetime = Lifetime.standard

    @Option(
        name: .customLong("at"),
        parsing: .unconditional,
        help: .init("The time in seconds since 1970, in place of now.", valueName: "seconds")
    )
    var instant: Double?

    @Option(
        help: .init("Write the header fields to this file, from which curl reads them.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    @Option(
        name: .customLong("send-to"),
        help: .init(
            "Send the request to this origin with the Host of the URL, as if a proxy had let it through.",
            valueName: "origin"
        )
    )
    var destination: String?

    @Flag(name: .customLong("json"), help: "Answer with a JSON object.")
    var isJSON = false

    @OptionGroup(title: "Signing")
    var signing: MessageKeyOptions

    @OptionGroup(title: "Key of the token")
    var tokenKey: SigningKeyOptions

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            let request = RequestSource(
                url: self.request.url,
                method: self.request.method,
                fields: self.fields,
                fieldsFile: self.fieldsFile.map { InputSource(path: $0) }
            )
            let now = self.instant.map(NumericDate.init(secondsSinceEpoch:)) ?? .now
            var sign = MessageSign(request: request, tokenKey: self.tokenKey.choice, now: now)
            sign.body = self.body.map { InputSource(path: $0) }
            sign.digest = self.digest
            sign.key = self.signing.key.map { InputSource(path: $0) }
            sign.account = self.signing.account
            sign.token = self.signing.tokenFile.map { InputSource(path: $0) }
            sign.components = self.components
            sign.lifetime = self.lifetime
            sign.output = self.output
            sign.destination = self.destination
            sign.isJSON = self.isJSON
            return try sign.run(in: surroundings)
        }
    }
}

#endif
