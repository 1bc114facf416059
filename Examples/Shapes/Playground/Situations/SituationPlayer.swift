import Approov
import ApproovHummingbird
import Foundation
import HTTPTypes
import Hummingbird

/// Plays a situation: sends its requests to the application, in the process, and keeps what came of them.
struct SituationPlayer<API: HTTPResponder<BasicApproovRequestContext>>: Sendable {
    /// What answers requests to the API, as it does those from the network.
    let api: API

    let routes: PlaygroundRoutes
    let secret: String
    let now: @Sendable () -> NumericDate

    /// Returns what came of a situation.
    ///
    /// - Parameters:
    ///   - situation: The situation.
    ///   - authority: The host and the port that the requests are for.
    ///   - context: The context of the request that asks for it.
    /// - Returns: The requests with their answers, in their order.
    /// - Throws: An error if something cannot be signed.
    func play(
        _ situation: Situation,
        authority: String,
        context: BasicApproovRequestContext
    ) async throws -> [Exchange] {
        let app = AppStandIn(secret: self.secret, authority: authority, now: self.now())
        let requests = try app.requests(in: situation)
        // What is signed can be sent once, and the playground is about to do that.
        let others = situation.group == .signing ? try app.requests(in: situation) : requests
        var exchanges: [Exchange] = []
        for (request, other) in zip(requests, others) {
            exchanges.append(try await self.send(request, toPaste: other, context))
        }
        return exchanges
    }

    private func send(
        _ sent: SentRequest,
        toPaste other: SentRequest,
        _ context: BasicApproovRequestContext
    ) async throws -> Exchange {
        let recorder = VerdictRecorder()
        let response = try await VerdictRecorder.$current.withValue(recorder) {
            try await self.response(to: sent, context)
        }
        let body = try await response.body.text()
        let steps = self.routes.steps(of: sent.path)
        return Exchange(
            sent: sent,
            toPaste: other,
            status: response.status,
            fields: response.headers,
            body: body,
            verdict: recorder.verdict,
            checks: CheckList(recorder.verdict, steps: steps),
            token: sent.token.flatMap {
                TokenView($0, now: Date(timeIntervalSince1970: self.now().secondsSinceEpoch))
            }
        )
    }

    private func response(to sent: SentRequest, _ context: BasicApproovRequestContext) async throws -> Response {
        var fresh = context
        fresh.coreContext = CoreRequestContextStorage(source: context)
        let request = Request(head: sent.head, body: RequestBody(buffer: ByteBuffer(string: sent.body)))
        do {
            return try await self.api.respond(to: request, context: fresh)
        } catch let error as any HTTPResponseError {
            return try error.response(from: request, context: fresh)
        }
    }
}
