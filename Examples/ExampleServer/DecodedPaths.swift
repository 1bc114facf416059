import Foundation
import HTTPTypes
public import Hummingbird

/// Resolves percent encoding in the path before the router sees it, as the original's server does, so that one resource has
/// one name and one rule.
public struct DecodedPaths<Base: HTTPResponder>: HTTPResponder {
    private let base: Base
    private let decodesSlashes: Bool

    /// Makes a responder that hands requests on to another one.
    ///
    /// - Parameters:
    ///   - base: The other one.
    ///   - decodesSlashes: Whether `%2F` separates segments, or is part of one, so that the path stays as it is.
    public init(_ base: Base, decodesSlashes: Bool = true) {
        self.base = base
        self.decodesSlashes = decodesSlashes
    }

    /// Hands the request on.
    @concurrent
    public func respond(to request: Request, context: Base.Context) async throws -> Response {
        guard let decoded = self.decoded(request.uri.path) else {
            return try await self.base.respond(to: request, context: context)
        }
        var head = request.head
        head.path = request.uri.query.map { "\(decoded)?\($0)" } ?? decoded
        return try await self.base.respond(to: Request(head: head, body: request.body), context: context)
    }

    /// Returns the path decoded, unless nothing is encoded, or something that a path may not have once decoded.
    private func decoded(_ path: String) -> String? {
        guard path.utf8.contains(UInt8(ascii: "%")), let decoded = path.removingPercentEncoding else { return nil }
        let isPath = decoded.utf8.allSatisfy {
            $0 > 0x20 && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") && $0 < 0x7F
        }
        guard isPath,
            self.decodesSlashes || path.utf8.count(of: "/") == decoded.utf8.count(of: "/")
        else { return nil }
        return decoded
    }
}

extension String.UTF8View {
    fileprivate func count(of character: Unicode.Scalar) -> Int {
        self.count { $0 == UInt8(ascii: character) }
    }
}
