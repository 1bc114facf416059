import Approov
import Logging

/// The log lines of the original server.
///
/// None of them holds a token or the value of a header.
struct ShapesLog: Sendable {
    private let logger: Logger
    private let isEnabled: Bool

    init(_ logger: Logger, isEnabled: Bool) {
        self.logger = logger
        self.isEnabled = isEnabled
    }

    /// Writes what became of the token.
    func writeToken(_ verdict: Verdict) {
        switch verdict.rejection(by: .token) {
        case nil:
            self.info("ACCEPTED REQUEST WITH VALID APPROOV TOKEN")
        case (let rejection, .enforce)? where rejection.code == .missingToken:
            self.info("REJECTED REQUEST WITH APPROOV TOKEN HEADER EMPTY OR MISSING")
        case (let rejection, let mode)?:
            self.info(Self.fault(rejection))
            self.info("\(mode.verb) REQUEST WITH INVALID APPROOV TOKEN")
        }
    }

    /// Writes what became of the token binding.
    func writeTokenBinding(_ verdict: Verdict) {
        switch verdict.rejection(by: .binding) {
        case nil:
            self.info("ACCEPTED REQUEST WITH VALID TOKEN BINDING IN THE APPROOV TOKEN")
        case (let rejection, let mode)? where rejection.code == .bindingClaimMissing:
            self.info("\(mode.verb) REQUEST WITH APPROOV TOKEN MISSING THE CLAIM TO VERIFY THE TOKEN BINDING")
        case (_, let mode)?:
            self.info("\(mode.verb) REQUEST WITH INVALID TOKEN BINDING IN THE APPROOV TOKEN")
        }
    }

    /// Writes that a request has no credential.
    ///
    /// This line cannot be switched off.
    func writeMissingCredential() {
        self.logger.error("AUTHORIZATION TOKEN EMPTY OR MISSING")
    }

    private static func fault(_ rejection: Rejection) -> String {
        switch rejection.code {
        case .missingToken: "REQUEST WITH APPROOV TOKEN HEADER EMPTY OR MISSING"
        case .invalidSignature: "APPROOV JWT TOKEN INVALID SIGNATURE: \(rejection.message)"
        case .expired: "APPROOV JWT TOKEN EXPIRED: \(rejection.message)"
        default: "APPROOV JWT TOKEN INVALID: \(rejection.message)"
        }
    }

    private func info(_ text: String) {
        guard self.isEnabled else { return }
        self.logger.info("\(text)")
    }
}

extension Verdict {
    /// Returns why a check failed and what followed, if it did fail.
    fileprivate func rejection(by check: Rejection.Check) -> (Rejection, Enforcement)? {
        let (observed, refusal): ([Rejection], Rejection?) =
            switch self {
            case .attested: ([], nil)
            case .observed(let rejections, _): (rejections, nil)
            case .refused(let rejection, let rejections): (rejections, rejection)
            }
        if let refusal, refusal.check == check { return (refusal, .enforce) }
        return observed.first { $0.check == check }.map { ($0, .observe) }
    }
}

extension Enforcement {
    fileprivate var verb: String {
        switch self {
        case .enforce: "REJECTED"
        case .observe: "ACCEPTED"
        }
    }
}
