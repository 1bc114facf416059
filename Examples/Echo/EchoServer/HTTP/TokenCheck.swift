import Approov
import ApproovHummingbird
import Hummingbird
import Logging

/// Lets through the requests of genuine apps, which may send their token in a header, in the query or in the body.
struct TokenCheck: RouterMiddleware {
    let verifier: ApproovVerifier
    let logger: Logger

    func handle(
        _ request: Request,
        context: EchoRequestContext,
        next: @concurrent (Request, EchoRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.attestation = try self.attestation(of: request, context.fields)
        return try await Attestation.$current.withValue(context.attestation) {
            try await next(request, context)
        }
    }

    private func attestation(of request: Request, _ fields: RequestFields) throws(EchoAnswer) -> Attestation {
        do throws(Rejection) {
            return try self.verifier.verify(RequestEvidence(request.head, fields))
        } catch {
            self.logger.info("Refused a request", metadata: ["approov.outcome": "\(error.code)"])
            throw .unauthorized
        }
    }
}
