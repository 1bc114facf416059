import HTTPTypes
public import Hummingbird
import WebPages

/// Answers requests for a dashboard, and hands all others on to a server's own responder.
public struct DashboardResponder<Base: HTTPResponder>: HTTPResponder where Base.Context: RequestContext {
    private let dashboard: Dashboard
    private let base: Base

    /// Puts a dashboard before a server's own responder.
    public init(_ dashboard: Dashboard, before base: Base) {
        self.dashboard = dashboard
        self.base = base
    }

    /// Answers, or hands the request on.
    @concurrent
    public func respond(to request: Request, context: Base.Context) async throws -> Response {
        let path = request.uri.path
        guard path.hasPrefix("/dashboard"), let part = DashboardPart(path: path),
            request.method == .get || request.method == .head
        else { return try await self.base.respond(to: request, context: context) }
        guard self.dashboard.gate.admits(request) else { return DashboardGate.refusal }
        let response = try self.response(of: part, to: request, context)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func response(of part: DashboardPart, to request: Request, _ context: Base.Context) throws -> Response {
        let answer: PageAnswer
        switch part {
        case .root: return Response.redirect(to: DashboardPart.home.path, type: .found)
        case .events: return self.dashboard.events.response(to: request)
        case .home:
            let view = DashboardView(self.dashboard.history.moment, self.dashboard.contents)
            answer = .page(DashboardPage.html(view, name: self.dashboard.name))
        case .numbers: answer = .json(try JSONText.text(self.dashboard.report()))
        case .style: answer = .style(PackageResources.dashboard_css)
        case .script: answer = .script(PackageResources.dashboard_js)
        case .icon: answer = .icon(PackageResources.icon_svg)
        }
        return answer.response(from: request, context: context)
    }
}
