#if Hummingbird

import HTTPTypes
import Hummingbird

/// Refuses requests that a web page has made: of another origin, or by a name that was pointed at this machine.
///
/// Whoever can open a page in a browser on this machine could otherwise ask for tokens.
struct LocalCallers<Context: RequestContext>: RouterMiddleware {
    /// Whether hosts other than this machine's own names are asked for on purpose.
    let allowsOtherHosts: Bool

    func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.headers[.origin] == nil else {
            return IssuerRoutes.fault(.forbidden, "Web pages get no answer.")
        }
        guard self.allowsOtherHosts || LoopbackHost.isNamed(in: request.head.authority ?? "") else {
            return IssuerRoutes.fault(.forbidden, "Ask for this machine by one of its own names, such as localhost.")
        }
        return try await next(request, context)
    }
}

#endif
