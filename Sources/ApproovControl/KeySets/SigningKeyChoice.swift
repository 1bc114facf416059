package import Approov
import ApproovTesting

/// The key that a token is to be signed with, as the command line names it.
package enum SigningKeyChoice: Sendable {
    case secret(SecretSource, TokenAlgorithm, keyID: String?)
    case keySet(path: String, keyID: String?)

    var sources: [InputSource] {
        switch self {
        case .secret(let source, _, _): source.inputs
        case .keySet(let path, _): [InputSource(path: path)]
        }
    }

    var name: String {
        switch self {
        case .secret(let source, _, _): source.name
        case .keySet(let path, _): InputSource(path: path).name
        }
    }

    func load(in surroundings: Surroundings) throws(ControlFault) -> SigningKey {
        switch self {
        case .secret(let source, let algorithm, let keyID):
            guard algorithm.isSymmetric else {
                throw .misuse("\(algorithm.rawValue) signs with a private key: name a key set.")
            }
            let secret = try source.load(in: surroundings)
            do throws(KeyError) {
                return try SigningKey(secret: secret.bytes, algorithm: algorithm, keyID: keyID)
            } catch {
                throw .configuration(secret.name, error.message)
            }
        case .keySet(let path, let keyID):
            let set = try KeySetFile(path).load(in: surroundings)
            do throws(KeyError) {
                return try set.signer(keyID: keyID)
            } catch {
                throw .configuration(self.name, error.message)
            }
        }
    }
}
