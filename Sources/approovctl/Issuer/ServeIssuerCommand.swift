#if Tools

import Approov
import ApproovControl
import ArgumentParser
import Foundation

struct ServeIssuerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve-issuer",
        abstract: "Stand in for the attestation cloud in integration tests.",
        discussion: """
            Makes tokens over HTTP with a development key, publishes the public keys, and changes them when told to:

              GET  /.well-known/jwks.json   the public keys
              POST /token                   a token, as the JSON in the body says
              POST /rotate                  a new key signs; the old ones stay published
              POST /retire                  only the signing key stays published

            An order for a token may have any of these members, and with 'Accept: text/plain' the token comes alone:

              {"kind": "valid", "minutes": 5, "boundTo": ["Bearer abc"],
               "claims": {"aud": "api.example.com"}, "kid": "1"}

            It listens on this machine only, and answers no web page. Everybody who reaches it gets tokens, so another address \
            must be asked for with --allow-remote.

            Example:
              approovctl serve-issuer &
              APPROOV_JWKS_URL=http://127.0.0.1:8003/.well-known/jwks.json hello-server
            """
    )

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on, or 0 for any.")
    var port = 8003

    @Flag(help: "Listen on an address that other machines can reach.")
    var allowRemote = false

    @Option(help: "The algorithm of new keys, one with a public key.")
    var algorithm: TokenAlgorithm?

    @Option(
        help: .init("A key set made by approovctl keyset add, whose last key signs.", valueName: "file"),
        completion: .file()
    )
    var keyset: String?

    func validate() throws {
        guard self.allowRemote || LoopbackHost.isOne(self.host) else {
            throw ValidationError(
                "Everybody who reaches this address could make tokens: say --allow-remote if you mean it."
            )
        }
        guard 0...65535 ~= self.port else { throw ValidationError("A port is a number from 0 to 65535.") }
        guard self.algorithm?.isSymmetric != true else {
            throw ValidationError("The keys are published, so a secret will not do.")
        }
        guard self.keyset == nil || self.algorithm == nil else {
            throw ValidationError("A key of a key set has an algorithm of its own.")
        }
    }

    func run() async throws {
        do throws(ControlFault) {
            let keys = IssuerKeys(keySet: self.keyset, algorithm: self.algorithm ?? .es256)
            let issuer = try keys.issuer(in: self.surroundings)
            try await IssuerServer.run(issuer, host: self.host, port: self.port) { address in
                let line = "approovctl serve-issuer listens on \(address)\n"
                try? FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
            }
        } catch {
            throw self.failure(error)
        }
    }
}

#endif
