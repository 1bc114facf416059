import StrictJSON

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The headers of most tokens by their spelling, so that they need not be read each time.
///
/// They name an algorithm and the type, in either order, and no `kid`; so the spellings are all of one length.
enum UsualHeaders {
    private static let length = 36

    private static let headers: [(text: [UInt8], header: TokenHeader)] = TokenAlgorithm.allCases.flatMap { algorithm in
        [#"{"alg":"\#(algorithm.rawValue)","typ":"JWT"}"#, #"{"typ":"JWT","alg":"\#(algorithm.rawValue)"}"#]
            .map { (Array(Data($0.utf8).base64EncodedString().utf8), TokenHeader(algorithm: algorithm, keyID: nil)) }
    }

    /// Returns the header that is spelled like this, if it is one of these.
    static func header(spelled text: Span<UInt8>) -> TokenHeader? {
        guard text.count == Self.length else { return nil }
        return Self.headers.first { $0.text.span.isEqual(to: text) }?.header
    }
}
