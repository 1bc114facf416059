import Hummingbird
import Logging

/// Answers for whatever fails behind it, in the original's words.
struct ErrorAnswers: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request,
        context: EchoRequestContext,
        next: @concurrent (Request, EchoRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let answer as EchoAnswer {
            return answer.response(from: request, context: context)
        } catch let error as HTTPError where error.status == .notFound {
            return EchoAnswer.notFound.response(from: request, context: context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            self.logger.error("A request failed", metadata: ["error": "\(error)"])
            return EchoAnswer.internalServerError.response(from: request, context: context)
        }
    }
}
