#if Hummingbird

import NIOCore
import NIOHTTP1
import PhoenixChannels

/// What is asked of a request for a socket, in Phoenix's order: method, origin, version, the application, and last whether it
/// is a WebSocket handshake at all.
struct UpgradeRequest: Sendable {
    let head: HTTPRequestHead

    /// Whether this can be answered at all: it says once for which host it is, as HTTP/1.1 demands (RFC 9112 section 3.2), and
    /// does not ask for a tunnel.
    var isAcceptable: Bool {
        (self.head.version == .http1_0 || self.head.headers["host"].count == 1) && self.head.method != .CONNECT
    }

    /// Whether the parser may take what follows for another protocol, and then never says so.
    var mayStopParser: Bool {
        self.head.method == .CONNECT || self.head.headers.contains(name: "upgrade")
    }

    /// Whether the parser is certain to: the fields are written so that there are no two opinions about them.
    var stopsParser: Bool {
        let connection = self.head.headers["connection"]
        return self.mayStopParser && connection.allSatisfy { $0.utf8.allSatisfy(Self.isPlain) }
            && connection.contains {
                $0.split(whereSeparator: { ", ".contains($0) }).contains { $0.lowercased() == "upgrade" }
            }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "-"), UInt8(ascii: ","), UInt8(ascii: " "): true
        default: false
        }
    }

    /// Returns whether a path is another spelling of this one: slashes may be doubled, and one may stand at the end.
    func isFor(_ path: [Substring]) -> Bool {
        self.head.uri.prefix { $0 != "?" }.split(separator: "/") == path
    }

    /// What is known before the application is asked.
    enum Opening: Sendable {
        case refused(HTTPResponseStatus)
        case open(ConnectInfo, ProtocolVersion)
    }

    func opening(origins: OriginPolicy, peer: SocketAddress?) -> Opening {
        guard self.head.method == .GET else { return .refused(.badRequest) }
        let origin = self.head.headers["origin"]
        guard origin.count <= 1, origin.allSatisfy(origins.allows) else { return .refused(.forbidden) }
        let query = self.head.uri.drop { $0 != "?" }.dropFirst()
        guard let parameters = QueryParameters(query), let version = ProtocolVersion(vsn: parameters["vsn"]) else {
            return .refused(.forbidden)
        }
        let info = ConnectInfo(
            parameters: parameters,
            uri: self.head.uri,
            peerAddress: peer?.ipAddress,
            xHeaders: self.head.headers.map { ($0.name.lowercased(), $0.value) }.filter { $0.0.hasPrefix("x-") },
            userAgent: self.head.headers.first(name: "user-agent"),
            authority: self.head.headers.first(name: "host"),
            origin: origin.first
        )
        return .open(info, version)
    }

    /// What keeps a request from being a WebSocket handshake (RFC 6455 section 4.2.1), if anything does.
    var handshakeFault: HTTPResponseStatus? {
        let headers = self.head.headers
        guard self.head.version == .http1_1 else { return .badRequest }
        let protocols = headers[canonicalForm: "upgrade"]
        guard
            !protocols.isEmpty || headers[canonicalForm: "connection"].contains(where: { $0.lowercased() == "upgrade" })
        else { return .upgradeRequired }
        guard self.stopsParser else { return .badRequest }
        guard protocols.contains(where: { $0.lowercased() == "websocket" }) else { return .badRequest }
        guard headers["sec-websocket-key"].count == 1, headers["sec-websocket-key"].allSatisfy(Self.isKey) else {
            return .badRequest
        }
        switch headers["sec-websocket-version"] {
        case ["13"]: return nil
        case []: return .badRequest
        default: return .upgradeRequired
        }
    }

    /// Returns whether the text is the base64 of 16 bytes.
    private static func isKey(_ text: String) -> Bool {
        let digits = text.utf8.prefix(22)
        return text.utf8.count == 24 && text.hasSuffix("==")
            && digits.allSatisfy {
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
                    || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
            }
    }
}

#endif
