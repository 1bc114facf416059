#if HTTPClient

import Approov
import NIOHTTP1

/// What the header of an answer says of the key set in it.
struct KeySetHead {
    /// The longest lifetime that is believed.
    private static let longestLifetime = 31_536_000

    /// The longest `ETag` that is remembered, in bytes.
    private static let maximumTagLength = 256

    /// What the server knows this version of the set by (RFC 9110 section 8.8.3).
    let tag: String?

    /// How long the answer may be kept (RFC 9111 section 5.2.2.1).
    let lifetime: Duration?

    private let mediaTypes: [String]
    private let isEncoded: Bool

    init(_ headers: HTTPHeaders) {
        self.tag = headers.first(name: "etag").flatMap { tag in
            tag.utf8.count <= Self.maximumTagLength && tag.utf8.allSatisfy { 0x21...0x7E ~= $0 } ? tag : nil
        }
        self.lifetime = Self.lifetime(headers[canonicalForm: "cache-control"].map { $0.lowercased() })
        self.mediaTypes = headers["content-type"].map { value in
            value.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        }
        self.isEncoded = headers[canonicalForm: "content-encoding"].contains { $0.lowercased() != "identity" }
    }

    /// Throws if the body is not plain JSON.
    func checkForm() throws(KeySourceError) {
        guard !self.isEncoded else { throw KeySourceError(.unexpectedForm, "The answer is compressed.") }
        guard self.mediaTypes.count == 1, self.mediaTypes.allSatisfy(Self.isJSON) else {
            throw KeySourceError(.unexpectedForm, "The answer's media type is not that of JSON.")
        }
    }

    private static func isJSON(_ mediaType: String) -> Bool {
        mediaType == "application/json" || (mediaType.hasPrefix("application/") && mediaType.hasSuffix("+json"))
    }

    private static func lifetime(_ directives: [String]) -> Duration? {
        guard !directives.contains("no-store"), !directives.contains("no-cache") else { return .zero }
        for directive in directives where directive.hasPrefix("max-age=") {
            guard let seconds = Int(directive.dropFirst(8)), seconds >= 0 else { return nil }
            return .seconds(min(seconds, Self.longestLifetime))
        }
        return nil
    }
}

#endif
