/// Why a socket is closed, as a WebSocket close frame says it (RFC 6455 section 7.4).
public struct CloseCode: Sendable, Hashable {
    /// The number.
    public let rawValue: UInt16

    /// Takes a code that an endpoint may send: 1000 to 1003, 1007 to 1014, or from 3000 to 4999, those for applications.
    public init?(_ rawValue: UInt16) {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: self.rawValue = rawValue
        default: return nil
        }
    }

    private init(_ code: Known) {
        self.rawValue = code.rawValue
    }

    private enum Known: UInt16 {
        case normal = 1000
        case goingAway = 1001
        case protocolError = 1002
        case invalidText = 1007
        case policyViolation = 1008
        case messageTooBig = 1009
        case internalError = 1011
    }

    /// Nothing is wrong, and phoenix.js does not connect again.
    public static let normal = CloseCode(.normal)

    /// The server stops.
    ///
    /// Clients connect again.
    public static let goingAway = CloseCode(.goingAway)

    /// The peer does not keep to the WebSocket protocol.
    public static let protocolError = CloseCode(.protocolError)

    /// A text is not UTF-8.
    public static let invalidText = CloseCode(.invalidText)

    /// The peer does what it may not, or reads too slowly.
    public static let policyViolation = CloseCode(.policyViolation)

    /// A message is larger than the limit.
    public static let messageTooBig = CloseCode(.messageTooBig)

    /// A message cannot be understood; Phoenix uses this code for it.
    public static let internalError = CloseCode(.internalError)
}
