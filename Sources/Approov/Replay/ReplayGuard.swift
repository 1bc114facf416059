import Logging

/// Lets each signed request through once.
///
/// A signature proves that an app has made a request, not that it is made for the first time: whoever records a request can send
/// it again while its signature is fresh.
///
/// ```swift
/// let replays = ReplayGuard(memory: InMemoryReplayMemory(), whenUnavailable: .refuse)
/// router.add(middleware: ApproovMiddleware(verifier: verifier, replays: replays))
/// ```
///
/// Use it for the routes where a second time does harm. Two requests that an app makes in the same second are one request if they
/// are alike in everything that is signed: then the second is refused, honest or not, unless the app signs something that is
/// different each time, such as `Approov-TraceID` or a `nonce`.
///
/// Give it to one of the checks that a request passes: a second one with the same guard would take the request for a replay of itself.
///
/// The memory is asked only about requests that are genuine in all else. The body may still be on its way then: if the connection
/// is lost, and the client sends the same bytes again, that is a replay.
public struct ReplayGuard: Sendable {
    /// What follows if the memory cannot tell.
    public enum Unavailability: String, Sendable, Hashable, CaseIterable {
        /// The request is refused: a memory that fails stops the service.
        case refuse

        /// The request passes: who makes the memory fail can replay.
        case accept
    }

    private let memory: any ReplayMemory
    private let unavailability: Unavailability

    /// Makes a guard.
    ///
    /// - Parameters:
    ///   - memory: Who remembers.
    ///   - unavailability: What follows if the memory cannot tell.
    public init(memory: some ReplayMemory, whenUnavailable unavailability: Unavailability) {
        self.memory = memory
        self.unavailability = unavailability
    }

    /// Refuses what has been seen before, and remembers what has not.
    ///
    /// A request without signatures passes.
    ///
    /// - Parameters:
    ///   - signatures: Those of the request. See ``Attestation/signatures``.
    ///   - now: The time, by the clock with which the signatures have been verified.
    /// - Throws: ``Rejection`` with the code `replayed` if one of the request's signatures has been seen, or if nobody can tell and
    ///   that is a reason to refuse.
    public func check(_ signatures: [MessageSignature], at now: NumericDate = .now) async throws(Rejection) {
        for signature in signatures {
            let rest = signature.end.secondsSinceEpoch - now.secondsSinceEpoch
            let seconds = rest.isFinite ? min(max(rest, 1), Self.longest) : Self.longest
            let isNew: Bool
            do {
                isNew = try await self.memory.insertIfAbsent(ReplayKey(signature), for: .seconds(seconds))
            } catch {
                Logger.current.error("The replay memory fails", metadata: ["error": "\(type(of: error))"])
                guard self.unavailability == .refuse else { continue }
                throw Self.rejection("Nobody can tell whether the request is a replay.")
            }
            guard isNew else { throw Self.rejection("The request has been accepted before.") }
        }
    }

    /// The longest time for which a signature can be valid, in seconds: an hour, and the skew on either side.
    private static let longest = 4200.0

    private static func rejection(_ message: String) -> Rejection {
        Rejection(.replayed, check: .messageSignature, message: message)
    }
}
