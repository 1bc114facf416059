import ApproovSettings
import ExampleServer
import Foundation
import GRDB

/// The users, in an SQLite database: of each the id and what is kept of the password, never the name.
///
/// Who is a user is asked of the database each time, so a row that is deleted with the `sqlite3` command, while the server
/// runs, is a user no more.
///
/// A file is read over a connection of its own, which waits for no writer.
final class UserStore: Sendable {
    /// Thrown when a row holds what this server cannot have written.
    struct DamagedRow: Error {}

    private static let schema = """
        CREATE TABLE IF NOT EXISTS users (
            id TEXT NOT NULL PRIMARY KEY,
            rounds INTEGER NOT NULL,
            block_size INTEGER NOT NULL,
            parallelism INTEGER NOT NULL,
            salt BLOB NOT NULL,
            hash BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
        """

    private let writer: DatabaseQueue
    private let reader: DatabaseQueue

    /// Opens the users in a file, which is made if it is not there, or an empty store in memory.
    init(path: String?) throws(StartUpFault) {
        do {
            if let path {
                Self.makePrivateFile(at: path)
                var configuration = Configuration()
                configuration.busyMode = .timeout(2)
                configuration.journalMode = .wal
                self.writer = try DatabaseQueue(path: path, configuration: configuration)
            } else {
                self.writer = try DatabaseQueue()
            }
            try self.writer.write { try $0.execute(sql: Self.schema) }
            if let path {
                var configuration = Configuration()
                // Event loops read, and must not wait for a lock that somebody else holds.
                configuration.busyMode = .timeout(0.1)
                configuration.readonly = true
                self.reader = try DatabaseQueue(path: path, configuration: configuration)
            } else {
                self.reader = self.writer
            }
            _ = try self.passwordHash(of: "")
        } catch {
            let reason = (error as? DatabaseError)?.message ?? "there is something else in it"
            throw StartUpFault(variable: "--database", "The file cannot be opened: \(reason).")
        }
    }

    /// Makes an empty file for the owner of the process alone, if there is none; SQLite would let others read it.
    private static func makePrivateFile(at path: String) {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }

    /// Returns whether there is a user with this id.
    ///
    /// This takes a few microseconds.
    func contains(userID: String) throws -> Bool {
        // A single SELECT needs no transaction around it.
        try self.reader.unsafeRead { database in
            let statement = try database.cachedStatement(sql: "SELECT 1 FROM users WHERE id = ?")
            return try Bool.fetchOne(statement, arguments: [userID]) ?? false
        }
    }

    /// Returns the ids of all users in alphabetical order.
    func ids() throws -> [String] {
        try self.reader.read { try String.fetchAll($0, sql: "SELECT id FROM users ORDER BY id") }
    }

    /// Returns what is kept of a user's password, or nothing if there is no such user.
    func passwordHash(of userID: String) throws -> PasswordHash? {
        let row = try self.reader.read {
            try Row.fetchOne(
                $0,
                sql: "SELECT rounds, block_size, parallelism, salt, hash FROM users WHERE id = ?",
                arguments: [userID]
            )
        }
        return try row.map { try Self.passwordHash(in: $0) }
    }

    /// Adds a user, and returns whether the id was free.
    ///
    /// Of several that want the same id at the same time, one gets it.
    func add(userID: String, passwordHash: PasswordHash) throws -> Bool {
        try self.writer.write { database in
            try database.execute(
                sql: """
                    INSERT OR IGNORE INTO users (id, rounds, block_size, parallelism, salt, hash)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    userID, passwordHash.cost.rounds, passwordHash.cost.blockSize, passwordHash.cost.parallelism,
                    Data(passwordHash.salt), Data(passwordHash.hash),
                ]
            )
            return database.changesCount == 1
        }
    }

    private static func passwordHash(in row: Row) throws -> PasswordHash {
        func number(_ column: String) -> Int? { Int.fromDatabaseValue(row[column]) }
        func bytes(_ column: String) -> [UInt8]? { Data.fromDatabaseValue(row[column]).map(Array.init) }
        guard let rounds = number("rounds"), let blockSize = number("block_size"),
            let parallelism = number("parallelism"),
            let cost = PasswordHash.Cost(rounds: rounds, blockSize: blockSize, parallelism: parallelism),
            let salt = bytes("salt"), let hash = bytes("hash")
        else { throw DamagedRow() }
        return PasswordHash(cost: cost, salt: salt, hash: hash)
    }
}
