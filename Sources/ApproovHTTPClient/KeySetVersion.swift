#if HTTPClient

import Crypto

/// What a key set is known by: a digest of its text, and the server's name for it.
struct KeySetVersion {
    let digest: String
    let tag: String?

    init(of text: String, tag: String?) {
        self.digest = SHA256.hash(data: Array(text.utf8)).reduce(into: "") { $0 += String($1, radix: 16) + "." }
        self.tag = tag
    }

    /// Reads a version from its text.
    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard let digest = parts.first else { return nil }
        self.digest = String(digest)
        self.tag = parts.count == 2 ? String(parts[1]) : nil
    }

    /// The version as a text.
    var text: String { self.tag.map { "\(self.digest) \($0)" } ?? self.digest }
}

#endif
