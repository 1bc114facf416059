import HTTPTypes
import Hummingbird

/// A part of the dashboard: a page, or what a page needs.
///
/// It may load nothing from elsewhere, and nobody may frame it.
struct DashboardAnswer: ResponseGenerator {
    private static let contentSecurityPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'",
        "form-action 'none'", "frame-ancestors 'none'",
    ]
    .joined(separator: "; ")

    private let type: String
    private let text: String

    private init(type: String, _ text: String) {
        self.type = type
        self.text = text
    }

    static func page(_ text: String) -> Self { Self(type: "text/html; charset=utf-8", text) }
    static func style(_ text: String) -> Self { Self(type: "text/css; charset=utf-8", text) }
    static func script(_ text: String) -> Self { Self(type: "text/javascript; charset=utf-8", text) }
    static func json(_ text: String) -> Self { Self(type: "application/json; charset=utf-8", text) }

    func response(from request: Request, context: some RequestContext) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: self.type,
                .cacheControl: "no-store",
                .contentSecurityPolicy: Self.contentSecurityPolicy,
                .xContentTypeOptions: "nosniff",
                .referrerPolicy: "no-referrer",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: self.text))
        )
    }
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    fileprivate static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
