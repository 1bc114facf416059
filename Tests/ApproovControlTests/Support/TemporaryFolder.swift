import ApproovControl
import Foundation

/// A folder of its own for a test, which is gone with it.
final class TemporaryFolder: Sendable {
    private let folder: URL

    init() throws {
        self.folder = FileManager.default.temporaryDirectory.appending(path: "approovctl-\(UUID())")
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(at: self.folder)
    }

    func path(_ name: String) -> String { self.folder.appending(path: name).path }

    /// Writes a file and returns its path.
    func file(_ name: String, _ content: some Sequence<UInt8>) throws -> String {
        try Data(content).write(to: self.folder.appending(path: name))
        return self.path(name)
    }

    /// Writes a file and returns its path.
    func file(_ name: String, _ content: String) throws -> String {
        try self.file(name, content.utf8)
    }

    func content(of name: String) throws -> String {
        try String(contentsOf: self.folder.appending(path: name), encoding: .utf8)
    }

    /// The names of the files that are there.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: self.folder.path).sorted() }
    }

    func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: self.path(name))[.posixPermissions] as? Int
    }
}
