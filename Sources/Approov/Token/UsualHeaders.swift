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

    /// A spelling in words, of which the last two overlap, so that comparing two counts no references.
    private typealias Spelling = SIMD8<UInt64>

    private static let headers: [(spelling: Spelling, algorithm: TokenAlgorithm)] = TokenAlgorithm.allCases.flatMap {
        algorithm in
        [#"{"alg":"\#(algorithm.rawValue)","typ":"JWT"}"#, #"{"typ":"JWT","alg":"\#(algorithm.rawValue)"}"#]
            .map { Array(Data($0.utf8).base64EncodedString().utf8) }
            .filter { $0.count == Self.length }
            .map { (Self.spelling($0.span), algorithm) }
    }

    /// Returns the header that is spelled like this, if it is one of these.
    static func header(spelled text: Span<UInt8>) -> TokenHeader? {
        guard text.count == Self.length else { return nil }
        let spelling = Self.spelling(text)
        for (known, algorithm) in Self.headers where known == spelling {
            return TokenHeader(algorithm: algorithm, keyID: nil)
        }
        return nil
    }

    private static func spelling(_ text: Span<UInt8>) -> Spelling {
        Spelling(text.word(at: 0), text.word(at: 8), text.word(at: 16), text.word(at: 24), text.word(at: 28), 0, 0, 0)
    }
}
