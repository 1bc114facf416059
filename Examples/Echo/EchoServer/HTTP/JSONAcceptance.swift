import HTTPTypes
import Hummingbird

/// Lets through the requests of clients that accept JSON, which is all there is.
struct JSONAcceptance: RouterMiddleware {
    private static let accepted: Set<String> = ["*/*", "application/*", "application/json"]

    func handle(
        _ request: Request,
        context: EchoRequestContext,
        next: @concurrent (Request, EchoRequestContext) async throws -> Response
    ) async throws -> Response {
        guard Self.isAccepted(by: request, context.fields) else { throw EchoAnswer.notAcceptable }
        return try await next(request, context)
    }

    private static func isAccepted(by request: Request, _ fields: RequestFields) -> Bool {
        if fields.contains(.format) { return fields[.format] == "json" }
        guard let accept = request.headers[.accept] else { return true }
        return accept.split(separator: ",").contains { range in
            ParameterizedValue(String(range)).map { Self.accepted.contains($0.value) } ?? false
        }
    }
}
