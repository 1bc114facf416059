#if Tools

import ApproovControl
import ArgumentParser

/// Where the account secret is.
struct SecretOptions: ParsableArguments {
    @Option(
        name: .customLong("secret-file"),
        help: .init("A file with the secret in base64 or base64url.", valueName: "file"),
        completion: .file()
    )
    var file: String?

    @Option(
        name: .customLong("secret-env"),
        help: .init("An environment variable with the secret in base64 or base64url.", valueName: "variable")
    )
    var variable: String?

    @Flag(
        name: .customLong("secret-stdin"),
        help: "Read the secret from standard input. By default it is APPROOV_BASE64_SECRET or APPROOV_BASE64URL_SECRET."
    )
    var isStandardInput = false

    var isNamed: Bool { self.count > 0 }

    private var count: Int {
        (self.file == nil ? 0 : 1) + (self.variable == nil ? 0 : 1) + (self.isStandardInput ? 1 : 0)
    }

    var source: SecretSource {
        if self.isStandardInput { return .input(.standardInput) }
        if let file { return .input(InputSource(path: file)) }
        return self.variable.map { .input(.variable($0)) } ?? .environment
    }

    func validate() throws {
        guard self.count <= 1 else { throw ValidationError("A secret comes from one place only.") }
    }
}

#endif
