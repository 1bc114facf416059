import ApproovHummingbird
import Hummingbird

/// What the playground sends its requests to: the API, and the route for orders beside it.
struct PlaygroundAPI<Base: HTTPResponder<BasicApproovRequestContext>>: HTTPResponder {
    let base: Base
    let orders: OrdersRoute

    @concurrent
    func respond(to request: Request, context: BasicApproovRequestContext) async throws -> Response {
        if request.uri.path == PlaygroundRoutes.orders {
            try await self.orders.responder.respond(to: request, context: context)
        } else {
            try await self.base.respond(to: request, context: context)
        }
    }
}
