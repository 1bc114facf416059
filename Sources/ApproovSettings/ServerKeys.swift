#if Configuration && HTTPClient

public import Approov
import ApproovHTTPClient
public import Logging

/// The keys of a server, and what keeps them those of their source.
public struct ServerKeys: Sendable {
    /// The keys.
    public let store: KeyStore

    /// How many of the keys, the first ones, stay whatever becomes of the source of the others.
    public let lastingCount: Int

    /// What must run beside the server, if the keys can change.
    public let refreshers: [KeyRefresher]

    /// Makes keys that stay.
    public init(_ ring: KeyRing) {
        self.store = KeyStore(ring)
        self.lastingCount = ring.keys.count
        self.refreshers = []
    }

    private init(store: KeyStore, lasting: KeyRing, refresher: KeyRefresher) {
        self.store = store
        self.lastingCount = lasting.keys.count
        self.refreshers = [refresher]
    }

    /// Reads what the settings say of keys.
    ///
    /// - `APPROOV_BASE64_SECRET` or `APPROOV_BASE64URL_SECRET`, and the same with `_PREVIOUS`: the account secret, and the one before.
    /// - `APPROOV_KEYS_FILE`: a file with keys, which is read again when it changes; with `APPROOV_KEYS_ALGORITHM` and
    ///   `APPROOV_KEYS_ID` if it is a key in PEM.
    /// - `APPROOV_JWKS_URL`: the address of a key set, which is fetched every `APPROOV_JWKS_REFRESH_SECONDS` (300) within
    ///   `APPROOV_JWKS_TIMEOUT_SECONDS` (5), for unknown keys every `APPROOV_JWKS_COOLDOWN_SECONDS` (30), and believed for
    ///   `APPROOV_JWKS_MAXIMUM_AGE_SECONDS` (86400); `APPROOV_JWKS_CA_FILE` names the certificate authorities of its server.
    ///
    /// There must be one of these; the account secret may stand beside one of the other two.
    ///
    /// - Parameters:
    ///   - settings: The environment.
    ///   - spelling: Which of its two variables counts if the account secret is in both.
    ///   - logger: Where changes of keys are logged.
    /// - Throws: ``StartUpFault`` if a setting makes no sense, or the file cannot be read.
    public init(_ settings: Settings, spelling: SecretSpelling = .base64, logger: Logger) throws(StartUpFault) {
        let file = settings.text(KeyVariable.file)
        let address = settings.text(KeyVariable.address)
        switch (file, address) {
        case (nil, nil):
            self.init(try settings.accountKeys(spelling, isRequired: true))
        case (let path?, nil):
            let lasting = try settings.accountKeys(spelling, isRequired: false)
            let source = try settings.fileSource(path)
            let ring = try Self.firstRing(of: source, beside: lasting)
            let store = KeyStore(ring)
            self.init(
                store: store,
                lasting: lasting,
                refresher: KeyRefresher(of: store, from: source, beside: lasting, timing: .file, logger: logger)
            )
        case (nil, let address?):
            let lasting = try settings.accountKeys(spelling, isRequired: false)
            let store = KeyStore(lasting)
            self.init(
                store: store,
                lasting: lasting,
                refresher: KeyRefresher(
                    of: store,
                    from: try settings.addressSource(address),
                    beside: lasting,
                    timing: try settings.addressTiming(),
                    logger: logger
                )
            )
        case (_?, _?):
            throw StartUpFault(variable: KeyVariable.address, "Set either this or \(KeyVariable.file).")
        }
    }

    private static func firstRing(of source: FileKeySource, beside lasting: KeyRing) throws(StartUpFault) -> KeyRing {
        do {
            return try lasting.joined(with: try source.ring())
        } catch let error as KeyError {
            throw StartUpFault(variable: KeyVariable.file, error.message)
        } catch let error as KeySourceError {
            throw StartUpFault(variable: KeyVariable.file, error.message)
        } catch {
            throw StartUpFault(variable: KeyVariable.file, "The file cannot be read.")
        }
    }
}

#endif
