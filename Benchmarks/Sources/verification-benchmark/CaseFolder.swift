import Approov
import Foundation

/// The files of one case: a token, and what it takes to verify it.
struct CaseFolder {
    private let path: String

    init(path: String) {
        self.path = path
    }

    /// What the token is signed with.
    var algorithm: TokenAlgorithm {
        get throws {
            guard let algorithm = TokenAlgorithm(rawValue: try self.text("algorithm")) else { throw UsageError() }
            return algorithm
        }
    }

    /// The token.
    var token: String {
        get throws { try self.text("token") }
    }

    /// The secret in base64, or the public key in PEM.
    var key: String {
        get throws { try self.text("key") }
    }

    /// The keys of the verifier: those of the JWK Set in the file `ring`, or the one key.
    var ring: KeyRing {
        get throws {
            guard FileManager.default.fileExists(atPath: "\(self.path)/ring") else {
                return try KeyRing(parsing: self.key, algorithm: self.algorithm)
            }
            return try KeyRing(parsing: self.text("ring"))
        }
    }

    /// Returns what a file holds, which is text.
    func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(self.path)/\(name)", encoding: .utf8)
    }

    /// Returns what a file holds.
    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(self.path)/\(name)")))
    }
}
