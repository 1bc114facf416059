import HTTPTypes
import Hummingbird
import ServiceLifecycle
import WebPages

/// The stream of server-sent events that keeps a page up to date.
///
/// Each time that a page connects it is told which history this is (`start`); then it gets the samples that it has not had
/// (`samples`), and what is to be shown now (`view`), again every second, which shows too that the connection is alive. A page that
/// comes back names the last sample that it has had, so that its chart has no hole; if it comes back to another history, it begins
/// anew.
struct DashboardEvents: Sendable {
    /// How many samples are sent at once.
    private static let batch = 300

    private struct Start: Encodable {
        let epoch: String
        let length: Int
    }

    private struct Item: Encodable {
        let n: Int
        let o: [[Int64]]
    }

    let history: History
    let contents: DashboardContents

    /// Returns the answer to a page.
    func response(to request: Request) -> Response {
        guard let ticks = self.history.listen() else {
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "10", .contentLength: "0"])
        }
        let known = self.known(request.headers[.lastEventID])
        var headers = PageAnswer.headers
        headers[.contentType] = "text/event-stream; charset=utf-8"
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody { writer in
                try await self.write(to: &writer, ticks, after: known)
                try await writer.finish(nil)
            }
        )
    }

    @concurrent
    private func write(
        to writer: inout any ResponseBodyWriter,
        _ ticks: AsyncStream<Void>,
        after known: Int
    ) async throws {
        var known = known
        let start = Start(epoch: self.history.epoch, length: SampleRing.length)
        try await writer.write(ByteBuffer(string: "retry: 1000\nevent: start\ndata: \(try JSONText.text(start))\n\n"))
        for await _ in ticks.cancelOnGracefulShutdown() {
            let moment = self.history.moment
            for batch in moment.ring.samples(after: known).batches(of: Self.batch) {
                let items = batch.map { sample in
                    Item(
                        n: sample.number,
                        o: sample.outcomes.sorted { $0.key < $1.key }.map { [Int64($0.key), $0.value] }
                    )
                }
                known = batch.last?.number ?? known
                let id = "\(self.history.epoch)-\(known)"
                let data = try JSONText.text(items)
                try await writer.write(ByteBuffer(string: "id: \(id)\nevent: samples\ndata: \(data)\n\n"))
            }
            let view = try JSONText.text(DashboardView(moment, self.contents))
            try await writer.write(ByteBuffer(string: "event: view\ndata: \(view)\n\n"))
        }
    }

    /// Returns the number of the last sample that a page has had of this history, or 0 if it names none.
    private func known(_ id: String?) -> Int {
        let parts = (id ?? "").split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == self.history.epoch, let number = Int(parts[1]),
            1...max(self.history.moment.ring.last, 1) ~= number
        else { return 0 }
        return number
    }
}

extension Array {
    fileprivate func batches(of count: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
    }
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    fileprivate static let lastEventID = HTTPField.Name("Last-Event-ID")!
}
