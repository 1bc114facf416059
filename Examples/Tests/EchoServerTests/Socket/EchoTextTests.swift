import PhoenixChannels
import Testing

@testable import EchoServer

@Suite("Messages as the original writes them")
struct EchoTextTests {
    @Test(
        "Every scalar has a text",
        arguments: [
            ("null", ""), (#""""#, ""), (#""hé\n""#, "hé\n"), ("true", "true"), ("false", "false"), ("0", "0"),
            ("-0", "0"),
            ("-7", "-7"), ("123456789012345678901234567890", "123456789012345678901234567890"), ("5.5", "5.5"),
            ("-5.5", "-5.5"),
            ("1.0", "1.0"), ("1e0", "1.0"), ("0.0", "0.0"), ("-0.0", "-0.0"), ("1e20", "1.0e20"), ("1.5e20", "1.5e20"),
            ("100.0", "100.0"), ("1000.0", "1.0e3"), ("123456.0", "123456.0"), ("1230000.0", "1.23e6"), ("0.1", "0.1"),
            ("0.001", "0.001"), ("0.0001", "0.0001"), ("0.00001", "1.0e-5"), ("1e-7", "1.0e-7"), ("0.00012", "1.2e-4"),
            ("1e308", "1.0e308"),
            ("5e-324", "5.0e-324"), ("0.30000000000000004", "0.30000000000000004"),
        ]
    )
    func texts(json: String, text: String) throws {
        let value = try #require(try Payload(json: Array(json.utf8)).value)
        #expect(try EchoText(value).text == text)
    }

    @Test("Arrays, objects and numbers beyond all doubles have none", arguments: ["[]", "[104,105]", "{}", "1e400"])
    func faults(json: String) throws {
        let value = try #require(try Payload(json: Array(json.utf8)).value)
        #expect(throws: EchoText.NoText.self) { try EchoText(value) }
    }
}
