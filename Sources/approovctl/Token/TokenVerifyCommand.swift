#if Tools

import Approov
import ApproovControl
import ArgumentParser

struct TokenVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a token as a server does, and say why it would be refused.",
        discussion: """
            Exits with 0 if the token is accepted and with 1 if not. Claims are shown only if the signature holds. With --json \
            the answer is one object: outcome (accepted, or the code of the rejection), check and message of a rejection, \
            isBound of an acceptance, and of a genuine token expiresIn or expiredFor in seconds, algorithm and kid of the key, \
            and claims.

            Examples:
              approovctl token verify token.txt --secret-file secret.txt
              approovctl token verify token.txt --keyset keys.json --bound-to-env LOGIN
              approovctl token verify --keys-file key.pem --algorithm ES256 < token.txt
            """
    )

    @Argument(help: "A file with the token; - or nothing for standard input.", completion: .file())
    var file: String?

    @OptionGroup(title: "Key")
    var key: VerifyingKeyOptions

    @OptionGroup(title: "Binding")
    var bound: BoundOptions

    @Option(
        name: .customLong("token-binding"),
        help: "Whether the token must be bound. (default: required if there is something that it could be bound to)"
    )
    var binding: TokenVerify.Binding?

    @Option(help: .init("The issuer (iss) that the token must name.", valueName: "text"))
    var issuer: String?

    @Option(help: .init("The audience (aud) that the token must name.", valueName: "text"))
    var audience: String?

    @Option(
        name: .customLong("skew"),
        parsing: .unconditional,
        help: .init("How far clocks may disagree, up to 300.", valueName: "seconds")
    )
    var clockSkew = 0.0

    @Option(
        parsing: .unconditional,
        help: .init("How long before its expiry a token may be accepted.", valueName: "seconds")
    )
    var maximumLifetime: Double?

    @Option(
        name: .customLong("at"),
        parsing: .unconditional,
        help: .init("The time in seconds since 1970, in place of now.", valueName: "seconds")
    )
    var instant: Double?

    @Flag(name: .customLong("json"), help: "Answer with a JSON object.")
    var isJSON = false

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            let now = self.instant.map(NumericDate.init(secondsSinceEpoch:))
            var verify = TokenVerify(token: InputSource(path: self.file), key: self.key.choice, now: now)
            verify.bound = self.bound.sources
            verify.binding = self.binding
            verify.issuer = self.issuer
            verify.audience = self.audience
            verify.clockSkew = self.clockSkew
            verify.maximumLifetime = self.maximumLifetime
            verify.isJSON = self.isJSON
            return try verify.run(in: surroundings)
        }
    }
}

#endif
