import ApproovControl
import Testing

@Suite("New secrets")
struct SecretNewTests {
    @Test("A secret in a file is for its owner only, and no file is overwritten")
    func file() throws {
        let folder = try TemporaryFolder()
        let new = SecretNew(count: 64, encoding: .base64url, path: folder.path("secret"))
        let answer = try new.run()
        let secret = try folder.content(of: "secret")
        #expect(try folder.mode(of: "secret") == 0o600)
        #expect(secret.hasSuffix("==\n") && secret.utf8.count == 89)
        #expect(answer.text == "64 bytes\n")
        let fault = fault { () throws(ControlFault) in try new.run() }
        #expect(
            fault == .configuration(folder.path("secret"), "There is such a file already; it is left as it is.")
        )
        #expect(try folder.content(of: "secret") == secret)
    }

    @Test("A secret is neither too short nor absurdly long", arguments: [-1, 0, 31, 1025, Int.max])
    func lengths(count: Int) {
        let fault = fault { () throws(ControlFault) in try SecretNew(count: count, encoding: .hex, path: nil).run() }
        #expect(fault == .misuse("A secret has 32 to 1024 bytes."))
    }

    @Test(
        "A secret keeps its bytes in every spelling",
        arguments: [(.base64, "+/8="), (.base64url, "-_8="), (.hex, "fbff")] as [(SecretEncoding, String)]
    )
    func convert(encoding: SecretEncoding, spelling: String) throws {
        for text in ["+/8=", "-_8=", "+/8", " -_8\n"] {
            let convert = SecretConvert(.input(.variable("SECRET")), to: encoding)
            #expect(try convert.run(in: .test(["SECRET": text])).text == spelling + "\n")
        }
    }
}
