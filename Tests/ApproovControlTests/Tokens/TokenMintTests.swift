import Approov
import ApproovControl
import Testing

@Suite("Minting tokens")
struct TokenMintTests {
    private static let now = NumericDate(secondsSinceEpoch: 1_900_000_000)

    private static var mint: TokenMint {
        TokenMint(key: .secret(.environment, .hs256, keyID: nil), now: Self.now)
    }

    private static let surroundings = Surroundings.test([
        "APPROOV_BASE64_SECRET": developmentSecret, "A": "Bearer abc", "EMPTY": "",
    ])

    /// Returns what a verifier with the same secret says of a token, as JSON.
    private static func verdict(_ token: String, at now: NumericDate = Self.now, bound: [InputSource] = []) throws
        -> String
    {
        var verify = TokenVerify(token: .standardInput, key: .secret(.environment, .hs256), now: now)
        verify.isJSON = true
        verify.bound = bound
        let environment = Self.surroundings.environment
        return try verify.run(in: .test(environment, input: token)).text
    }

    @Test(
        "Each kind of token gets the verdict that it should",
        arguments: [
            (.valid, "accepted"), (.fullClaims, "accepted"), (.failover, "accepted"), (.expired, "expired"),
            (.longLived, "accepted"), (.wrongKey, "invalidSignature"), (.wrongAlgorithm, "algorithmNotAllowed"),
            (.unsigned, "algorithmNotAllowed"), (.withoutExpiry, "missingExpiry"),
        ] as [(TokenKind, String)]
    )
    func kinds(kind: TokenKind, outcome: String) throws {
        var mint = Self.mint
        mint.kind = kind
        let verdict = try Self.verdict(mint.run(in: Self.surroundings).text)
        #expect(verdict.hasPrefix(#"{"outcome":"\#(outcome)""#))
    }

    @Test("Nothing is asked for that has no kind of its own")
    func allKinds() {
        #expect(TokenKind.allCases.count == 9)
    }

    @Test("A claim is JSON or a text, and replaces what is there")
    func claims() throws {
        var mint = Self.mint
        mint.claims = try [
            "exp=1900000060.5", "ip=192.0.2.1", #"anno=["a", "b"]"#, "note=\u{1B}[2J\"", "empty=", "twice=a=b",
            "aud=null",
        ].map { try #require(ClaimArgument($0)) }
        let verdict = try Self.verdict(mint.run(in: Self.surroundings).text)
        #expect(
            verdict == #"""
                {"outcome":"accepted","isBound":false,"expiresIn":60.5,"algorithm":"HS256","kid":null,"claims":\#
                {"exp":1900000060.5,"ip":"192.0.2.1","did":"ExampleApproovTokenDID==","anno":["a","b"],\#
                "note":"\u001b[2J\"","empty":"","twice":"a=b","aud":null}}

                """#
        )
    }

    @Test("A claim needs a name and a sign", arguments: ["", "a", "=a", "="])
    func badClaims(argument: String) {
        #expect(ClaimArgument(argument) == nil)
    }

    @Test(
        "A token expires so many minutes from now",
        arguments: [(0, "expired"), (0.5, "accepted"), (-1, "expired"), (5, "accepted")] as [(Double, String)]
    )
    func minutes(minutes: Double, outcome: String) throws {
        var mint = Self.mint
        mint.minutes = minutes
        #expect(try Self.verdict(mint.run(in: Self.surroundings).text).hasPrefix(#"{"outcome":"\#(outcome)""#))
    }

    @Test("Values are bound in their order", arguments: [["A", "B"], ["B", "A"]])
    func bound(names: [String]) throws {
        let surroundings = Surroundings.test(["APPROOV_BASE64_SECRET": developmentSecret, "A": "a", "B": "b"])
        var mint = Self.mint
        mint.bound = names.map(InputSource.variable)
        var verify = TokenVerify(token: .standardInput, key: .secret(.environment, .hs256), now: Self.now)
        verify.bound = [.variable("A"), .variable("B")]
        verify.isJSON = true
        let token = try mint.run(in: surroundings).text
        let verdict = try verify.run(in: .test(surroundings.environment, input: token)).text
        #expect(verdict.contains(names == ["A", "B"] ? #""isBound":true"# : #""outcome":"bindingMismatch""#))
    }

    struct Contradiction: Sendable {
        let message: String
        let change: @Sendable (inout TokenMint) -> Void

        init(_ message: String, _ change: @escaping @Sendable (inout TokenMint) -> Void) {
            self.message = message
            self.change = change
        }
    }

    @Test(
        "What contradicts itself is misuse",
        arguments: [
            Contradiction("A token of the kind failover is bound to nothing.") {
                $0.kind = .failover
                $0.isBoundToExample = true
            },
            Contradiction("A token is bound to the example or to other values, not to both.") {
                $0.bound = [.variable("A")]
                $0.isBoundToExample = true
            },
            Contradiction("A token of the kind without-expiry has no lifetime.") {
                $0.kind = .withoutExpiry
                $0.minutes = 1
            },
            Contradiction("A time must be a finite number.") { $0.minutes = .infinity },
            Contradiction("A time must be a finite number.") { $0.now = NumericDate(secondsSinceEpoch: .nan) },
            Contradiction(#"There are two claims "a"."#) {
                $0.claims = ["a=1", "a=2"].compactMap { ClaimArgument($0) }
            },
            Contradiction("Only one thing can be read from standard input.") {
                $0.bound = [.standardInput]
                $0.key = .secret(.input(.standardInput), .hs256, keyID: nil)
            },
            Contradiction("ES256 signs with a private key: name a key set.") {
                $0.key = .secret(.environment, .es256, keyID: nil)
            },
        ]
    )
    func misuse(contradiction: Contradiction) {
        var mint = Self.mint
        contradiction.change(&mint)
        let fault = fault { [mint] () throws(ControlFault) in try mint.run(in: Self.surroundings) }
        #expect(fault == .misuse(contradiction.message))
    }

    @Test("Nothing is bound to an empty value")
    func emptyValue() {
        var mint = Self.mint
        mint.bound = [.variable("EMPTY")]
        let fault = fault { [mint] () throws(ControlFault) in try mint.run(in: Self.surroundings) }
        #expect(fault == .configuration("EMPTY", "It is empty; nothing can be bound to it."))
    }
}
