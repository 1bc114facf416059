import ApproovSettings
import Dashboard

/// Whether a server has a dashboard.
public enum DashboardRule: Sendable {
    /// It has none.
    case none

    /// It has one if there is a user and a password for it.
    case ifConfigured

    /// It has one, and does not start without a user and a password for it.
    case required

    /// Returns who may see it, if there is one.
    func login(in settings: Settings) throws(StartUpFault) -> DashboardLogin? {
        guard self != .none else { return nil }
        let login = try DashboardLogin.configured(in: settings)
        guard login != nil || self != .required else {
            throw StartUpFault(
                variable: "DASHBOARD_USER",
                "This is not set. The dashboard needs a user and a password."
            )
        }
        return login
    }
}
