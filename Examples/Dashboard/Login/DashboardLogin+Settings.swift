public import ApproovSettings

extension DashboardLogin {
    private static let minimumUserLength = 8
    private static let minimumPasswordLength = 12

    /// Reads who may see the dashboard: `DASHBOARD_USER` and `DASHBOARD_PASSWORD`, or both with `LIVE_VIEW_` before them.
    ///
    /// - Parameter settings: The environment.
    /// - Returns: The login, or `nil` if none of the variables is set.
    /// - Throws: `StartUpFault` if one of the two is missing or too short, or the user has a colon.
    public static func configured(in settings: Settings) throws(StartUpFault) -> DashboardLogin? {
        for prefix in ["", "LIVE_VIEW_"] {
            let (userVariable, passwordVariable) = ("\(prefix)DASHBOARD_USER", "\(prefix)DASHBOARD_PASSWORD")
            let user = settings.text(userVariable, isSecret: true)
            let password = settings.text(passwordVariable, isSecret: true)
            guard user != nil || password != nil else { continue }
            return DashboardLogin(
                user: try self.user(user, userVariable),
                password: try self.credential(password, passwordVariable, minimumLength: self.minimumPasswordLength)
            )
        }
        return nil
    }

    private static func user(_ text: String?, _ variable: String) throws(StartUpFault) -> String {
        let user = try self.credential(text, variable, minimumLength: self.minimumUserLength)
        guard !user.utf8.contains(UInt8(ascii: ":")) else {
            throw StartUpFault(variable: variable, "This must have no colon: browsers cannot send one (RFC 7617).")
        }
        return user
    }

    private static func credential(
        _ text: String?,
        _ variable: String,
        minimumLength: Int
    ) throws(StartUpFault) -> String {
        guard let text else {
            throw StartUpFault(variable: variable, "This is not set. The dashboard needs a user and a password.")
        }
        guard text.utf8.count >= minimumLength else {
            throw StartUpFault(variable: variable, "This must have at least \(minimumLength) bytes.")
        }
        return text
    }
}
