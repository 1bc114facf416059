import Approov

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How a secret is spelled.
package enum SecretEncoding: String, Sendable, CaseIterable {
    case base64
    case base64url
    case hex

    func text(of bytes: [UInt8]) -> String {
        switch self {
        case .base64: Data(bytes).base64EncodedString()
        case .base64url:
            Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        case .hex: Self.hex(bytes)
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
