#if HTTPClient && Configuration

import Approov
import ApproovSettings
import Foundation

/// Looks at the file with keys: readable, sound, and not readable for everybody if it holds secrets.
struct KeyFileExamination {
    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    func findings() -> [Finding] {
        guard let path = self.settings.text(KeyVariable.file) else { return [] }
        let ring: KeyRing
        do {
            ring = try self.settings.fileSource(path).ring()
        } catch {
            let message = (error as? KeyError)?.message ?? (error as? KeySourceError)?.message ?? "\(error)"
            let advice = "The file must hold secrets, one in each line, a JWK Set, a JWK, or a public key in PEM."
            return [.bad(KeyVariable.file, message, advice: advice)]
        }
        let summary = Finding.good(KeyVariable.file, ring.summary)
        let isSecret = ring.keys.contains { $0.algorithm.isSymmetric }
        guard isSecret, Self.isOpenToOthers(path) else { return [summary] }
        let advice = "chmod 600, and chown to the user that the server runs as."
        return [
            summary, .warning(KeyVariable.file, "Every user of this machine can read the secrets.", advice: advice),
        ]
    }

    private static func isOpenToOthers(_ path: String) -> Bool {
        let path = URL(filePath: path).resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.posixPermissions] as? Int).map { $0 & 0o004 != 0 } ?? false
    }
}

#endif
