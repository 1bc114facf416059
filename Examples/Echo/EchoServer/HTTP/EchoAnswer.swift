import HTTPTypes
import Hummingbird

/// A JSON text as the original sends it: compact, without a line end, and not to be kept.
struct EchoAnswer: ResponseGenerator, HTTPResponseError {
    let status: HTTPResponse.Status

    private let text: String
    private var headers: HTTPFields = [:]

    private init(_ status: HTTPResponse.Status, text: String) {
        self.status = status
        self.text = text
    }

    /// Makes the answer to a request that succeeds.
    ///
    /// - Parameters:
    ///   - name: The name of the only member.
    ///   - value: Its value, which needs no escaping, as neither ids nor tokens do.
    init(_ name: StaticString, _ value: String) {
        self.init(.ok, text: "{\"\(name)\":\"\(value)\"}")
    }

    /// Makes an answer with a list of ids.
    init(_ name: StaticString, ids: [String]) {
        let list = ids.map { "\"\($0)\"" }.joined(separator: ",")
        self.init(.ok, text: "{\"\(name)\":[\(list)]}")
    }

    private init(_ status: HTTPResponse.Status, detail: StaticString) {
        self.init(status, text: "{\"errors\":{\"detail\":\"\(detail)\"}}")
    }

    static let badRequest = EchoAnswer(.badRequest, detail: "Bad Request")
    static let notFound = EchoAnswer(.notFound, detail: "Not Found")
    static let notAcceptable = EchoAnswer(.notAcceptable, detail: "Not Acceptable")
    static let tooLarge = EchoAnswer(.contentTooLarge, detail: "Request Entity Too Large")
    static let unprocessable = EchoAnswer(.unprocessableContent, detail: "Unprocessable Entity")
    static let internalServerError = EchoAnswer(.internalServerError, detail: "Internal Server Error")

    /// The token is missing or bad; the client is not told which.
    static let unauthorized = EchoAnswer(.unauthorized, text: "{}")

    /// There is too much to do; the client is to ask again in a second.
    static var tooManyRequests: EchoAnswer {
        var answer = EchoAnswer(.tooManyRequests, detail: "Too Many Requests")
        answer.headers[.retryAfter] = "1"
        return answer
    }

    /// Returns the response; to HEAD, without a body.
    func response(from request: Request, context: some RequestContext) -> Response {
        var headers = self.headers
        headers[.contentType] = "application/json; charset=utf-8"
        headers[.cacheControl] = "max-age=0, private, must-revalidate"
        let response = Response(
            status: self.status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: self.text))
        )
        return request.method == .head ? response.createHeadResponse() : response
    }
}
