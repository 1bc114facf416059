import Approov
import Logging

/// The log lines of the original hello servers: one for each refused request, none for the others.
enum HelloLog {
    static func write(_ rejection: Rejection, to logger: Logger) {
        switch rejection.code {
        case .missingToken:
            logger.error("Approov Token Check: The Approov Token is empty...")
        case .bindingHeaderMissing:
            logger.error("Approov Token Binding: Missing the Approov token binding header...")
        case .bindingClaimMissing:
            logger.error("Approov Token Binding: Missing the `pay` in the Approov token claims...")
        case .bindingMismatch:
            logger.error("Approov Token binding check failed...")
        case _ where rejection.check == .messageSignature:
            logger.error("Approov Message Signing: \(rejection.message)")
        default:
            logger.error("Approov Token Check: \(rejection.message)")
        }
    }
}
