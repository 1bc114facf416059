#if HTTPClient && Configuration

import Approov
import ApproovHTTPClient
import ApproovSettings
import Foundation

/// Fetches the key set: reachable, sound, and from a server whose clock agrees with ours.
struct KeySetExamination {
    /// How far the clocks may be apart, in seconds: a whole second is rounded away, and the answer was under way.
    private static let tolerance = 5.0

    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    /// Returns what was found, and the keys if they could be fetched.
    func result() async -> (findings: [Finding], ring: KeyRing) {
        guard let address = self.settings.text(KeyVariable.address) else { return ([], .empty) }
        if self.settings.text(KeyVariable.file) != nil {
            let message = "Set together with \(KeyVariable.file)."
            return ([.bad(KeyVariable.address, message, advice: "Take one of them away.")], .empty)
        }
        let source: JWKSKeySource
        let timing: KeyRefreshTiming
        do throws(StartUpFault) {
            source = try self.settings.addressSource(address)
            timing = try self.settings.addressTiming()
        } catch {
            let isAddress = error.description.hasPrefix(KeyVariable.address)
            let advice =
                isAddress ? "Use the address that 'approov keyset -getJWKSURI' prints." : "Correct it, or take it away."
            return ([.bad("settings", error.description, advice: advice)], .empty)
        }
        do {
            let (update, date) = try await Self.answer(of: source, within: timing.timeout)
            let ring = update.ring ?? .empty
            return ([.good(KeyVariable.address, ring.summary)] + Self.findings(date: date, now: .now), ring)
        } catch {
            let message = (error as? KeyError)?.message ?? (error as? KeySourceError)?.message ?? "There is no answer."
            let advice = "Fetch it with curl from here; a server refuses tokens of its keys until it can be fetched."
            return ([.bad(KeyVariable.address, message, advice: advice)], .empty)
        }
    }

    private static func answer(
        of source: JWKSKeySource,
        within limit: Duration
    ) async throws -> (KeyUpdate, String?) {
        try await withThrowingTaskGroup(of: (KeyUpdate, String?)?.self) { group in
            group.addTask { try await source.answer(since: nil) }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() ?? nil else {
                throw KeySourceError(.timedOut, "There is no answer within \(limit).")
            }
            return answer
        }
    }

    /// Compares the server's clock with a time of ours.
    static func findings(date text: String?, now: Date) -> [Finding] {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        guard let text, let date = format.date(from: text) else { return [] }
        let offset = now.timeIntervalSince(date)
        let seconds = DateText.duration(abs(offset))
        guard abs(offset) > Self.tolerance else {
            return [.good("clock", "Agrees with that of the key set's server.")]
        }
        let message = "\(seconds) \(offset < 0 ? "behind" : "ahead of") the clock of the key set's server."
        return [.warning("clock", message, advice: "If yours is wrong, synchronise it: tokens live for minutes.")]
    }
}

#endif
