import HTTPTypes
import Hummingbird
import ServerMetrics

/// What operators, and the machines that work for them, can ask.
struct OperationsResponder: Sendable {
    let metrics: ServerMetrics
    let readiness: Readiness

    func make() -> some HTTPResponder<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        let (metrics, readiness) = (self.metrics, self.readiness)
        router.get("metrics") { _, _ in
            Self.response(.ok, type: PrometheusText.contentType, PrometheusText(metrics.snapshot).description)
        }
        router.get("health") { _, _ in Self.status(.ok, "healthy") }
        router.get("ready") { _, _ in
            let state = readiness.state
            return Self.status(state == .ready ? .ok : .serviceUnavailable, state.rawValue)
        }
        return router.buildResponder()
    }

    private static func status(_ status: HTTPResponse.Status, _ word: String) -> Response {
        self.response(status, type: "application/json", "{\"status\":\"\(word)\"}\n")
    }

    private static func response(_ status: HTTPResponse.Status, type: String, _ text: String) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store", .contentLength: "\(text.utf8.count)"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
