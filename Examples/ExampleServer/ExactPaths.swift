import HTTPTypes
public import Hummingbird

/// Answers what the routes do not: 404, 405 with `Allow`, `OPTIONS`, and a redirection for doubled slashes.
///
/// Every route answers GET, and with it HEAD. A path is known only as it is written: no other case, no slash at the end.
public struct ExactPaths<Context: RequestContext>: RouterMiddleware {
    private static var methods: HTTPFields { [.allow: "GET, OPTIONS, HEAD"] }

    private let paths: Set<String>

    /// Makes the rules for these paths.
    public init(_ paths: Set<String>, context: Context.Type = Context.self) {
        self.paths = paths
    }

    /// Answers, or hands the request on if it is for a route.
    public func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        guard self.paths.contains(path) else {
            guard let cleaned = self.cleaned(path) else { throw JSONAnswer(.notFound) }
            let location = request.uri.query.map { "\(cleaned)?\($0)" } ?? cleaned
            throw JSONAnswer(.permanentRedirect, headers: [.location: location])
        }
        switch request.method {
        case .get, .head: return try await next(request, context)
        case .options: return Response(status: .ok, headers: Self.methods)
        default: throw JSONAnswer(.methodNotAllowed, headers: Self.methods)
        }
    }

    /// Returns the known path that this one is with some slashes doubled.
    private func cleaned(_ path: String) -> String? {
        guard path.utf8.count < 1024, path.contains("//") else { return nil }
        let segments = path.split(separator: "/", omittingEmptySubsequences: true).joined(separator: "/")
        let cleaned = "/\(segments)\(path.hasSuffix("/") && !segments.isEmpty ? "/" : "")"
        return self.paths.contains(cleaned) ? cleaned : nil
    }
}
