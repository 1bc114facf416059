import ApproovHummingbird
import ExampleServer
import Hummingbird

/// Serves the description of the API to everybody and hands all other requests on.
///
/// It comes before the check of tokens: who has none is to learn from it how to get one accepted.
struct OpenAPIRoute: RouterMiddleware {
    private static let methods = ExactPaths([OpenAPIDocument.path], context: BasicApproovRequestContext.self)

    let document: OpenAPIDocument

    func handle(
        _ request: Request,
        context: BasicApproovRequestContext,
        next: @concurrent (Request, BasicApproovRequestContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.path == OpenAPIDocument.path else { return try await next(request, context) }
        return try await Self.methods.handle(request, context: context) { request, context in
            self.document.response(from: request, context: context)
        }
    }
}
