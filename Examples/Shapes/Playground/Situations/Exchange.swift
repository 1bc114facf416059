import Approov
import HTTPTypes

/// A request, the answer to it, and what the verifier found out.
struct Exchange: Sendable {
    let sent: SentRequest

    /// The same request for a terminal, or one like it if the first can be sent only once.
    let toPaste: SentRequest

    let status: HTTPResponse.Status
    let fields: HTTPFields
    let body: String
    let verdict: Verdict?
    let checks: CheckList
    let token: TokenView?

    var isRefused: Bool { self.status.code >= 400 }
    var refusal: Rejection? { self.verdict?.refusal }
    var observations: [Rejection] { self.verdict?.observations ?? [] }
}
