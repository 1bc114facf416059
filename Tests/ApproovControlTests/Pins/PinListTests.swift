import ApproovControl
import Testing

@Suite("Pins")
struct PinListTests {
    private static let key = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEuuK8GTiaE3c4qRUvook5Ce6RWt1H
        wAjrDXKCHn5p6ah3I0+Lg4tAucBs+UqsOcxHBGVIqsZxHOTwy1KBMD61SQ==
        -----END PUBLIC KEY-----
        """

    private static func pins(_ text: String) throws(ControlFault) -> Answer {
        try PinList(.standardInput, isJSON: false).run(in: .test(input: text))
    }

    @Test(
        "Blocks are found among anything",
        arguments: [
            (Self.key, 1), (Self.key.replacing("\n", with: "\r\n"), 1), ("junk\n\(Self.key)\njunk\n\(Self.key)", 2),
            ("-----BEGIN X-----\n!\n-----END X-----\n\(Self.key)", 1), ("-----BEGIN PUBLIC KEY-----\n\(Self.key)", 1),
            ("-----END PUBLIC KEY-----\n\(Self.key)\n-----BEGIN CERTIFICATE-----", 1),
        ]
    )
    func blocks(text: String, count: Int) throws {
        let line: Substring = "sha256/Sy1wEiv9uaqh6/GgM3BjTHFllHFMY2tL6wFCriejuJE=  public key"
        #expect(try Self.pins(text).lines == Array(repeating: line, count: count))
    }

    @Test(
        "What is broken is named, and nothing of it quoted",
        arguments: [
            ("", "There is no CERTIFICATE and no PUBLIC KEY block in PEM."),
            ("-----BEGIN PUBLIC KEY-----\nAAAA", "There is no CERTIFICATE and no PUBLIC KEY block in PEM."),
            ("-----BEGIN PUBLIC KEY-----\nAAA\n-----END PUBLIC KEY-----", "Block 1, a PUBLIC KEY, cannot be read."),
            ("-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----", "Block 1, a CERTIFICATE, cannot be read."),
        ]
    )
    func broken(text: String, message: String) {
        let fault = fault { () throws(ControlFault) in try Self.pins(text) }
        #expect(fault == .configuration("standard input", message))
    }
}
