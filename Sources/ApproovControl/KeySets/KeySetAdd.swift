package import Approov
import ApproovTesting

/// Adds a new key to a key set, as `approov keyset -add` does.
package struct KeySetAdd: Sendable {
    private let path: String
    private let algorithm: TokenAlgorithm
    private let keyID: String?
    private let length: Int?

    /// - Parameters:
    ///   - path: The file, which is created if there is none.
    ///   - algorithm: What the key is for.
    ///   - keyID: Its `kid`; `nil` for the next running number.
    ///   - length: How long an RSA key is to be.
    package init(path: String, algorithm: TokenAlgorithm, keyID: String?, length: Int?) {
        self.path = path
        self.algorithm = algorithm
        self.keyID = keyID
        self.length = length
    }

    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        let isRSA = self.algorithm.rawValue.hasPrefix("RS") || self.algorithm.rawValue.hasPrefix("PS")
        guard self.length == nil || isRSA else {
            throw .misuse("Only an RSA key has a length of choice; \(self.algorithm.rawValue) has its own.")
        }
        guard let length = RSAKeyLength(rawValue: self.length ?? RSAKeyLength.bits2048.rawValue) else {
            throw .misuse("An RSA key has 2048, 3072 or 4096 bits.")
        }
        // Making a long key takes seconds, in which nobody else should be locked out.
        let generated = try self.generate(length)
        let added = try KeySetFile(self.path).update(in: surroundings) { set throws(KeyError) in
            let key = generated.named(self.keyID ?? set.nextKeyID)
            try set.add(key)
            return KeySummary(key)
        }
        return Answer(lines: Table.lines([added.cells]))
    }

    private func generate(_ length: RSAKeyLength) throws(ControlFault) -> SigningKey {
        do throws(KeyError) {
            return try SigningKey(generating: self.algorithm, length: length)
        } catch {
            throw .configuration(self.path, error.message)
        }
    }
}
