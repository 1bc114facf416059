import PhoenixChannels
import PhoenixChannelsHummingbird
import Synchronization
import Testing

@Suite("A WebSocket over a real connection", .timeLimit(.minutes(1)))
struct WebSocketTests {
    private let join = #"["1","1","room:1","phx_join",{}]"#
    private let joined = #"["1","1","room:1","phx_reply",{"response":{},"status":"ok"}]"#

    @Test("A client connects, joins, asks and hears")
    func conversation() async throws {
        try await withServer { port in
            try await RawClient.connected(to: port) { client in
                #expect(try await client.upgrade() == "HTTP/1.1 101 Switching Protocols")
                try await client.send(self.join)
                #expect(try await client.next().text == self.joined)
                try await client.send(#"["1","2","room:1","shout",{"a":1}]"#)
                #expect(try await client.next().text == #"[null,null,"room:1","shout",{"a":1}]"#)
            }
        }
    }

    @Test("A socket from which nothing comes is closed with 1000")
    func idleness() async throws {
        var limits = PhoenixEndpoint.Limits()
        limits.idleTimeout = .milliseconds(200)
        try await withServer(limits: limits) { port in
            try await RawClient.connected(to: port) { client in
                let start = ContinuousClock.now
                _ = try await client.upgrade()
                #expect(try await client.next().code == 1000)
                #expect(try await client.isClosed())
                #expect(start.duration(to: .now) >= .milliseconds(200))
            }
        }
    }

    @Test("A socket that says something is not idle")
    func activity() async throws {
        var limits = PhoenixEndpoint.Limits()
        limits.idleTimeout = .seconds(2)
        try await withServer(limits: limits) { port in
            try await RawClient.connected(to: port) { client in
                _ = try await client.upgrade()
                let end = ContinuousClock.now + .seconds(3)
                while ContinuousClock.now < end {
                    try await client.send(#"[null,"1","phoenix","heartbeat",{}]"#)
                    #expect(try await client.next().opcode == 1)
                }
            }
        }
    }

    @Test("A connection that does not complete its request is closed")
    func unfinishedRequest() async throws {
        var limits = PhoenixEndpoint.Limits()
        // Long enough for a busy machine to write before it is over.
        limits.requestTimeout = .seconds(2)
        try await withServer(limits: limits) { port in
            for bytes in ["", "GET /socket/websocket HTTP/1.1\r\nHost: a\r\n"] {
                try await RawClient.connected(to: port) { client in
                    try await client.write(bytes)
                    #expect(try await client.isClosed())
                }
            }
        }
    }

    @Test("A message larger than the limit closes the socket with 1009, whether in one frame or in several")
    func messageLimit() async throws {
        var limits = PhoenixEndpoint.Limits()
        limits.messageBytes = 100
        try await withServer(limits: limits) { port in
            let whole: [UInt8] = [0x81, 0x80 | 101, 0, 0, 0, 0]
            let parts: [UInt8] = [0x01, 0x80 | 51, 0, 0, 0, 0] + Array(repeating: 0x20, count: 51)
            let rest: [UInt8] = [0x80, 0x80 | 50, 0, 0, 0, 0] + Array(repeating: 0x20, count: 50)
            for bytes in [whole, parts + rest] {
                try await RawClient.connected(to: port) { client in
                    _ = try await client.upgrade()
                    try await client.write(bytes)
                    #expect(try await client.next().code == 1009)
                    #expect(try await client.isClosed())
                }
            }
        }
    }

    @Test("A client that answers no close frame is cut off")
    func unansweredClose() async throws {
        var limits = PhoenixEndpoint.Limits()
        limits.closeTimeout = .milliseconds(100)
        let sockets = OpenSockets()
        try await withServer(limits: limits, observer: sockets) { port in
            try await RawClient.connected(to: port) { client in
                _ = try await client.upgrade()
                try await client.send("nonsense")
                #expect(try await client.next().code == 1011)
                #expect(try await client.isClosed())
            }
            await sockets.wait(until: 0)
        }
    }

    @Test("A channel closes its socket, at once or later, with its own code and reason")
    func disconnect() async throws {
        try await withServer { port in
            try await RawClient.connected(to: port) { client in
                _ = try await client.upgrade()
                try await client.send(self.join)
                _ = try await client.next()
                try await client.send(#"["1","2","room:1","close",{}]"#)
                let frame = try await client.next()
                #expect(frame.code == 1008)
                #expect(String(decoding: frame.payload.dropFirst(2), as: UTF8.self) == "told so")
            }
        }
    }

    @Test("A client that does not read is closed once too much waits for it; others miss nothing")
    func slowReader() async throws {
        var limits = PhoenixEndpoint.Limits()
        limits.waitingMessages = 4
        limits.closeTimeout = .milliseconds(100)
        let sockets = OpenSockets()
        try await withServer(limits: limits, observer: sockets) { port in
            try await RawClient.connected(to: port) { deaf in
                _ = try await deaf.upgrade()
                try await deaf.send(self.join)
                _ = try await deaf.next()
                try await RawClient.connected(to: port) { speaker in
                    _ = try await speaker.upgrade()
                    try await speaker.send(self.join)
                    _ = try await speaker.next()
                    let text = String(repeating: "x", count: 60_000)
                    // More than the buffers of a connection hold: the kernel's for both ends, and NIO's.
                    for n in 0..<400 {
                        try await speaker.send("[\"1\",\"\(n)\",\"room:1\",\"shout\",{\"t\":\"\(text)\"}]")
                        #expect(try await speaker.next().payload.count > 60_000)
                    }
                    await sockets.wait(until: 1)
                }
            }
        }
    }

    @Test("A client that goes away while it is decided whether it may connect leaves nothing behind")
    func goneWhileConnecting() async throws {
        let sockets = OpenSockets()
        let asked = AsyncStream<Void>.makeStream()
        let answer = AsyncStream<Void>.makeStream()
        let connects = Mutex(0)
        try await withServer(
            observer: sockets,
            connect: { _ in
                guard
                    connects.withLock({ count in
                        count += 1; return count
                    }) == 1
                else { return }
                asked.continuation.yield()
                for await _ in answer.stream { return }
            }
        ) { port in
            try await RawClient.connected(to: port) { client in
                try await client.write("GET /socket/websocket HTTP/1.1\r\nHost: a\r\n\r\n")
                for await _ in asked.stream { return }
            }
            answer.continuation.yield()
            try await RawClient.connected(to: port) { client in
                let line = try await client.upgrade()
                #expect(line == "HTTP/1.1 101 Switching Protocols")
            }
            await sockets.wait(until: 0)
        }
    }

    @Test("The application learns of a client what there is to know")
    func connectInfo() async throws {
        let infos = Mutex<[ConnectInfo]>([])
        try await withServer(origins: .any, connect: { info in infos.withLock { $0.append(info) } }) { port in
            try await RawClient.connected(to: port) { client in
                _ = try await client.upgrade(
                    "/socket/websocket/?vsn=2.0.0&a=b+c",
                    fields:
                        "User-Agent: test\r\nOrigin: https://a.example\r\nX-One: 1\r\nx-two: 2\r\nX-One: 3\r\nY-Three: 3\r\n"
                )
            }
        }
        let info = try #require(infos.withLock { $0.first })
        #expect(info.uri == "/socket/websocket/?vsn=2.0.0&a=b+c")
        #expect(info.parameters["a"] == "b c")
        #expect(info.peerAddress == "127.0.0.1")
        #expect(info.userAgent == "test")
        #expect(info.authority == "localhost")
        #expect(info.origin == "https://a.example")
        #expect(info.xHeaders.map(\.name) == ["x-one", "x-two", "x-one"])
        #expect(info.xHeaders.map(\.value) == ["1", "2", "3"])
    }

    @Test("Websites may connect that are allowed, and none by default")
    func origins() async throws {
        let cases: [(OriginPolicy, String, Bool)] = [
            (.none, "https://a.example", false), (["https://a.example", "http://b:81"], "https://a.example:443", true),
            (["https://a.example", "http://b:81"], "http://b:81/path", true),
            (["https://a.example"], "http://a.example", false),
            (["https://a.example"], "null", false), (.any, "null", true),
        ]
        for (policy, origin, isAllowed) in cases {
            try await withServer(origins: policy) { port in
                try await RawClient.connected(to: port) { client in
                    let line = try await client.upgrade(fields: "Origin: \(origin)\r\n")
                    #expect(line.hasPrefix(isAllowed ? "HTTP/1.1 101 " : "HTTP/1.1 403 "), "\(origin)")
                }
            }
        }
    }

    @Test(
        "A request behind which the parser may stop is the last of its connection",
        arguments: [
            ("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", "HTTP/1.1 404 Not Found"),
            ("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\t\r\nUpgrade: x\r\n\r\n", "HTTP/1.1 404 Not Found"),
            ("HEAD / HTTP/1.1\r\nHost: a\r\nProxy-Connection: upgrade\r\nUpgrade: x\r\n\r\n", "HTTP/1.1 404 Not Found"),
            ("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400 Bad Request"),
            ("CONNECT /socket/websocket HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400 Bad Request"),
        ]
    )
    func lastRequests(request: String, answer: String) async throws {
        try await withServer { port in
            try await RawClient.connected(to: port) { client in
                try await client.write(request + "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await client.statusLine() == answer)
                #expect(try await client.isClosed())
            }
        }
    }

    @Test(
        "A handshake that the parser may take for something else is none",
        arguments: ["upgrade\t", "upgrade\t, keep-alive", "\"upgrade\"", "keep-alive"]
    )
    func doubtfulHandshakes(connection: String) async throws {
        try await withServer { port in
            try await RawClient.connected(to: port) { client in
                try await client.write(
                    """
                    GET /socket/websocket HTTP/1.1\r\nHost: a\r\nConnection: \(connection)\r\nUpgrade: websocket\r\n\
                    Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\
                    GET / HTTP/1.1\r\nHost: a\r\n\r\n
                    """
                )
                #expect(try await client.statusLine() == "HTTP/1.1 400 Bad Request")
                #expect(try await client.isClosed())
            }
        }
    }

    @Test(
        "Thousands of requests in one piece are answered one after the other",
        arguments: ["HEAD /socket/websocket", "GET /"]
    )
    func pipelinedRefusals(line: String) async throws {
        try await withServer { port in
            try await RawClient.connected(to: port) { client in
                try await client.write(String(repeating: "\(line) HTTP/1.1\r\n\r\n", count: 4000))
                for _ in 0..<4000 { #expect(try await client.statusLine() == "HTTP/1.1 400 Bad Request") }
                #expect(try await client.upgrade() == "HTTP/1.1 101 Switching Protocols")
            }
        }
    }

    @Test("A refused client may try again on the same connection, behind other requests")
    func keptAlive() async throws {
        let answers = Mutex([true, false])
        struct Refused: Error {}
        try await withServer(connect: { _ in if answers.withLock({ $0.popLast() }) == false { throw Refused() } }) {
            port in
            try await RawClient.connected(to: port) { client in
                try await client.write("HEAD /nowhere HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await client.upgrade() == "HTTP/1.1 404 Not Found")
                #expect(try await client.statusLine() == "HTTP/1.1 403 Forbidden")
                #expect(try await client.upgrade() == "HTTP/1.1 101 Switching Protocols")
                try await client.send(self.join)
                #expect(try await client.next().text == self.joined)
            }
        }
    }
}
