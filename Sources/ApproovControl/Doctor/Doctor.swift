#if HTTPClient && Configuration

import ApproovSettings

/// Examines the environment that a server would start with.
package struct Doctor: Sendable {
    private let environmentFile: String?
    private let isJSON: Bool
    private let clock: ClockStatus

    /// - Parameters:
    ///   - environmentFile: The file with environment variables, in place of `.env`.
    ///   - isJSON: Whether to answer in JSON.
    package init(environmentFile: String?, isJSON: Bool) {
        self.init(environmentFile: environmentFile, isJSON: isJSON, clock: .current)
    }

    init(environmentFile: String?, isJSON: Bool, clock: ClockStatus) {
        self.environmentFile = environmentFile
        self.isJSON = isJSON
        self.clock = clock
    }

    /// Examines everything, and says no if a server would not start, or would refuse genuine apps.
    package func run(in surroundings: Surroundings) async -> Answer {
        let report = DoctorReport(await self.findings())
        let lines = self.isJSON ? [report.json.line] : report.lines(surroundings.palette)
        return Answer(lines: lines, isYes: report.isHealthy)
    }

    private func findings() async -> [Finding] {
        let settings: Settings
        do throws(StartUpFault) {
            settings = try Settings(environmentFile: self.environmentFile)
        } catch {
            return [
                .bad("settings", error.description, advice: "Mend the file, or name another with --env-file."),
                self.clock.finding,
            ]
        }
        return await self.findings(settings)
    }

    /// Examines these settings.
    func findings(_ settings: Settings) async -> [Finding] {
        let keySet = await KeySetExamination(settings).findings()
        return SecretExamination(settings).findings() + KeyFileExamination(settings).findings() + keySet
            + [self.clock.finding] + (await PortExamination(settings).findings())
            + OriginExamination(settings).findings() + WordExamination(settings).findings()
    }
}

#endif
