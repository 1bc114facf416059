import Foundation
import JWTKit

/// The claims of a token as jwt-kit writes and reads them; dates have fractions of a second.
struct Claims: JWTPayload, Equatable {
    var exp: ExpirationClaim?
    var nbf: NotBeforeClaim?
    var iat: IssuedAtClaim?
    var did: String? = "ExampleApproovTokenDID=="

    static var valid: Claims { Claims(exp: ExpirationClaim(value: .inSeconds(300))) }

    func verify(using algorithm: some JWTAlgorithm) throws {
        try self.exp?.verifyNotExpired()
        try self.nbf?.verifyNotBefore()
    }
}

extension Date {
    static func inSeconds(_ seconds: TimeInterval) -> Date { Date(timeIntervalSinceNow: seconds) }
}
