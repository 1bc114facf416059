import Approov
import Crypto
import Foundation
import JWTKit
import Testing

@Suite("approovctl")
final class ProgramTests: Sendable {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "approovctl-\(UUID())")

    init() throws {
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: self.folder)
    }

    /// Runs the program that `make integration-tests` has built, and returns what it prints.
    private func run(_ arguments: String...) throws -> (status: Int32, text: String) {
        let process = Process()
        let root = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL
        process.executableURL = root.appending(path: ".build/debug/approovctl")
        process.arguments = arguments
        process.currentDirectoryURL = self.folder
        process.environment = [:]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: self.folder.appending(path: name))
    }

    /// Returns the secret of the only key of the set, a type that jwt-kit does not read.
    private func secret() throws -> HMACKey {
        struct Set: Decodable { let keys: [[String: String]] }
        let set = try JSONDecoder().decode(Set.self, from: Data(contentsOf: self.folder.appending(path: "keys.json")))
        let text = try #require(set.keys.first?["k"]).replacing("-", with: "+").replacing("_", with: "/")
        return HMACKey(from: try #require(Data(base64Encoded: text + "==")))
    }

    @Test("mints tokens that jwt-kit verifies with the exported keys", arguments: TokenAlgorithm.allCases)
    func mint(algorithm: TokenAlgorithm) async throws {
        #expect(try self.run("keyset", "add", "--keyset", "keys.json", "--algorithm", algorithm.rawValue).status == 0)
        let token = try self.run("token", "mint", "--keyset", "keys.json").text
        let forged = try self.run("token", "mint", "--keyset", "keys.json", "--kind", "wrong-key").text
        let keys = JWTKeyCollection()
        switch algorithm {
        case .hs256: await keys.add(hmac: try self.secret(), digestAlgorithm: .sha256, kid: "1")
        case .hs384: await keys.add(hmac: try self.secret(), digestAlgorithm: .sha384, kid: "1")
        case .hs512: await keys.add(hmac: try self.secret(), digestAlgorithm: .sha512, kid: "1")
        default: try await keys.add(jwksJSON: self.run("keyset", "export", "--keyset", "keys.json").text)
        }
        let claims = try await keys.verify(String(token.dropLast()), as: Claims.self)
        #expect(claims.did == "ExampleApproovTokenDID==")
        let error = await #expect(throws: JWTError.self) {
            try await keys.verify(String(forged.dropLast()), as: Claims.self)
        }
        #expect(error?.errorType == .signatureVerificationFailed)
    }

    @Test("verifies tokens that jwt-kit has signed", arguments: TokenAlgorithm.allCases)
    func verify(algorithm: TokenAlgorithm) async throws {
        let ours = try KeyMaterial.ours.get()
        try self.write(try await ours.token(algorithm), to: "token")
        try self.write(try await KeyMaterial.foreign.get().token(algorithm), to: "forged")
        let key = try self.keyArguments(of: ours, algorithm)
        for (file, status, word) in [("token", 0, "accepted"), ("forged", 1, "rejected  invalidSignature")] {
            let (code, text) = try self.run("token", "verify", file, key, "key", "--algorithm", algorithm.rawValue)
            #expect(code == status)
            #expect(text.hasPrefix("\(word)  "), "\(text)")
        }
    }

    /// Writes the key with which tokens are verified, and returns the option that names the file.
    private func keyArguments(of keys: KeyMaterial, _ algorithm: TokenAlgorithm) throws -> String {
        guard let pem = keys.pem(algorithm) else {
            let secret = unsafe keys.secret.withUnsafeBytes { unsafe Data($0) }
            try self.write(secret.base64EncodedString(), to: "key")
            return "--secret-file"
        }
        try self.write(pem, to: "key")
        return "--keys-file"
    }
}
