import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The digest of a body that a request states, as the command line spells it.
package enum BodyDigest: String, Sendable, CaseIterable {
    case sha256 = "sha-256"
    case sha512 = "sha-512"
    case none

    /// Returns the value of `Content-Digest` (RFC 9530) for what a source holds.
    func fieldValue(of source: InputSource, in surroundings: Surroundings) throws(ControlFault) -> String? {
        switch self {
        case .sha256: try self.fieldValue(SHA256(), source, surroundings)
        case .sha512: try self.fieldValue(SHA512(), source, surroundings)
        case .none: nil
        }
    }

    private func fieldValue(
        _ hash: some HashFunction,
        _ source: InputSource,
        _ surroundings: Surroundings
    ) throws(ControlFault) -> String {
        var hash = hash
        try surroundings.pieces(of: source, "a body") { piece in hash.update(data: piece) }
        return "\(self.rawValue)=:\(Data(hash.finalize()).base64EncodedString()):"
    }
}
