#if Configuration && HTTPClient

public import Approov

extension Settings {
    /// Returns what the signatures over requests must prove (`APPROOV_SIGNATURE_…`, `APPROOV_ACCOUNT_KEYS`, `APPROOV_PUBLIC_ORIGIN`,
    /// `APPROOV_TRUSTED_PROXIES` and so on): by default, that the app's installation has signed.
    ///
    /// The variables are the configuration keys of `MessageSigning`, in capitals and with `APPROOV_` before them.
    public func messageSigning() throws(StartUpFault) -> MessageSigning {
        let signing = try self.configured { config throws(ConfigurationError) in try MessageSigning(config: config) }
        guard !signing.isOff else {
            throw StartUpFault(
                variable: "APPROOV_SIGNATURE_INSTALL",
                "With both signatures off, there is nothing to verify."
            )
        }
        return signing
    }

    /// Returns who lets each signed request through once (`APPROOV_SIGNATURE_REPLAY`, `APPROOV_SIGNATURE_REPLAY_ENTRIES`), if
    /// anybody does.
    public func replayGuard() throws(StartUpFault) -> ReplayGuard? {
        try self.configured { config throws(ConfigurationError) in try ReplayGuard.configured(config) }
    }
}

#endif
