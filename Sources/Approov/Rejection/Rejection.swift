/// Why a request was turned away: a code for programs and a message for operators.
///
/// The code is one word of a closed list and is the same in logs, metrics and spans. The message says more in English and
/// may change; it never contains a token, a key, a signature or a bound value. Neither is meant for the client, who learns
/// a status and nothing else.
///
/// ```swift
/// do throws(Rejection) {
///     return try verifier.verify(RequestEvidence(request))
/// } catch {
///     logger.notice("Refused", metadata: ["approov.outcome": "\(error.code)"])
///     return nil
/// }
/// ```
///
/// Equality compares everything; compare ``code`` when the code is what you mean.
public struct Rejection: Error, Sendable, Hashable {
    /// What was found, as one word.
    public let code: Code

    /// The check that found it.
    public let check: Check

    /// What was found, in a sentence for an operator.
    public let message: String

    /// The `kid` that no key has, if that is what was found: a key source may have the key by now.
    let unknownKeyID: String?

    package init(_ code: Code, check: Check, message: String) {
        self.init(code, check: check, message: message, unknownKeyID: nil)
    }

    init(_ code: Code, check: Check, message: String, unknownKeyID: String?) {
        self.code = code
        self.check = check
        self.message = message
        self.unknownKeyID = unknownKeyID
    }
}

extension Rejection: CustomStringConvertible {
    /// The code and the message.
    public var description: String { "\(self.code): \(self.message)" }
}

extension Rejection {
    /// A part of the decision that can be enforced or only observed on its own.
    ///
    /// See ``Enforcement``.
    public enum Check: String, Sendable, Hashable, CaseIterable {
        /// The token itself: present, well formed, genuine, fresh, for this audience.
        case token

        /// The binding of the token to something else that the request carries.
        case binding

        /// The signature over the request.
        case messageSignature
    }
}
