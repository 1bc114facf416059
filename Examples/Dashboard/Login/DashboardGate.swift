import HTTPTypes
import Hummingbird

/// Lets through who may see the dashboard.
struct DashboardGate: Sendable {
    let login: DashboardLogin

    /// What everybody else gets, whatever is wrong.
    static var refusal: Response {
        Response(
            status: .unauthorized,
            headers: [
                .wwwAuthenticate: "Basic realm=\"Dashboard\", charset=\"UTF-8\"", .cacheControl: "no-store",
                .contentLength: "0",
            ]
        )
    }

    /// Returns whether a request comes from who may see it.
    func admits(_ request: Request) -> Bool {
        let values = request.headers[values: .authorization]
        guard values.count == 1, let authorization = values.first else { return false }
        return self.login.admits(authorization)
    }
}
