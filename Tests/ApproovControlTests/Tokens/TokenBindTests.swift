import ApproovControl
import Testing

@Suite("Binding hashes")
struct TokenBindTests {
    @Test("The hash is that of the values put together")
    func hash() throws {
        let folder = try TemporaryFolder()
        let first = try folder.file("first", "claim-value-to-be-sha256-")
        let second = try folder.file("second", "hashed-and-base64-encoded\r\n")
        let answer = try TokenBind(files: [first, second]).run(in: .test())
        #expect(answer.text == "l8TTqxyoSwlzSbf84F7gpyAWmcXX/BIYliv0bBZ0GfE=\n")
        let input = "claim-value-to-be-sha256-hashed-and-base64-encoded"
        #expect(try TokenBind(files: []).run(in: .test(input: input)).text == answer.text)
        #expect(
            try TokenBind(files: [first, "-"]).run(in: .test(input: "hashed-and-base64-encoded")).text == answer.text
        )
    }

    @Test("Standard input is read once")
    func twice() {
        let fault = fault { () throws(ControlFault) in try TokenBind(files: ["-", "-"]).run(in: .test()) }
        #expect(fault == .misuse("Only one thing can be read from standard input."))
    }
}
