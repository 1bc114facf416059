#if Tools

import Approov
import ApproovControl
import ArgumentParser

struct TokenMintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mint",
        abstract: "Make a token, good or bad.",
        discussion: """
            Prints the token alone. Unless you say otherwise it is valid for an hour and has the claims of \
            `approov token -genExample`. The kinds other than valid are what a backend must refuse or be ready for.

            Examples:
              approovctl token mint --secret-file secret.txt --minutes 5
              approovctl token mint --kind expired --claim aud=api.example.com
              approovctl token mint --keyset keys.json --kid 2 --bound-to-env LOGIN
            """
    )

    @Option(help: "What is right or wrong with the token.")
    var kind: TokenKind = .valid

    @Option(
        parsing: .unconditional,
        help: .init("How many minutes from now the token expires, with fractions or a minus.", valueName: "n")
    )
    var minutes: Double?

    @Option(
        name: .customLong("claim"),
        help: .init(
            "A claim that replaces what the kind has. A value that is no JSON is a text.",
            valueName: "name=value"
        )
    )
    var claims: [ClaimArgument] = []

    @Option(help: .init("Who issues the token (iss), such as example.approov.io.", valueName: "text"))
    var issuer: String?

    @OptionGroup(title: "Binding")
    var bound: BoundOptions

    @Flag(
        name: .customLong("bound-to-example"),
        help: "Bind the token to the example value of Approov's Shapes sample."
    )
    var isBoundToExample = false

    @Option(
        name: .customLong("at"),
        parsing: .unconditional,
        help: .init("The time in seconds since 1970, in place of now.", valueName: "seconds")
    )
    var instant: Double?

    @OptionGroup(title: "Key")
    var key: SigningKeyOptions

    func run() throws {
        try self.answer { surroundings throws(ControlFault) in
            let now = self.instant.map(NumericDate.init(secondsSinceEpoch:)) ?? .now
            var mint = TokenMint(key: self.key.choice, now: now)
            mint.kind = self.kind
            mint.minutes = self.minutes
            mint.claims = self.claims
            mint.issuer = self.issuer
            mint.bound = self.bound.sources
            mint.isBoundToExample = self.isBoundToExample
            return try mint.run(in: surroundings)
        }
    }
}

#endif
