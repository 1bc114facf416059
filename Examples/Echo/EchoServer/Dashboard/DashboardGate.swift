import HTTPTypes
import Hummingbird

/// Lets through who may see the dashboard.
struct DashboardGate: RouterMiddleware {
    let login: DashboardLogin

    func handle(
        _ request: Request,
        context: EchoRequestContext,
        next: @concurrent (Request, EchoRequestContext) async throws -> Response
    ) async throws -> Response {
        let values = request.headers[values: .authorization]
        guard values.count == 1, let authorization = values.first, self.login.admits(authorization) else {
            return Response(status: .unauthorized, headers: [.wwwAuthenticate: "Basic realm=\"Echo\""])
        }
        return try await next(request, context)
    }
}
