#if HTTPClient && Configuration

import Approov
import ApproovSettings

/// Looks at the settings that are one of a few words.
struct WordExamination {
    private static let flags = [
        "APPROOV_LOGGING_ENABLED", "APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN",
        "APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN_BINDING",
    ]

    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    func findings() -> [Finding] {
        var findings: [Finding] = []
        func examine(_ read: () throws(StartUpFault) -> Void) {
            do throws(StartUpFault) {
                try read()
            } catch {
                findings.append(.bad("settings", error.description, advice: "Correct it, or take it away."))
            }
        }
        examine { () throws(StartUpFault) in _ = try self.settings.logLevel() }
        examine { () throws(StartUpFault) in _ = try self.settings.bindingRequirement(default: .required) }
        // Of an origin that is none, somebody else says more.
        if self.settings.text("APPROOV_PUBLIC_ORIGIN").map({ (try? PublicOrigin($0)) != nil }) ?? true {
            examine { () throws(StartUpFault) in _ = try self.settings.messageSigning() }
        }
        examine { () throws(StartUpFault) in _ = try self.settings.replayGuard() }
        for flag in Self.flags {
            examine { () throws(StartUpFault) in
                guard try !self.settings.flag(flag, default: true), flag != Self.flags[0] else { return }
                findings.append(
                    .warning(
                        flag,
                        "Requests pass without the check.",
                        advice: "Set it to true when the roll-out is over."
                    )
                )
            }
        }
        return findings
    }
}

#endif
