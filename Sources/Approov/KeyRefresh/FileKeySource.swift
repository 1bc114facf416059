import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Keys in a file that an operator replaces when they change.
///
/// ```swift
/// let source = FileKeySource(path: "/run/secrets/approov")
/// let keys = KeyStore(try source.ring())
/// let refresher = KeyRefresher(of: keys, from: source, timing: .file)
/// ```
///
/// The file holds what ``KeyRing/init(parsing:algorithm:keyID:)`` reads: secrets, one in each line, a JWK Set, a JWK, or a public
/// key in PEM. To change a secret without refusing anybody, put the new one before the old one, and take the old one away when the
/// last token that was signed with it has expired.
///
/// Replace the file by renaming another one, so that nobody ever reads half of it. A file that is written in place is read when it
/// has come to rest; since half a secret can look like a whole one, a list of secrets that has become shorter, and does not end with
/// a line end, is not believed until somebody asks for it (``KeyRefresher/refresh()``).
public struct FileKeySource: KeySource {
    /// The greatest length of a file, in bytes.
    public static let maximumLength = 256 * 1024

    /// How long a file that has changed must stay as it is.
    static let settleTime = Duration.milliseconds(500)

    /// How often a file is looked at while it does not come to rest.
    static let maximumLooks = 6

    /// The word `file`.
    public let name = "file"

    private let path: String
    private let algorithm: TokenAlgorithm?
    private let keyID: String?
    private let sleep: @Sendable (Duration) async throws -> Void

    /// Makes a source of the keys in a file.
    ///
    /// - Parameters:
    ///   - path: The file, or a symbolic link to it.
    ///   - algorithm: The algorithm of a key in PEM, for which it must be there, or of secrets, by default HS256.
    ///   - keyID: The `kid` of a key in PEM or of a single secret, if it has one.
    public init(path: String, algorithm: TokenAlgorithm? = nil, keyID: String? = nil) {
        self.init(path: path, algorithm: algorithm, keyID: keyID) { try await Task.sleep(for: $0) }
    }

    package init(
        path: String,
        algorithm: TokenAlgorithm? = nil,
        keyID: String? = nil,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.path = path
        self.algorithm = algorithm
        self.keyID = keyID
        self.sleep = sleep
    }

    /// Returns the keys that are in the file now, for the start of a program.
    ///
    /// - Throws: ``KeySourceError`` if the file cannot be read, or ``KeyError`` if what it holds are not keys.
    public func ring() throws -> KeyRing {
        try self.ring(of: Contents(path: self.path))
    }

    /// Returns the keys in the file when it has come to rest, unless it is that of a version.
    public func keys(since version: String?) async throws -> KeyUpdate {
        var contents = try Contents(path: self.path)
        if let version {
            guard !contents.isSame(as: version) else { return .unchanged() }
            contents = try await self.settled(contents)
            guard !contents.isDoubtful(after: version) else {
                throw KeySourceError(.beingWritten, "The file is shorter than before, and its last line has no end.")
            }
        }
        return .changed(to: try self.ring(of: contents), version: contents.version)
    }

    private func ring(of contents: Contents) throws(KeyError) -> KeyRing {
        try KeyRing(parsing: contents.text, algorithm: self.algorithm, keyID: self.keyID)
    }

    private func settled(_ contents: Contents) async throws -> Contents {
        var contents = contents
        for _ in 0..<Self.maximumLooks {
            try await self.sleep(Self.settleTime)
            let later = try Contents(path: self.path)
            guard later.version != contents.version else { return later }
            contents = later
        }
        throw KeySourceError(.beingWritten, "The file does not come to rest.")
    }
}

/// What a file holds at a moment.
private struct Contents {
    let text: String

    private let digest: String
    private let fileNumber: String

    init(path: String) throws {
        // A link's own attributes would say nothing of the file.
        let path = URL(filePath: path).resolvingSymlinksInPath().path
        // The numbers are of one type in FoundationEssentials and of another in Foundation; their descriptions are the same.
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let fileNumber = attributes[.systemFileNumber].map({ "\($0)" }),
            let size = attributes[.size].flatMap({ Int("\($0)") })
        else { throw Self.unreadable }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw KeySourceError(.unexpectedForm, "This is not a file with contents.")
        }
        let tooLarge = KeySourceError(.tooLarge, "The file has more than \(FileKeySource.maximumLength) bytes.")
        guard size <= FileKeySource.maximumLength else { throw tooLarge }
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { throw Self.unreadable }
        guard data.count <= FileKeySource.maximumLength else { throw tooLarge }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw KeySourceError(.unexpectedForm, "The file is not text in UTF-8.")
        }
        self.text = text
        self.digest = SHA256.hash(data: data).reduce(into: "") { $0 += String($1, radix: 16) + "." }
        self.fileNumber = fileNumber
    }

    private static var unreadable: KeySourceError {
        KeySourceError(.unreachable, "The file cannot be read.")
    }

    /// What the contents are told apart by, and which file they were in.
    var version: String { "\(self.digest) \(self.fileNumber) \(self.text.utf8.count)" }

    /// Returns whether a version has the same contents, in whatever file.
    func isSame(as version: String) -> Bool {
        version.split(separator: " ").first.map { $0 == self.digest } ?? false
    }

    /// Returns whether this could be the beginning of secrets that are being written over those of a version.
    func isDoubtful(after version: String) -> Bool {
        let parts = version.split(separator: " ")
        guard parts.count == 3, parts[1] == self.fileNumber, let count = Int(parts[2]) else { return false }
        return self.text.utf8.count < count && self.text.last?.isNewline != true
            && KeyText(of: self.text.trimmingASCIIWhitespace()) == .secrets
    }
}
