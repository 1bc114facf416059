import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Content-Digest")
struct ContentDigestTests {
    /// The body and the digests of RFC 9530 appendices B.1 and D.
    private static let body = Array("{\"hello\": \"world\"}\n".utf8)
    private static let sha256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
    private static let sha512 =
        "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:"
    private static let wrong256 = "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:"
    private static let wrong512 = "sha-512=:\(String(repeating: "A", count: 86))==:"

    private static let manyNames = (0..<300).map { "a\($0)=:AAAA:" }.joined(separator: ",")

    private static func check(_ lines: [String], body: [UInt8], limit: Int = 100, pieces: Int = 1) throws {
        var fields = HTTPFields()
        for line in lines { fields.append(HTTPField(name: .contentDigest, value: line)) }
        var check = try ContentDigest(fields).check(limit: limit)
        for start in stride(from: 0, to: body.count, by: pieces) {
            try check.update(Array(body[start..<min(start + pieces, body.count)]))
        }
        try check.finish()
    }

    @Test(
        "The examples of RFC 9530 are right",
        arguments: [
            [sha256], [sha512], [sha256 + ", " + sha512], [sha512, sha256], ["md5=:AAAA:, \(sha256)"],
            ["\(sha256), unixsum=:AAA=:;x"],
        ]
    )
    func right(lines: [String]) {
        #expect(refusal { try Self.check(lines, body: Self.body) } == nil)
    }

    @Test("The pieces in which a body comes do not matter", arguments: [1, 2, 7, 18, 19, 20])
    func pieces(size: Int) {
        #expect(refusal { try Self.check([Self.sha256, Self.sha512], body: Self.body, pieces: size) } == nil)
    }

    private static let refusals: [([String], SignatureRejection.Code)] = [
        ([], .missingDigest),
        ([wrong256], .digestMismatch),
        ([wrong512], .digestMismatch),
        (["\(sha256), \(wrong512)"], .digestMismatch),
        ([wrong256, sha512], .digestMismatch),
        ([""], .unsupportedDigest),
        (["md5=:AAAA:, sha=:AAAA:, SHA-256"], .malformedDigest),
        (["md5=:AAAA:, sha-384=:AAAA:"], .unsupportedDigest),
        ([sha256, sha256], .duplicateName),
        (["\(wrong256), \(sha256)"], .duplicateName),
        (["sha-256=:AAAA:"], .malformedDigest),
        (["sha-256=:AA:"], .malformedDigest),
        (["sha-256"], .malformedDigest),
        (["sha-256=(:AAAA:)"], .malformedDigest),
        (["sha-256=\"RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=\""], .malformedDigest),
        (["\(sha256), md5=abc"], .malformedDigest),
        (["sha-256=:"], .malformedDigest),
        ([manyNames], .limitExceeded),
        (["a=:\(String(repeating: "A", count: 9000)):"], .limitExceeded),
    ]

    @Test("Digests that are wrong, or say nothing, are refused", arguments: refusals)
    func refused(lines: [String], code: SignatureRejection.Code) {
        #expect(refusal { try Self.check(lines, body: Self.body) } == code)
    }

    @Test(
        "Another body is refused",
        arguments: [[], Array("{\"hello\": \"world\"}".utf8), body + [0], Array(body.reversed())]
    )
    func otherBody(body: [UInt8]) {
        #expect(refusal { try Self.check([Self.sha256], body: body) } == .digestMismatch)
    }

    @Test(
        "A body may be as long as the limit, and no longer",
        arguments: [(18, false), (19, true), (20, true), (0, false)]
    )
    func limit(limit: Int, accepted: Bool) {
        for pieces in [1, 19] {
            let code = refusal { try Self.check([Self.sha256], body: Self.body, limit: limit, pieces: pieces) }
            #expect(code == (accepted ? nil : .bodyTooLarge))
        }
    }

    @Test("A body that was too long once is not right, even if what fitted has the digest")
    func stopped() throws {
        var fields = HTTPFields()
        fields[.contentDigest] = Self.sha256
        var check = try ContentDigest(fields).check(limit: Self.body.count)
        try check.update(Self.body)
        #expect(refusal { try check.update([0]) } == .bodyTooLarge)
        #expect(refusal { try check.update([]) } == .bodyTooLarge)
        #expect(refusal { try check.finish() } == .bodyTooLarge)
    }

    @Test("What is written is what is read")
    func written() throws {
        let value = ContentDigest.fieldValue(of: Self.body, by: [.sha512, .sha256])
        #expect(value == "\(Self.sha512), \(Self.sha256)")
        #expect(refusal { try Self.check([value], body: Self.body) } == nil)
        #expect(ContentDigest.fieldValue(of: []) == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:")
    }
}
