import PhoenixChannels
import Testing

@Suite("Close codes")
struct CloseCodeTests {
    @Test(
        "Only those may be sent that RFC 6455 and its registry allow",
        arguments: [
            (999, false), (1000, true), (1001, true), (1003, true), (1004, false), (1005, false), (1006, false),
            (1007, true),
            (1011, true), (1014, true), (1015, false), (1016, false), (2999, false), (3000, true), (4000, true),
            (4999, true),
            (5000, false), (0, false), (65535, false),
        ] as [(UInt16, Bool)]
    )
    func codes(rawValue: UInt16, isAllowed: Bool) {
        #expect((CloseCode(rawValue)?.rawValue == rawValue) == isAllowed)
    }
}
