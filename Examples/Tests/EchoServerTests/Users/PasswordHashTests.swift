import Testing

@testable import EchoServer

@Suite("Password hash")
struct PasswordHashTests {
    /// A cost that a test can pay often.
    private static let cost = PasswordHash.Cost(rounds: 2, blockSize: 1, parallelism: 1)

    private func matches(
        _ first: (String, String),
        _ second: (String, String),
        secrets: EchoSecrets = EchoFixture.secrets
    ) throws -> Bool {
        let (known, tried) = (
            try EchoFixture.credentials(first.0, first.1), try EchoFixture.credentials(second.0, second.1)
        )
        let hash = try PasswordHash(
            of: try #require(known),
            secrets: EchoFixture.secrets,
            cost: try #require(Self.cost)
        )
        return try hash.matches(try #require(tried), secrets: secrets)
    }

    @Test("The same name and password match")
    func same() throws {
        #expect(try self.matches(("user", "password"), ("user", "password")))
    }

    @Test(
        "Every byte of the name and of the password counts",
        arguments: [
            ("user", "password", "user", "passwore"), ("user", "password", "user", "password "),
            ("user", "password", "uses", "password"), ("user", "password1", "userp", "assword1"),
            (String(repeating: "u", count: 72), "password", String(repeating: "u", count: 72), "passwore"),
            ("user", String(repeating: "p", count: 4095) + "a", "user", String(repeating: "p", count: 4095) + "b"),
            ("user", "caf\u{E9}caf\u{E9}", "user", "cafe\u{301}cafe\u{301}"),
            ("user", "password\0a", "user", "password\0b"),
        ]
    )
    func different(name: String, password: String, otherName: String, otherPassword: String) throws {
        #expect(try !self.matches((name, password), (otherName, otherPassword)))
    }

    @Test("Without the server's secret nothing matches")
    func pepper() throws {
        let others = EchoSecrets(keyBase: [UInt8](repeating: 1, count: 64), encryption: EchoFixture.secrets.encryption)
        #expect(try !self.matches(("user", "password"), ("user", "password"), secrets: others))
    }

    @Test("A new hash has the cost of today and a salt of its own")
    func standard() throws {
        let credentials = try #require(try EchoFixture.credentials("user", "password"))
        let hash = try PasswordHash(of: credentials, secrets: EchoFixture.secrets)
        #expect(hash.cost == PasswordHash.Cost(rounds: 16_384, blockSize: 8, parallelism: 5))
        #expect(hash.salt.count == 16)
        #expect(hash.hash.count == 32)
        #expect(try hash.matches(credentials, secrets: EchoFixture.secrets))
        #expect(PasswordHash.unmatched.salt != PasswordHash.unmatched.salt)
    }

    @Test(
        "A name has 1 to 1,024 bytes and a password 8 to 4,096",
        arguments: [
            (0, 8, false), (1, 7, false), (1, 8, true), (1024, 4096, true), (1025, 8, false), (1, 4097, false),
        ]
    )
    func lengths(name: Int, password: Int, isGood: Bool) throws {
        let credentials = try EchoFixture.credentials(
            String(repeating: "u", count: name),
            String(repeating: "p", count: password)
        )
        #expect((credentials != nil) == isGood)
        let wide = try EchoFixture.credentials("u", "éééé")
        #expect(wide != nil)
    }
}
