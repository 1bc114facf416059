import Approov
import Logging

/// Tells whose login token a client brings.
struct UserAuthorization: Sendable {
    let tokens: LoginTokens
    let store: UserStore
    let logger: Logger

    /// Returns the id of the user, or nothing if the token is bad or too old, or if the user is none any more.
    ///
    /// - Parameters:
    ///   - authorization: `Bearer `, and the word.
    ///   - now: The time.
    /// - Returns: The id.
    func userID(in authorization: String, at now: NumericDate = .now) -> String? {
        guard let userID = self.tokens.userID(in: authorization, at: now) else { return nil }
        do {
            return try self.store.contains(userID: userID) ? userID : nil
        } catch {
            self.logger.error("The users cannot be read", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
