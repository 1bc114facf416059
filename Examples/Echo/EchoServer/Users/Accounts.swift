import Approov

/// Registers users and logs them in.
struct Accounts: Sendable {
    let secrets: EchoSecrets
    let store: UserStore
    let tokens: LoginTokens

    /// Where passwords are hashed, which takes long on purpose.
    let work: BoundedWork

    /// Registers a user, and returns the id, or nothing if the name is taken.
    func register(_ credentials: Credentials) async throws -> String? {
        let (secrets, store) = (self.secrets, self.store)
        let userID = UserID.id(of: credentials.username, secrets: secrets)
        guard try !store.contains(userID: userID) else { return nil }
        let isAdded = try await self.work.run {
            try store.add(userID: userID, passwordHash: PasswordHash(of: credentials, secrets: secrets))
        }
        return isAdded ? userID : nil
    }

    /// Returns a login token, or nothing if there is no such user with this password.
    func logIn(_ credentials: Credentials, at now: NumericDate) async throws -> String? {
        let (secrets, store) = (self.secrets, self.store)
        let userID = UserID.id(of: credentials.username, secrets: secrets)
        let isUser = try await self.work.run {
            let known = try store.passwordHash(of: userID)
            let isMatch = try (known ?? .unmatched).matches(credentials, secrets: secrets)
            return known != nil && isMatch
        }
        return isUser ? try self.tokens.issue(for: userID, at: now) : nil
    }
}
