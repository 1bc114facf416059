import Approov
import ApproovSettings
import ExampleServer
import Foundation
import GRDB
import Logging
import Testing

@testable import EchoServer

@Suite("User store")
struct UserStoreTests {
    private static let hash = PasswordHash.unmatched

    /// Calls a closure with the path of a file that is not there yet.
    private func withFile(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("echo-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appendingPathComponent("users.sqlite").path)
    }

    @Test(
        "The id of a user follows from the name and the secret",
        arguments: [
            ("test@mail.com", "6D223B56597F7B95FA01498D7322CEE484C66FBBCFAC2DD5705729C143A911E0"),
            ("me@gmail.com", "36C0976B9C443A2B21579FBBF7960F7945AE7D429FE402E4B667AA626C202925"),
        ]
    )
    func vectors(username: String, id: String) {
        #expect(UserID.id(of: username, secrets: EchoFixture.secrets) == id)
        #expect(UserID.bytes(id).map(UserID.text) == id)
    }

    @Test("Of several that want one name at the same time, one gets it")
    func race() async throws {
        let store = try UserStore(path: nil)
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<32 { group.addTask { try store.add(userID: "A", passwordHash: Self.hash) } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(winners == 1)
        #expect(try store.ids() == ["A"])
    }

    @Test("Users are listed in alphabetical order")
    func order() throws {
        let store = try UserStore(path: nil)
        for id in ["C", "A", "B"] { #expect(try store.add(userID: id, passwordHash: Self.hash)) }
        #expect(try store.ids() == ["A", "B", "C"])
        #expect(try store.contains(userID: "B"))
        #expect(try !store.contains(userID: "D"))
    }

    @Test("What is kept of a password comes back as it was")
    func passwordHash() throws {
        let store = try UserStore(path: nil)
        _ = try store.add(userID: "A", passwordHash: Self.hash)
        let hash = try #require(try store.passwordHash(of: "A"))
        #expect(hash.cost == Self.hash.cost)
        #expect(hash.salt == Self.hash.salt)
        #expect(hash.hash == Self.hash.hash)
        #expect(try store.passwordHash(of: "B") == nil)
    }

    @Test("Users in a file are there after a restart")
    func restart() throws {
        try self.withFile { path in
            #expect(try UserStore(path: path).add(userID: "A", passwordHash: Self.hash))
            let store = try UserStore(path: path)
            #expect(try store.contains(userID: "A"))
            #expect(try !store.add(userID: "A", passwordHash: Self.hash))
        }
    }

    @Test("Nobody else may read the file")
    func permissions() throws {
        try self.withFile { path in
            let store = try UserStore(path: path)
            _ = try store.add(userID: "A", passwordHash: Self.hash)
            for file in [path, "\(path)-wal"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: file)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }
    }

    @Test("A row that somebody else deletes revokes the login tokens of the user at once")
    func revocation() throws {
        try self.withFile { path in
            let store = try UserStore(path: path)
            let tokens = LoginTokens(EchoFixture.secrets)
            let authorization = UserAuthorization(
                tokens: tokens,
                store: store,
                logger: Logger(label: "echo-server") { _ in SwiftLogNoOpLogHandler() }
            )
            let id = UserID.id(of: "test@mail.com", secrets: EchoFixture.secrets)
            _ = try store.add(userID: id, passwordHash: Self.hash)
            let token = try #require(try tokens.issue(for: id))
            #expect(authorization.userID(in: token) == id)
            try DatabaseQueue(path: path).write {
                try $0.execute(sql: "DELETE FROM users WHERE id = ?", arguments: [id])
            }
            #expect(authorization.userID(in: token) == nil)
            _ = try store.add(userID: id, passwordHash: Self.hash)
            #expect(authorization.userID(in: token) == id)
        }
    }

    @Test("Users are told apart while somebody else is writing")
    func writer() throws {
        try self.withFile { path in
            let store = try UserStore(path: path)
            _ = try store.add(userID: "A", passwordHash: Self.hash)
            try DatabaseQueue(path: path).inTransaction(.immediate) { database in
                try database.execute(sql: "DELETE FROM users")
                #expect(try store.contains(userID: "A"))
                return .rollback
            }
        }
    }

    @Test(
        "A file that cannot be opened stops the start with one line",
        arguments: ["no such folder/users.sqlite", "/", "not a database", "another table"]
    )
    func badFile(kind: String) throws {
        try self.withFile { path in
            var file = kind
            if kind == "not a database" {
                try Data(repeating: 0x2A, count: 4096).write(to: URL(fileURLWithPath: path))
                file = path
            } else if kind == "another table" {
                try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE users (name TEXT)") }
                file = path
            }
            let fault = try #require(throws: StartUpFault.self) { try UserStore(path: file) }
            #expect(fault.status == .configuration)
            #expect(fault.description.hasPrefix("--database: "))
            #expect(!fault.description.contains("\n"))
        }
    }

    @Test(
        "A cost that makes no sense is not paid",
        arguments: [(0, 8, 5), (3, 8, 5), (16, 0, 5), (16, 8, -1), (1 << 40, 8, 5)]
    )
    func damagedRow(rounds: Int, blockSize: Int, parallelism: Int) throws {
        try self.withFile { path in
            let store = try UserStore(path: path)
            _ = try store.add(userID: "A", passwordHash: Self.hash)
            try DatabaseQueue(path: path).write {
                try $0.execute(
                    sql: "UPDATE users SET rounds = ?, block_size = ?, parallelism = ?",
                    arguments: [rounds, blockSize, parallelism]
                )
            }
            #expect(throws: UserStore.DamagedRow.self) { try store.passwordHash(of: "A") }
        }
    }
}
