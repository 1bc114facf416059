import PhoenixChannels
import Testing

@Suite("The version that a client asks for")
struct ProtocolVersionTests {
    @Test(
        "Versions 1.0 and 2.0 are served, and 1.0 without a wish",
        arguments: [
            (nil, ProtocolVersion.v1), ("1.0.0", .v1), ("1.0.7", .v1), ("2.0.0", .v2), ("2.0.12", .v2),
            ("1.1.0", nil), ("2.1.0", nil), ("3.0.0", nil), ("2", nil), ("2.0", nil), ("2.0.0-rc", nil), ("x", nil),
            ("", nil),
            ("2.0.0.0", nil), ("02.0.0", nil), ("2.00.0", nil), ("2.0.00", nil), (" 2.0.0", nil), ("2.0.", nil),
            ("2.0.+1", nil),
            ("2.0.99999999999999999999", .v2), ("２.0.0", nil),
        ] as [(String?, ProtocolVersion?)]
    )
    func versions(vsn: String?, version: ProtocolVersion?) {
        #expect(ProtocolVersion(vsn: vsn) == version)
    }
}
