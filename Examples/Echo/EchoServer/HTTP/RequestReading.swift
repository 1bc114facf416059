import HTTPTypes
import Hummingbird
import NIOCore

/// Reads the query and the body before anything else is done, and leaves what they say in the context.
///
/// A body of a type that it does not know is not read at all.
struct RequestReading: RouterMiddleware {
    /// How long a body may be, in bytes.
    private static let maximumLength = 8_000_000

    private static let methodsWithBody: [HTTPRequest.Method] = [.post, .put, .patch, .delete]

    func handle(
        _ request: Request,
        context: EchoRequestContext,
        next: @concurrent (Request, EchoRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        do {
            context.fields = try RequestFields(form: request.uri.query ?? "")
            let body = try await Self.body(of: request, context: context)
            context.fields.overlay(body)
            guard !Self.overridesMethod(request, body) else { throw EchoAnswer.notFound }
        } catch is MalformedInput {
            throw EchoAnswer.badRequest
        }
        return try await next(request, context)
    }

    private static func body(of request: Request, context: EchoRequestContext) async throws -> RequestFields {
        guard self.methodsWithBody.contains(request.method),
            let type = request.headers[.contentType].flatMap(ParameterizedValue.init)
        else { return RequestFields() }
        switch type.value {
        case "application/x-www-form-urlencoded":
            guard let form = String(validating: try await self.bytes(of: request), as: UTF8.self) else {
                throw MalformedInput()
            }
            return try RequestFields(form: form)
        case "multipart/form-data":
            return try RequestFields(
                multipart: try await self.bytes(of: request),
                boundary: type[parameter: "boundary"] ?? ""
            )
        case let value where value == "application/json" || value.hasSuffix("+json"):
            let bytes = try await self.bytes(of: request)
            return bytes.isEmpty ? RequestFields() : try RequestFields(json: bytes)
        default:
            return RequestFields()
        }
    }

    private static func bytes(of request: Request) async throws -> [UInt8] {
        let declared = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard declared <= self.maximumLength else { throw EchoAnswer.tooLarge }
        do {
            return Array(try await request.body.collect(upTo: self.maximumLength).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw EchoAnswer.tooLarge
        }
    }

    /// Whether a POST stands for another method; no route has one of those.
    private static func overridesMethod(_ request: Request, _ body: RequestFields) -> Bool {
        guard request.method == .post else { return false }
        return [request.headers[.methodOverride], body[.method]].contains {
            ["PUT", "PATCH", "DELETE"].contains($0?.uppercased())
        }
    }
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    fileprivate static let methodOverride = HTTPField.Name("x-http-method-override")!
}
