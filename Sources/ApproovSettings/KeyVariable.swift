/// The variables that say where keys come from.
enum KeyVariable {
    static let file = "APPROOV_KEYS_FILE"
    static let algorithm = "APPROOV_KEYS_ALGORITHM"
    static let keyID = "APPROOV_KEYS_ID"
    static let address = "APPROOV_JWKS_URL"
    static let refresh = "APPROOV_JWKS_REFRESH_SECONDS"
    static let timeout = "APPROOV_JWKS_TIMEOUT_SECONDS"
    static let cooldown = "APPROOV_JWKS_COOLDOWN_SECONDS"
    static let maximumAge = "APPROOV_JWKS_MAXIMUM_AGE_SECONDS"
    static let authorities = "APPROOV_JWKS_CA_FILE"
}
