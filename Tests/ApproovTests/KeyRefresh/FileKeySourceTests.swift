import Approov
import Foundation
import Synchronization
import Testing

@Suite("Keys in a file")
final class FileKeySourceTests: Sendable {
    private static let long = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw=="
    private static let short = "8PHy8/T19vf4+fr7/P3+/+Dh4uPk5ebn6Onq6+zt7u8="

    private let folder = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID())")
    private let looks = Mutex<[@Sendable () throws -> Void]>([])

    init() throws {
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: self.folder)
    }

    private var file: URL { self.folder.appending(path: "keys") }

    /// A source in whose pauses the test does something to the file.
    private var source: FileKeySource {
        FileKeySource(path: self.file.path()) { _ in
            let look = self.looks.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            try look?()
        }
    }

    private func write(_ text: String) throws {
        let handle = try FileHandle(forWritingTo: self.file)
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    private func replace(with text: String) throws {
        try Data(text.utf8).write(to: self.file, options: .atomic)
    }

    private func outcome(since version: String?) async -> String {
        do {
            return try await self.source.keys(since: version).ring == nil ? "unchanged" : "changed"
        } catch let error as KeySourceError {
            return error.code.description
        } catch let error as KeyError {
            return error.code.description
        } catch {
            return "\(error)"
        }
    }

    private func version() async throws -> String {
        try #require(try await self.source.keys(since: nil).version)
    }

    @Test("A file that has changed has new keys, whenever it says that it was changed")
    func change() async throws {
        try self.replace(with: Self.long)
        let version = try await self.version()
        #expect(await self.outcome(since: version) == "unchanged")
        try self.replace(with: "\(Self.short)\n\(Self.long)\n")
        try FileManager.default.setAttributes([.modificationDate: Date.distantPast], ofItemAtPath: self.file.path())
        #expect(await self.outcome(since: version) == "changed")
        try self.replace(with: Self.long)
        #expect(await self.outcome(since: version) == "unchanged")
    }

    @Test("A link that points elsewhere now has new keys")
    func link() async throws {
        for (name, secret) in [("a", Self.long), ("b", Self.short)] {
            try Data(secret.utf8).write(to: self.folder.appending(path: name))
        }
        let (a, b) = (self.folder.appending(path: "a"), self.folder.appending(path: "b"))
        try FileManager.default.createSymbolicLink(at: self.file, withDestinationURL: a)
        let version = try await self.version()
        try FileManager.default.removeItem(at: self.file)
        try FileManager.default.createSymbolicLink(at: self.file, withDestinationURL: b)
        #expect(await self.outcome(since: version) == "changed")
    }

    @Test("A file is read when it has come to rest")
    func rest() async throws {
        try self.replace(with: Self.long)
        let version = try await self.version()
        let text = "\(Self.short)\n\(Self.long)\n"
        try self.write(String(text.prefix(60)))
        self.looks.withLock { looks in
            looks = [{ try self.write(String(text.prefix(100))) }, { try self.write(text) }]
        }
        let update = try await self.source.keys(since: version)
        #expect(update.ring?.keys.count == 2)
        #expect(self.looks.withLock { $0.isEmpty })
    }

    @Test("A file that does not come to rest is not read")
    func noRest() async throws {
        try self.replace(with: Self.long)
        let version = try await self.version()
        self.looks.withLock { looks in
            looks = (1...100).map { count in { try self.write(String(repeating: "#\n", count: count) + Self.long) } }
        }
        try self.write(Self.short)
        #expect(await self.outcome(since: version) == "beingWritten")
        #expect(self.looks.withLock { $0.count } > 90)
    }

    @Test(
        "What could be half of the secrets is not believed, unless the file says that it is whole, or somebody asks for it"
    )
    func halves() async throws {
        try self.replace(with: Self.long)
        let version = try await self.version()
        try self.write(Self.long.replacing("A", with: "B"))
        #expect(await self.outcome(since: version) == "changed")
        try self.write(String(Self.long.prefix(44)))
        #expect(await self.outcome(since: version) == "beingWritten")
        try self.write(Self.short)
        #expect(await self.outcome(since: version) == "beingWritten")
        #expect(await self.outcome(since: nil) == "changed")
        try self.write("\(Self.short)\n")
        #expect(await self.outcome(since: version) == "changed")
        try self.replace(with: Self.short)
        #expect(await self.outcome(since: version) == "changed")
    }

    @Test("A file that cannot be read, or holds no keys, has no keys")
    func nonsense() async throws {
        #expect(await self.outcome(since: nil) == "unreachable")
        for (text, outcome) in [
            ("", "malformed"), ("{\"keys\":[", "malformed"), ("# \(Self.long)", "malformed"), ("c2hvcnQ=", "weak"),
            (String(repeating: "#", count: FileKeySource.maximumLength + 1), "tooLarge"),
        ] {
            try self.replace(with: text)
            #expect(await self.outcome(since: nil) == outcome)
        }
        try Data([0xFF, 0xFE]).write(to: self.file)
        #expect(await self.outcome(since: nil) == "unexpectedForm")
        try FileManager.default.removeItem(at: self.file)
        try FileManager.default.createDirectory(at: self.file, withIntermediateDirectories: false)
        #expect(await self.outcome(since: nil) == "unexpectedForm")
    }
}
