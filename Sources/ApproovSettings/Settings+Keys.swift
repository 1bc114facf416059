#if Configuration && HTTPClient

package import Approov
package import ApproovHTTPClient

extension Settings {
    /// Returns the text of the account secret, of which nothing is known.
    public func accountSecret(_ spelling: SecretSpelling = .base64) throws(StartUpFault) -> String {
        guard let text = self.text(spelling.variable, isSecret: true) else {
            throw StartUpFault(
                variable: spelling.variable,
                "This is not set. Copy the secret that '\(spelling.command)' prints."
            )
        }
        return text
    }

    /// Returns the keys of the account secret and of the one before, if there is one.
    ///
    /// - Parameters:
    ///   - preferred: In which of its two variables the secret is, if it is in both.
    ///   - isRequired: Whether there must be a secret.
    /// - Returns: The keys.
    /// - Throws: ``StartUpFault`` if there is no secret, or it is of no use.
    package func accountKeys(_ preferred: SecretSpelling, isRequired: Bool) throws(StartUpFault) -> KeyRing {
        let found = [preferred, preferred.other].first { self.isSet($0) }
        guard let spelling = found ?? (isRequired ? preferred : nil) else { return .empty }
        var keys = [try self.key(of: try self.accountSecret(spelling), spelling, in: spelling.variable)]
        if let previous = self.text(spelling.previousVariable, isSecret: true) {
            keys.append(try self.key(of: previous, spelling, in: spelling.previousVariable))
        }
        do throws(KeyError) {
            return try KeyRing(keys)
        } catch {
            throw StartUpFault(variable: spelling.variable, error.message)
        }
    }

    /// Whether the secret, or the one before, is spelled so.
    private func isSet(_ spelling: SecretSpelling) -> Bool {
        [spelling.variable, spelling.previousVariable].contains { self.text($0, isSecret: true) != nil }
    }

    private func key(
        of text: String,
        _ spelling: SecretSpelling,
        in variable: String
    ) throws(StartUpFault) -> VerificationKey {
        do throws(KeyError) {
            switch spelling {
            case .base64: return try VerificationKey(base64Secret: text)
            case .base64URL: return try VerificationKey(base64URLSecret: text)
            }
        } catch {
            throw StartUpFault(variable: variable, error.message)
        }
    }

    package func fileSource(_ path: String) throws(StartUpFault) -> FileKeySource {
        let algorithm = try self.text(KeyVariable.algorithm).map { name throws(StartUpFault) in
            guard let algorithm = TokenAlgorithm(named: name) else {
                let names = TokenAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
                throw StartUpFault(variable: KeyVariable.algorithm, "This must be one of: \(names).")
            }
            return algorithm
        }
        return FileKeySource(path: path, algorithm: algorithm, keyID: self.text(KeyVariable.keyID))
    }

    package func addressSource(_ address: String) throws(StartUpFault) -> JWKSKeySource {
        let authorities = self.text(KeyVariable.authorities)
        do throws(KeySourceError) {
            return try JWKSKeySource(url: address, certificateAuthorityFile: authorities)
        } catch {
            let variable = error.code == .unreachable ? KeyVariable.authorities : KeyVariable.address
            throw StartUpFault(variable: variable, error.message)
        }
    }

    package func addressTiming() throws(StartUpFault) -> KeyRefreshTiming {
        let standard = KeyRefreshTiming.network
        var timing = standard
        timing.interval = try self.duration(KeyVariable.refresh, default: standard.interval)
        timing.timeout = try self.duration(KeyVariable.timeout, default: standard.timeout)
        timing.cooldown = try self.duration(KeyVariable.cooldown, default: standard.cooldown)
        timing.maximumAge = try standard.maximumAge.map { age throws(StartUpFault) in
            try self.duration(KeyVariable.maximumAge, default: age)
        }
        return timing
    }

    private func duration(_ variable: String, default standard: Duration) throws(StartUpFault) -> Duration {
        guard let text = self.text(variable) else { return standard }
        guard let seconds = Int(text), 1...31_536_000 ~= seconds else {
            throw StartUpFault(variable: variable, "This must be a number of seconds, at least 1.")
        }
        return .seconds(seconds)
    }
}

#endif
