#if Hummingbird

import Approov
import HTTPTypes
import Hummingbird

/// What the client of a refused request learns: a status and an empty JSON object.
struct Refusal: HTTPResponseError {
    let status: HTTPResponse.Status

    /// The reason, if the client may know it.
    let reason: Rejection.Code?

    func response(from request: Request, context: some RequestContext) -> Response {
        let body = self.reason.map { "{\"reason\":\"\($0)\"}" } ?? "{}"
        let headers: HTTPFields = [.contentType: "application/json", .contentLength: "\(body.utf8.count)"]
        let response = Response(
            status: self.status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: body))
        )
        return request.method == .head ? response.createHeadResponse() : response
    }
}

#endif
