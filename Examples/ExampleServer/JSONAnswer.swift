public import HTTPTypes
public import Hummingbird

/// A JSON text as the original servers send it: compact, with a line end.
public struct JSONAnswer: ResponseGenerator, HTTPResponseError {
    /// The status.
    public let status: HTTPResponse.Status

    private let text: String
    private let headers: HTTPFields

    /// Makes the answer to a request that succeeds.
    ///
    /// - Parameters:
    ///   - name: The name of the only member, which needs no escaping.
    ///   - value: Its value, which needs no escaping.
    public init(_ name: StaticString, _ value: StaticString) {
        self.status = .ok
        self.text = "{\"\(name)\":\"\(value)\"}\n"
        self.headers = [:]
    }

    /// Makes an answer that says nothing beyond its status.
    public init(_ status: HTTPResponse.Status, headers: HTTPFields = [:]) {
        self.status = status
        self.text = "{}\n"
        self.headers = headers
    }

    /// Returns the response; to HEAD, without a body.
    public func response(from request: Request, context: some RequestContext) -> Response {
        var headers = self.headers
        headers[.contentType] = "application/json"
        headers[.contentLength] = "\(self.text.utf8.count)"
        let response = Response(
            status: self.status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: self.text))
        )
        return request.method == .head ? response.createHeadResponse() : response
    }
}
