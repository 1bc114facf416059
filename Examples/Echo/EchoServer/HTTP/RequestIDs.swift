import Foundation
import HTTPTypes
import Hummingbird

/// Gives each answer the id of its request (`x-request-id`): the client's, if it has a usable one, or a new one.
struct RequestIDs: RouterMiddleware {
    private static let lengths = 20...200

    func handle(
        _ request: Request,
        context: EchoRequestContext,
        next: @concurrent (Request, EchoRequestContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.requestID] = Self.id(of: request)
        return response
    }

    private static func id(of request: Request) -> String {
        let ids = request.headers[values: .requestID]
        if let id = ids.first, ids.count == 1, Self.lengths ~= id.utf8.count,
            id.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
        {
            return id
        }
        return UUID().uuidString
    }
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    static let requestID = HTTPField.Name("x-request-id")!
}
