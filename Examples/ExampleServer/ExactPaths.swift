public import HTTPTypes
public import Hummingbird

/// Answers what the routes do not: 404, 405 with `Allow`, `OPTIONS`, and a redirection for doubled slashes.
///
/// A path is known only as it is written: no other case, no slash at the end.
public struct ExactPaths<Context: RequestContext>: RouterMiddleware {
    private let paths: Set<String>
    private let methods: [HTTPRequest.Method]

    /// Makes the rules for these paths.
    ///
    /// - Parameters:
    ///   - paths: The paths.
    ///   - methods: What every route answers besides GET and HEAD.
    ///   - context: The type of the context, where it cannot be inferred.
    public init(
        _ paths: Set<String>,
        answering methods: [HTTPRequest.Method] = [],
        context: Context.Type = Context.self
    ) {
        self.paths = paths
        self.methods = methods
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
        case let method where self.methods.contains(method): return try await next(request, context)
        case .options: return Response(status: .ok, headers: self.allowed)
        default: throw JSONAnswer(.methodNotAllowed, headers: self.allowed)
        }
    }

    private var allowed: HTTPFields {
        let methods = [.get, .options, .head] + self.methods
        return [.allow: methods.map(\.rawValue).joined(separator: ", ")]
    }

    /// Returns the known path that this one is with some slashes doubled.
    private func cleaned(_ path: String) -> String? {
        guard path.utf8.count < 1024, path.contains("//") else { return nil }
        let segments = path.split(separator: "/", omittingEmptySubsequences: true).joined(separator: "/")
        let cleaned = "/\(segments)\(path.hasSuffix("/") && !segments.isEmpty ? "/" : "")"
        return self.paths.contains(cleaned) ? cleaned : nil
    }
}
