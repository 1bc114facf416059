public import HTTPTypes
public import Hummingbird

/// A page, or what a page needs, under a strict Content-Security-Policy.
///
/// It loads scripts, styles and data from its own server only, nothing inline, and nobody may frame it. Forms go to its own
/// server. Nothing is kept by a cache.
public struct PageAnswer: ResponseGenerator, HTTPResponseError {
    private static let contentSecurityPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ]
    .joined(separator: "; ")

    /// The status.
    public let status: HTTPResponse.Status

    private let type: String
    private let content: ByteBuffer

    private init(_ status: HTTPResponse.Status = .ok, type: String, _ content: ByteBuffer) {
        self.status = status
        self.type = type
        self.content = content
    }

    /// A page of HTML.
    public static func page(_ html: String, status: HTTPResponse.Status = .ok) -> PageAnswer {
        PageAnswer(status, type: "text/html; charset=utf-8", ByteBuffer(string: html))
    }

    /// A style sheet.
    public static func style(_ bytes: [UInt8]) -> PageAnswer {
        PageAnswer(type: "text/css; charset=utf-8", ByteBuffer(bytes: bytes))
    }

    /// A JavaScript module.
    public static func script(_ bytes: [UInt8]) -> PageAnswer {
        PageAnswer(type: "text/javascript; charset=utf-8", ByteBuffer(bytes: bytes))
    }

    /// An icon, as a vector image.
    public static func icon(_ bytes: [UInt8]) -> PageAnswer {
        PageAnswer(type: "image/svg+xml", ByteBuffer(bytes: bytes))
    }

    /// Data for a page.
    public static func json(_ text: String, status: HTTPResponse.Status = .ok) -> PageAnswer {
        PageAnswer(status, type: "application/json; charset=utf-8", ByteBuffer(string: text))
    }

    /// Returns the response; to HEAD, without a body.
    public func response(from request: Request, context: some RequestContext) -> Response {
        var headers = Self.headers
        headers[.contentType] = self.type
        headers[.contentLength] = "\(self.content.readableBytes)"
        let response = Response(status: self.status, headers: headers, body: ResponseBody(byteBuffer: self.content))
        return request.method == .head ? response.createHeadResponse() : response
    }

    /// The fields that every page has, whatever its type.
    public static let headers: HTTPFields = [
        .cacheControl: "no-store",
        .contentSecurityPolicy: Self.contentSecurityPolicy,
        .xContentTypeOptions: "nosniff",
        .referrerPolicy: "no-referrer",
    ]
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    fileprivate static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
