#if Hummingbird

import NIOCore
import NIOHTTP1
import PhoenixChannels

/// What is asked of a request for a socket, in Phoenix's order: method, origin, version, the application, and last whether it
/// is a WebSocket handshake at all.
struct UpgradeRequest: Sendable {
    let head: HTTPRequestHead

    /// Whether the parser has taken this for the last HTTP request of the connection.
    var stopsParser: Bool {
        self.hasUpgradeOption && self.head.headers.contains(name: "upgrade")
    }

    /// Whether it says once for which host it is, as HTTP/1.1 demands of every request (RFC 9112 section 3.2).
    var hasHost: Bool {
        self.head.version == .http1_0 || self.head.headers["host"].count == 1
    }

    /// Returns whether a path is another spelling of this one: slashes may be doubled, and one may stand at the end.
    func isFor(_ path: [Substring]) -> Bool {
        self.head.uri.prefix { $0 != "?" }.split(separator: "/") == path
    }

    private var hasUpgradeOption: Bool {
        self.head.headers[canonicalForm: "connection"].contains { $0.lowercased() == "upgrade" }
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
            userAgent: self.head.headers.first(name: "user-agent")
        )
        return .open(info, version)
    }

    /// What keeps a request from being a WebSocket handshake (RFC 6455 section 4.2.1), if anything does.
    var handshakeFault: HTTPResponseStatus? {
        let headers = self.head.headers
        guard self.head.version == .http1_1 else { return .badRequest }
        let protocols = headers[canonicalForm: "upgrade"]
        guard self.hasUpgradeOption else { return protocols.isEmpty ? .upgradeRequired : .badRequest }
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
