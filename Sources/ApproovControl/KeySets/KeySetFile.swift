import Approov
import ApproovTesting

/// The file that holds a private key set.
struct KeySetFile {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    func load(in surroundings: Surroundings) throws(ControlFault) -> SigningKeySet {
        let bytes = try surroundings.bytes(of: InputSource(path: self.path), "a key set")
        do throws(KeyError) {
            return try SigningKeySet(json: bytes)
        } catch {
            throw .configuration(self.path, error.message)
        }
    }

    /// Changes the set, or an empty one if there is no such file, and writes it back.
    func update<Value>(
        in surroundings: Surroundings,
        _ change: (inout SigningKeySet) throws(KeyError) -> Value
    ) throws(ControlFault) -> Value {
        guard InputSource(path: self.path) != .standardInput else {
            throw .misuse("A key set that is to be changed is a file.")
        }
        return try ProtectedFile.update(self.path) { exists throws(ControlFault) in
            var set = exists ? try self.load(in: surroundings) : SigningKeySet()
            do throws(KeyError) {
                let value = try change(&set)
                return (set.privateJWKS, value)
            } catch {
                throw .configuration(self.path, error.message)
            }
        }
    }
}
