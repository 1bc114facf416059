import PhoenixChannels
import Testing

/// A client of a socket without a network.
struct TestClient {
    let session: SocketSession
    let transport: TestTransport
    private var frames: AsyncStream<WireFrame>.Iterator

    init(
        _ socket: PhoenixSocket<String>,
        _ version: ProtocolVersion = .v2,
        on queue: QueueExecutor = QueueExecutor()
    ) async throws {
        self.transport = TestTransport(queue)
        let parameters = try #require(QueryParameters(""))
        let accepted = try await socket.accept(ConnectInfo(parameters: parameters, uri: "/socket/websocket"))
        self.session = SocketSession(accepted, version: version, transport: self.transport)
        self.frames = self.transport.frames.makeAsyncIterator()
    }

    func send(_ text: String) async throws {
        try await self.session.receive(text: Array(text.utf8))
    }

    func send(binary: [UInt8]) async throws {
        try await self.session.receive(binary: binary)
    }

    /// Returns the next frame's text.
    mutating func next() async throws -> String {
        String(decoding: try await self.nextFrame().bytes, as: UTF8.self)
    }

    mutating func nextFrame() async throws -> WireFrame {
        try #require(await self.frames.next(isolation: #isolation))
    }

    /// Sends a message, and returns the frame that comes next.
    mutating func ask(_ text: String) async throws -> String {
        try await self.send(text)
        return try await self.next()
    }
}
