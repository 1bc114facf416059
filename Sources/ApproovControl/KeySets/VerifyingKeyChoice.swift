package import Approov
import ApproovTesting
import StrictJSON

/// The keys that a token is to be verified with, as the command line names them.
package enum VerifyingKeyChoice: Sendable {
    case secret(SecretSource, TokenAlgorithm)
    case keySet(path: String)
    case publicKeys(path: String, TokenAlgorithm?, keyID: String?)

    private static let maximumDepth = 8

    var sources: [InputSource] {
        switch self {
        case .secret(let source, _): source.inputs
        case .keySet(let path), .publicKeys(let path, _, _): [InputSource(path: path)]
        }
    }

    func load(in surroundings: Surroundings) throws(ControlFault) -> KeyRing {
        switch self {
        case .secret(let source, let algorithm):
            guard algorithm.isSymmetric else {
                throw .misuse("\(algorithm.rawValue) is verified with a public key: name a file with keys.")
            }
            let secret = try source.load(in: surroundings)
            do throws(KeyError) {
                return KeyRing(try VerificationKey(secret: secret.bytes, algorithm: algorithm))
            } catch {
                throw .configuration(secret.name, error.message)
            }
        case .keySet(let path):
            let set = try KeySetFile(path).load(in: surroundings)
            do throws(KeyError) {
                return try set.ring
            } catch {
                throw .configuration(InputSource(path: path).name, error.message)
            }
        case .publicKeys(let path, let algorithm, let keyID):
            let source = InputSource(path: path)
            let text = try surroundings.text(of: source, "keys")
            if text.trimmingASCIIWhitespace().hasPrefix("-----"), algorithm == nil {
                throw .misuse("A PEM does not say what its key is for: name an algorithm.")
            }
            do throws(KeyError) {
                return try Self.ring(of: text, algorithm, keyID)
            } catch {
                let hint = error.code == .notPublic ? " A private key set is named with --keyset." : ""
                throw .configuration(source.name, error.message + hint)
            }
        }
    }

    private static func ring(
        of text: String,
        _ algorithm: TokenAlgorithm?,
        _ keyID: String?
    ) throws(KeyError) -> KeyRing {
        guard text.trimmingASCIIWhitespace().hasPrefix("{") else {
            return KeyRing(try VerificationKey(pem: text, algorithm: algorithm ?? .es256, keyID: keyID))
        }
        let document = try? JSONObject(parsing: Array(text.utf8), maximumDepth: Self.maximumDepth)
        let ring = document?["kty"] == nil ? try KeyRing(jwks: text) : KeyRing(try VerificationKey(jwk: text))
        let keys = ring.keys.filter { key in
            algorithm.map { $0 == key.algorithm } ?? true
                && keyID.map { key.keyID?.utf8.elementsEqual($0.utf8) ?? false } ?? true
        }
        guard !keys.isEmpty else {
            throw KeyError(.unsupported, "There is no key of that algorithm and kid.")
        }
        return try KeyRing(keys)
    }
}
