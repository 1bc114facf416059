import ApproovTesting
import NIOCore
import NIOPosix

/// Many sockets that have joined the echo chamber with one user's credentials.
final class EchoClients {
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let port: Int
    private let authorization: String
    private let token: String
    private(set) var sockets: [EchoClient] = []

    init(port: Int) async throws {
        self.port = port
        let issuer = try TestIssuer(base64Secret: ServerProcess.secret)
        let body = #"{"username":"me@example.com","password":"very_strong_password"}"#
        var answer = ""
        for path in ["register", "login"] {
            answer = try await Self.post(
                "/auth/\(path)",
                body,
                token: try issuer.token(),
                port: port,
                group: self.group
            )
        }
        guard let start = answer.firstRange(of: #""token":""#)?.upperBound else { throw WrongResult() }
        self.authorization = String(answer[start...].prefix { $0 != "\"" })
        self.token = try issuer.token(boundTo: self.authorization)
    }

    private static func post(
        _ path: String,
        _ body: String,
        token: String,
        port: Int,
        group: MultiThreadedEventLoopGroup
    ) async throws -> String {
        let channel = try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }
        }
        return try await channel.executeThenClose { inbound, outbound in
            let head = """
                POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n\
                X-Approov-Token: \(token)\r\nContent-Length: \(body.utf8.count)\r\n\r\n
                """
            try await outbound.write(ByteBuffer(string: head + body))
            var answer = ""
            for try await part in inbound { answer += String(buffer: part) }
            return answer
        }
    }

    /// Adds sockets until there are so many, and joins with each.
    func grow(to count: Int) async throws {
        while self.sockets.count < count {
            let batch = min(100, count - self.sockets.count)
            let (port, group, target, join) = (self.port, self.group, self.target, self.join)
            self.sockets += try await withThrowingTaskGroup(of: EchoClient.self) { tasks in
                for _ in 0..<batch {
                    tasks.addTask { try await EchoClient.connect(port: port, group: group, target: target, join: join) }
                }
                return try await tasks.reduce(into: []) { $0.append($1) }
            }
        }
    }

    private var target: String {
        let authorization = self.authorization.replacing(" ", with: "+")
        return "/socket/websocket?vsn=2.0.0&Authorization=\(authorization)&X-Approov-Token=\(self.token)"
    }

    private var credentials: String {
        "\"Authorization\":\"\(self.authorization)\",\"X-Approov-Token\":\"\(self.token)\""
    }

    private var join: String { #"["1","1","echo:chamber","phx_join",{"# + self.credentials + "}]" }

    /// Sends events through one socket, never more than so many on their way, and waits until every socket has heard all.
    func echo(_ count: Int, inFlight: Int) async throws {
        let text = #"["1","2","echo:chamber","echo_it",{"# + self.credentials + #","message":"A message."}]"#
        let before = self.sockets.map(\.received)
        guard let speaker = self.sockets.first else { throw WrongResult() }
        try await speaker.send(text, count: count, inFlight: inFlight)
        for (socket, before) in zip(self.sockets, before) { try await socket.wait(until: before + count) }
    }

    func close() async throws {
        for socket in self.sockets { socket.close() }
        try await self.group.shutdownGracefully()
    }
}
