import ApproovHummingbird
import ExampleServer
import HTTPTypes
import Hummingbird

/// Lets through the requests that carry a user's credential.
///
/// What it is worth is for the handler to find out.
struct CredentialCheck: RouterMiddleware {
    let log: ShapesLog

    func handle(
        _ request: Request,
        context: BasicApproovRequestContext,
        next: @concurrent (Request, BasicApproovRequestContext) async throws -> Response
    ) async throws -> Response {
        try self.check(request)
        return try await next(request, context)
    }

    func check(_ request: Request) throws(JSONAnswer) {
        let isPresent = request.headers[values: .authorization].contains { !$0.allSatisfy(\.isWhitespace) }
        guard isPresent else {
            self.log.writeMissingCredential()
            throw JSONAnswer(.badRequest)
        }
    }
}
