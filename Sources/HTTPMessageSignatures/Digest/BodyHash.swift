import Crypto

/// The hashes of a body that comes in pieces.
struct BodyHash: Sendable {
    private var sha256: SHA256?
    private var sha512: SHA512?

    init(_ algorithms: some Sequence<DigestAlgorithm>) {
        for algorithm in algorithms {
            switch algorithm {
            case .sha256: self.sha256 = SHA256()
            case .sha512: self.sha512 = SHA512()
            }
        }
    }

    mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe self.sha256?.update(bufferPointer: bytes)
            unsafe self.sha512?.update(bufferPointer: bytes)
        }
    }

    func finalize() -> [DigestAlgorithm: [UInt8]] {
        var digests: [DigestAlgorithm: [UInt8]] = [:]
        digests[.sha256] = self.sha256.map { Array($0.finalize()) }
        digests[.sha512] = self.sha512.map { Array($0.finalize()) }
        return digests
    }
}
