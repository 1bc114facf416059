import Approov
import Testing

@testable import EchoServer

@Suite("Login tokens")
struct LoginTokensTests {
    private static let issue = NumericDate(secondsSinceEpoch: 1_900_000_000.125)
    private static let userID = UserID.id(of: "test@mail.com", secrets: EchoFixture.secrets)

    private let tokens = LoginTokens(EchoFixture.secrets)

    private func token() throws -> String {
        try #require(try self.tokens.issue(for: Self.userID, at: Self.issue))
    }

    @Test(
        "A token is good for a day, and a little before it was issued",
        arguments: [
            (0, true), (86_399.999, true), (86_400, true), (86_400.001, false), (86_401, false), (-300, true),
            (-300.001, false), (-301, false), (1e9, false), (1e300, false), (-.infinity, false), (.nan, false),
        ] as [(Double, Bool)]
    )
    func age(seconds: Double, isGood: Bool) throws {
        let now = Self.issue.advanced(bySeconds: seconds)
        #expect(self.tokens.userID(in: try self.token(), at: now) == (isGood ? Self.userID : nil))
    }

    @Test("A token is one URL-safe word behind 'Bearer ', and no two are alike")
    func word() throws {
        let token = try self.token()
        let word = try #require(token.wholeMatch(of: /Bearer ([A-Za-z0-9_-]{80,})/)).1
        #expect(word.count < 200)
        #expect(try self.token() != token)
    }

    @Test(
        "Nothing but the whole token will do",
        arguments: [
            { $0.replacing("Bearer ", with: "bearer ") }, { $0.replacing("Bearer ", with: "Bearer  ") },
            { $0.replacing("Bearer ", with: "") }, { " \($0)" }, { "\($0) " }, { "\($0)=" }, { "\($0)A" },
            { String($0.dropLast()) }, { "\($0.dropLast(4))AAAA" },
            { "Bearer \($0.dropFirst(7).hasPrefix("A") ? "B" : "A")\($0.dropFirst(8))" },
            { "\($0.dropLast())+" }, { "\($0.dropLast())é" }, { _ in "" }, { _ in "Bearer " }, { _ in "Bearer abc" },
            { "\($0)\0" }, { "Bearer \(String(repeating: "A", count: $0.count - 7))" },
            { _ in String(repeating: "Bearer ", count: 100_000) },
        ] as [@Sendable (String) -> String]
    )
    func tampering(change: @Sendable (String) -> String) throws {
        let token = try self.token()
        #expect(self.tokens.userID(in: change(token), at: Self.issue) == nil)
    }

    @Test("No bit of a token can be changed, and no word has two spellings")
    func everyCharacter() throws {
        let token = try self.token()
        for index in token.indices.dropFirst(7) {
            for replacement in ["A", "B", "-", "_"] where String(token[index]) != replacement {
                let changed = token.replacingCharacters(in: index, with: replacement)
                #expect(self.tokens.userID(in: changed, at: Self.issue) == nil)
            }
        }
    }

    @Test("A token of another server is none")
    func otherSecrets() throws {
        let other = [UInt8](repeating: UInt8(ascii: "x"), count: 64)
        let secrets = EchoFixture.secrets
        for stranger in [
            EchoSecrets(keyBase: other, encryption: secrets.encryption),
            EchoSecrets(keyBase: secrets.keyBase, encryption: other),
        ] {
            #expect(LoginTokens(stranger).userID(in: try self.token(), at: Self.issue) == nil)
        }
    }

    @Test("What is no id gets no token", arguments: ["", "A", String(repeating: "G", count: 64)])
    func noID(id: String) throws {
        #expect(try self.tokens.issue(for: id, at: Self.issue) == nil)
    }
}

extension String {
    fileprivate func replacingCharacters(in index: Index, with replacement: String) -> String {
        "\(self[..<index])\(replacement)\(self[self.index(after: index)...])"
    }
}
