/// What is known of a client that wants to connect.
///
/// The parameters, the target and the fields hold credentials: do not log them.
public struct ConnectInfo: Sendable {
    /// The parameters of the query.
    public let parameters: QueryParameters

    /// The target of the request as it was received, path and query.
    public let uri: String

    /// The address of the peer, which behind a proxy is the proxy's.
    public let peerAddress: String?

    /// The header fields whose names begin with `x-`, in the order in which they came, with lower-case names.
    public let xHeaders: [(name: String, value: String)]

    /// The field `User-Agent`.
    public let userAgent: String?

    /// The host that the client has asked for, with the port if it names one: the field `Host`.
    public let authority: String?

    /// The website whose page connects, as browsers say it: the field `Origin`.
    public let origin: String?

    /// Makes a description of a client.
    public init(
        parameters: QueryParameters,
        uri: String,
        peerAddress: String? = nil,
        xHeaders: [(name: String, value: String)] = [],
        userAgent: String? = nil,
        authority: String? = nil,
        origin: String? = nil
    ) {
        self.parameters = parameters
        self.uri = uri
        self.peerAddress = peerAddress
        self.xHeaders = xHeaders
        self.userAgent = userAgent
        self.authority = authority
        self.origin = origin
    }
}

extension ConnectInfo: CustomStringConvertible, CustomReflectable {
    /// A placeholder: the target holds credentials.
    public var description: String { "ConnectInfo(…)" }

    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
