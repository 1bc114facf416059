import HTTPMessageSignatures
import Testing

@Suite("Comparing signature bases")
struct SignatureBaseDifferenceTests {
    private static var base: SignatureBase {
        get throws { try SignedMessage(SignedRequest.make()).signature(labelled: SignedRequest.label).base() }
    }

    @Test("The lines are the components with their values, and the parameters")
    func lines() throws {
        let lines = try Self.base.lines
        #expect(
            lines.map(\.identifier) == SignedRequest.covered.map(\.description) + [#""@signature-params""#]
        )
        #expect(lines.map(\.value).prefix(2) == ["POST", "https://api.example.com/v1/orders?a=1&b=2"])
        #expect(try lines.map { "\($0.identifier): \($0.value)" }.joined(separator: "\n") == Self.base.text)
    }

    @Test(
        "An identifier ends at the first colon outside its strings",
        arguments: [
            (#""x";key="a: \": b": c: d"#, #""x";key="a: \": b""#, "c: d"), (#""x": "#, #""x""#, ""),
            (#""x":y"#, "", #""x":y"#), ("x: y", "", "x: y"), (#""x: y"#, "", #""x: y"#), (#""x\"#, "", #""x\"#),
            ("", "", ""),
        ]
    )
    func identifier(line: String, identifier: String, value: String) throws {
        let other = try #require(Self.base.differences(from: Self.base.text + "\n" + line).last)
        #expect(other.identifier == identifier)
        #expect(other.otherValue == value)
        #expect(other.value == nil)
    }

    @Test(
        "What differs is named, without the values",
        arguments: [
            ("", "", []),
            ("POST", "post", [#""@method" has another value from byte 1 on: 4 bytes, not 4"#]),
            ("orders?", "orders/?", [#""@target-uri" has another value from byte 34 on: 41 bytes, not 42"#]),
            ("access-token\n", "access-token\n\n", ["A line without a component is only in the other base"]),
            (
                "\"authorization\": Bearer user-access-token\n", "",
                [#""authorization" is only in the base"#]
            ),
            (
                "\"content-type\": application/json", "\"x-a\": application/json",
                [#""content-type" is only in the base"#, #""x-a" is only in the other base"#]
            ),
            (
                "\"@method\": POST\n", "\"@method\": POST\n\"@method\": POST\n",
                [#""@method" is only in the other base"#]
            ),
            (
                "\"@method\": POST\n\"@target-uri\": https://api.example.com/v1/orders?a=1&b=2\n",
                "\"@target-uri\": https://api.example.com/v1/orders?a=1&b=2\n\"@method\": POST\n",
                [#""@method" is in another place"#]
            ),
        ]
    )
    func differences(old: String, new: String, expected: [String]) throws {
        let text = try Self.base.text
        let other = old.isEmpty ? text : text.replacing(old, with: new)
        #expect((other == text) == old.isEmpty)
        #expect(try Self.base.differences(from: other).map(\.description) == expected)
    }

    @Test("Values are shown to those who ask, and not printed")
    func secrecy() throws {
        let text = try Self.base.text.replacing("user-access-token", with: "user-other-token")
        let difference = try #require(Self.base.differences(from: text).first)
        #expect(difference.value == "Bearer user-access-token")
        #expect(difference.otherValue == "Bearer user-other-token")
        for value in [difference, try Self.base.lines, try Self.base] as [Any] {
            var printed = String(describing: value) + String(reflecting: value)
            dump(value, to: &printed)
            #expect(!printed.contains("user-"))
        }
    }
}
