public import HTTPTypes
import RawStructuredFieldValues

/// The digests that a message states of its body (RFC 9530 section 2).
///
/// Digests with other algorithms than ``DigestAlgorithm`` are ignored, and never suffice. A body is right only if all others
/// are.
///
/// ```swift
/// var check = try ContentDigest(request.headerFields).check(limit: 1 << 20)
/// for try await chunk in body { try check.update(chunk) }
/// try check.finish()
/// ```
///
/// A digest proves nothing unless a signature covers it: demand `.field(.contentDigest)`.
public struct ContentDigest: Sendable {
    /// The digests by algorithm; at least one.
    let digests: [DigestAlgorithm: [UInt8]]

    /// The algorithms of the digests.
    public var algorithms: Set<DigestAlgorithm> { Set(self.digests.keys) }

    /// Reads `Content-Digest`.
    ///
    /// - Parameters:
    ///   - fields: The fields of the message.
    ///   - limits: How long the field may be, and how many digests it may have.
    /// - Throws: ``SignatureRejection`` if the field is missing, malformed or too large, names an algorithm twice, or has no
    ///   digest with a known algorithm.
    public init(_ fields: HTTPFields, limits: SignatureLimits = .standard) throws(SignatureRejection) {
        try self.init(fields, limits: limits, encoding: .byteSequence)
    }

    /// Reads `Content-Digest`, whose digests may be spelled as old clients do.
    package init(
        _ fields: HTTPFields,
        limits: SignatureLimits,
        encoding: SignatureEncoding
    ) throws(SignatureRejection) {
        guard let text = fields.combinedBytes(of: .contentDigest) else {
            throw SignatureRejection(.missingDigest, "The message has no Content-Digest.")
        }
        let members: OrderedMap<String, ItemOrInnerList>
        do {
            members = try StructuredFieldReader(limits: limits).dictionary(text)
        } catch {
            throw switch error {
            case .malformed: SignatureRejection(.malformedDigest, "Content-Digest is not a dictionary.")
            case .duplicateName: SignatureRejection(.duplicateName, "Content-Digest has a name twice.")
            case .limitExceeded: SignatureRejection(.limitExceeded, "Content-Digest is too long or has too many names.")
            }
        }
        var digests: [DigestAlgorithm: [UInt8]] = [:]
        for (name, member) in members {
            guard let bytes = encoding.bytes(of: member) else {
                throw SignatureRejection(.malformedDigest, "A digest is not a byte sequence in canonical base64.")
            }
            guard let algorithm = DigestAlgorithm(rawValue: name) else { continue }
            guard bytes.count == algorithm.byteCount else {
                throw SignatureRejection(
                    .malformedDigest,
                    "A digest has \(bytes.count) bytes, not \(algorithm.byteCount)."
                )
            }
            digests[algorithm] = bytes
        }
        guard !digests.isEmpty else {
            throw SignatureRejection(.unsupportedDigest, "Content-Digest has neither sha-256 nor sha-512.")
        }
        self.digests = digests
    }

    /// Returns a check that takes the body as it comes.
    ///
    /// - Parameter limit: The greatest length of the body in bytes.
    /// - Returns: The check.
    public func check(limit: Int) -> BodyDigestCheck {
        BodyDigestCheck(expecting: self.digests, limit: limit)
    }

    /// Returns the value of `Content-Digest` for a body.
    ///
    /// - Parameters:
    ///   - body: The body as it is sent, after content coding.
    ///   - algorithms: The algorithms, in this order.
    /// - Returns: The value of the field.
    public static func fieldValue(of body: some Sequence<UInt8>, by algorithms: [DigestAlgorithm] = [.sha256]) -> String
    {
        var hash = BodyHash(algorithms)
        hash.update(Array(body).span)
        let digests = hash.finalize()
        return algorithms.compactMap { algorithm in
            digests[algorithm].map { "\(algorithm.rawValue)=:\(ByteSequence.encode($0)):" }
        }.joined(separator: ", ")
    }
}
