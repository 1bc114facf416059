#if HTTPClient && Configuration

import ApproovSettings

/// Examines the environment that a server would start with.
package struct Doctor: Sendable {
    private let environmentFile: String?
    private let token: InputSource?
    private let isJSON: Bool
    private let clock: ClockStatus

    /// - Parameters:
    ///   - environmentFile: The file with environment variables, in place of `.env`.
    ///   - token: A token of the account's, to try the keys on.
    ///   - isJSON: Whether to answer in JSON.
    package init(environmentFile: String?, token: InputSource?, isJSON: Bool) {
        self.init(environmentFile: environmentFile, token: token, isJSON: isJSON, clock: .current)
    }

    init(environmentFile: String?, token: InputSource?, isJSON: Bool, clock: ClockStatus) {
        self.environmentFile = environmentFile
        self.token = token
        self.isJSON = isJSON
        self.clock = clock
    }

    /// Examines everything, and says no if a server would not start, or would refuse genuine apps.
    package func run(in surroundings: Surroundings) async throws(ControlFault) -> Answer {
        let token = try self.token.map { source throws(ControlFault) in try surroundings.text(of: source, "a token") }
        let report = DoctorReport(await self.findings(token))
        let lines = self.isJSON ? [report.json.line] : report.lines(surroundings.palette)
        return Answer(lines: lines, isYes: report.isHealthy)
    }

    private func findings(_ token: String?) async -> [Finding] {
        let settings: Settings
        do throws(StartUpFault) {
            settings = try Settings(environmentFile: self.environmentFile)
        } catch {
            let advice = "Mend the file, or name another with --env-file."
            return [.bad("settings", error.description, advice: advice), self.clock.finding]
        }
        return await self.findings(settings, token: token)
    }

    /// Examines these settings.
    func findings(_ settings: Settings, token: String? = nil) async -> [Finding] {
        let keySet = await KeySetExamination(settings).result()
        var findings =
            SecretExamination(settings).findings() + KeyFileExamination(settings).findings() + keySet.findings
        if let token { findings.append(TokenExamination(settings, fetched: keySet.ring).finding(of: token)) }
        findings.append(self.clock.finding)
        findings += await PortExamination(settings).findings()
        findings += OriginExamination(settings).findings()
        findings += WordExamination(settings).findings()
        return findings
    }
}

#endif
