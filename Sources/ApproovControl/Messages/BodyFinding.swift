import Approov

/// What is known of the body of a request whose head is accepted.
enum BodyFinding: String {
    /// It is the one that the app has signed.
    case signed

    /// It is there, and the app has not signed a digest of it.
    case notSigned

    /// The app has signed a digest, and there is no body to compare with it.
    case notChecked

    /// Compares a body with what the app has signed.
    ///
    /// - Parameters:
    ///   - source: Where the body is, if it is anywhere.
    ///   - attestation: What is known of the head.
    ///   - surroundings: What to read it from.
    /// - Returns: The finding, or why the request is refused after all; nothing if there is nothing to say.
    /// - Throws: ``ControlFault`` if it cannot be read.
    static func of(
        _ source: InputSource?,
        _ attestation: Attestation,
        in surroundings: Surroundings
    ) throws(ControlFault) -> Result<BodyFinding?, Rejection> {
        guard var verification = attestation.bodyVerification else { return .success(source == nil ? nil : .notSigned) }
        guard let source else { return .success(.notChecked) }
        try surroundings.pieces(of: source, "a body") { piece in
            // What is wrong with a piece is said at the end.
            try? verification.update(Array(piece))
        }
        return Result { () throws(Rejection) in
            try verification.finish()
            return .signed
        }
    }

    var words: String {
        switch self {
        case .signed: "body as signed"
        case .notSigned: "body not signed"
        case .notChecked: "body not looked at"
        }
    }
}
