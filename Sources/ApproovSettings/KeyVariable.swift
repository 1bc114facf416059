/// The variables that say where keys come from.
package enum KeyVariable {
    package static let file = "APPROOV_KEYS_FILE"
    package static let algorithm = "APPROOV_KEYS_ALGORITHM"
    package static let keyID = "APPROOV_KEYS_ID"
    package static let address = "APPROOV_JWKS_URL"
    package static let refresh = "APPROOV_JWKS_REFRESH_SECONDS"
    package static let timeout = "APPROOV_JWKS_TIMEOUT_SECONDS"
    package static let cooldown = "APPROOV_JWKS_COOLDOWN_SECONDS"
    package static let maximumAge = "APPROOV_JWKS_MAXIMUM_AGE_SECONDS"
    package static let authorities = "APPROOV_JWKS_CA_FILE"
}
