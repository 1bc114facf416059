package import Approov
import ApproovTesting

/// The keys of an issuer, as the command line names them.
package struct IssuerKeys: Sendable {
    private let keySet: String?
    private let algorithm: TokenAlgorithm

    /// - Parameters:
    ///   - keySet: The file with a key set, or `nil` for a new key.
    ///   - algorithm: The algorithm of the new key.
    package init(keySet: String?, algorithm: TokenAlgorithm) {
        self.keySet = keySet
        self.algorithm = algorithm
    }

    /// Returns an issuer with these keys.
    package func issuer(in surroundings: Surroundings) throws(ControlFault) -> LocalIssuer {
        guard let path = self.keySet else {
            do throws(KeyError) {
                return try LocalIssuer(algorithm: self.algorithm)
            } catch {
                throw .configuration("--algorithm", error.message)
            }
        }
        let keys = try KeySetFile(path).load(in: surroundings)
        do throws(KeyError) {
            guard keys.keys.allSatisfy({ !$0.algorithm.isSymmetric }) else {
                throw KeyError(.notPublic, "The set holds secrets, of which nothing can be published.")
            }
            return try LocalIssuer(keys: keys)
        } catch {
            throw .configuration(path, error.message)
        }
    }
}
