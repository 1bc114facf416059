/// Finds out whether the body of a request is the one that the app has signed, while somebody else reads it.
///
/// A verifier looks at the head of a request alone. If the app has signed a digest, ``Attestation/bodyVerification`` says what is
/// left to do:
///
/// ```swift
/// var verification = attestation.bodyVerification
/// for try await chunk in body {
///     try verification?.update(chunk)
///     file.write(chunk)
/// }
/// try verification?.finish()  // Only now is it known that what has been written is genuine.
/// ```
///
/// The bytes are those of the request's content: after the transfer coding is undone, before a content coding is. `ApproovMiddleware`
/// does all of this by itself.
///
/// It keeps no byte of the body. What it finds is counted and logged as a verification is, once.
public struct BodyVerification: Sendable {
    private enum State {
        case open(BodyExpectation)
        case complete
        case closed(Rejection?)
    }

    private var state: State
    private let observation: BodyObservation

    init(_ expectation: BodyExpectation, _ observation: BodyObservation) {
        self.state = .open(expectation)
        self.observation = observation
    }

    /// Takes the next piece of the body.
    ///
    /// - Parameter bytes: The piece.
    /// - Throws: ``Rejection`` if no body with this beginning can be genuine.
    public mutating func update(_ bytes: Span<UInt8>) throws(Rejection) {
        switch self.state {
        case .open(var expectation):
            // Let go of the hashes, lest they are copied.
            self.state = .closed(nil)
            do throws(Rejection) {
                try expectation.update(bytes)
                self.state = .open(expectation)
            } catch {
                try self.close(error)
            }
        case .complete:
            guard bytes.isEmpty else { return try self.close(Self.goesOn) }
        case .closed(let rejection):
            if let rejection { throw rejection }
        }
    }

    /// Takes the next piece of the body.
    ///
    /// - Parameter bytes: The piece.
    /// - Throws: ``Rejection`` if no body with this beginning can be genuine.
    public mutating func update(_ bytes: [UInt8]) throws(Rejection) {
        try self.update(bytes.span)
    }

    /// Decides, when the body is complete.
    ///
    /// - Throws: ``Rejection`` if the body is not the one that the app has signed.
    public mutating func finish() throws(Rejection) {
        switch self.state {
        case .open(let expectation):
            do throws(Rejection) {
                try expectation.finish()
                self.state = .complete
                self.observation.end()
            } catch {
                try self.close(error)
            }
        case .complete: break
        case .closed(let rejection):
            if let rejection { throw rejection }
        }
    }

    private static let goesOn = Rejection(
        .digestMismatch,
        check: .messageSignature,
        message: "The body goes on after its end."
    )

    private mutating func close(_ rejection: Rejection) throws(Rejection) {
        self.observation.end(refusing: rejection)
        let isEnforced = self.observation.mode == .enforce
        self.state = .closed(isEnforced ? rejection : nil)
        if isEnforced { throw rejection }
    }
}

extension BodyVerification: CustomStringConvertible, CustomReflectable {
    /// A placeholder: what is expected of a body is said by the request.
    public var description: String { "BodyVerification(…)" }

    /// A mirror without children, so that `dump` shows no digest.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
