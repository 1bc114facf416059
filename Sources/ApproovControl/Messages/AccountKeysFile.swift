import Approov

/// The account's message signing keys in a file: `kid:secret` in each line, or with commas between, as `APPROOV_ACCOUNT_KEYS` has
/// them.
struct AccountKeysFile {
    private let source: InputSource

    init(_ source: InputSource) {
        self.source = source
    }

    func load(
        _ derivation: AccountSigningKeys.Derivation,
        in surroundings: Surroundings
    ) throws(ControlFault) -> AccountSigningKeys {
        let text = try surroundings.text(of: self.source, "account keys as kid:secret")
        let texts = text.split { $0.isNewline || $0 == "," }
            .map { String($0).trimmingASCIIWhitespace() }
            .filter { !$0.isEmpty }
        guard !texts.isEmpty else { throw .configuration(self.source.name, "There are no account keys.") }
        do throws(KeyError) {
            return try AccountSigningKeys(spelled: texts, derivation: derivation)
        } catch {
            throw .configuration(self.source.name, error.message)
        }
    }
}
