public import ApproovSettings
import Foundation
import HTTPTypes
public import Hummingbird

/// What API explorers read: the description of a server in OpenAPI 3.1, as that server is set up.
///
/// Everybody may read it. It holds no secret, and says nothing that is not in the repository.
public struct OpenAPIDocument: ResponseGenerator, Sendable {
    /// Where it is served.
    public static let path = "/openapi.json"

    private let content: ByteBuffer

    /// Puts a document together.
    ///
    /// - Parameters:
    ///   - base: The document of the server that asks for least.
    ///   - patches: What differs in this one, as merge patches (RFC 7396), which are applied in turn.
    /// - Throws: `StartUpFault` if one of them is no JSON text.
    public init(_ base: [UInt8], patches: [[UInt8]] = []) throws(StartUpFault) {
        do {
            var document = try JSONSerialization.jsonObject(with: Data(base))
            for patch in patches {
                document = Self.merging(try JSONSerialization.jsonObject(with: Data(patch)), into: document)
            }
            let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            self.content = ByteBuffer(bytes: try JSONSerialization.data(withJSONObject: document, options: options))
        } catch {
            throw StartUpFault(.configuration, "The OpenAPI document is damaged.")
        }
    }

    /// Returns the response; to HEAD, without a body.
    public func response(from request: Request, context: some RequestContext) -> Response {
        let response = Response(
            status: .ok,
            headers: [.contentType: "application/json", .contentLength: "\(self.content.readableBytes)"],
            body: ResponseBody(byteBuffer: self.content)
        )
        return request.method == .head ? response.createHeadResponse() : response
    }

    private static func merging(_ patch: Any, into target: Any?) -> Any {
        guard let patch = patch as? [String: Any] else { return patch }
        var merged = target as? [String: Any] ?? [:]
        for (name, value) in patch {
            if value is NSNull {
                merged.removeValue(forKey: name)
            } else {
                merged[name] = self.merging(value, into: merged[name])
            }
        }
        return merged
    }
}
