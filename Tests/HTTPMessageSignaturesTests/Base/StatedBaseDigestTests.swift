import Crypto
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("The stated digest of a signature base")
struct StatedBaseDigestTests {
    private static func stated(_ value: String?) throws -> StatedBaseDigest {
        let vector = try #require(SignatureVector.all(in: "approov").first { $0.name.hasPrefix("V2 ") })
        var request = try vector.request
        request.headerFields[.signatureBaseDigest] = value
        let base = try SignedMessage(request).signature(labelled: vector.label).base()
        return StatedBaseDigest(in: request.headerFields, labelled: vector.label, of: base)
    }

    /// The published digest of the base of V2, and that of V1.
    private static let same = ":PVD7GJBvBdC8OS7tj/J4xsAsq3N7kWefraVSNG2ZOaY=:"
    private static let other = ":bigFc8Dmd8n0WRqalzYT6+bv3jCfYhO+lEqfGv6YnKI=:"

    @Test(
        "It is that of the label, or the only one",
        arguments: [
            ("install=\(same)", .equal), ("install=\(other)", .different),
            ("sha-256=\(same)", .equal), ("sha-256=\(other)", .different),
            ("account=\(other), install=\(same)", .equal), ("sha-256=\(other), install=\(same)", .equal),
            ("account=\(same)", .missing), ("sha-512=\(same)", .missing), ("", .missing), (nil, .missing),
        ] as [(String?, StatedBaseDigest)]
    )
    func labels(value: String?, expected: StatedBaseDigest) throws {
        #expect(try Self.stated(value) == expected)
    }

    @Test(
        "What is no digest is malformed",
        arguments: [
            "install", "install=\"\(same)\"", "install=:AAAA:", "install=::", "install=(\(same))", "install=\(same),",
            "install=\(same), install=\(same)", "install=\(same);a;a", "=",
            "install=:\(String(repeating: "A", count: 8192)):",
        ]
    )
    func malformed(value: String) throws {
        #expect(try Self.stated(value) == .malformed)
    }
}
