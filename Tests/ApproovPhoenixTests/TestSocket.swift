import Approov
import ApproovPhoenix
import Dispatch
import HTTPTypes
import PhoenixChannels
import Synchronization
import Testing

/// A socket without a network whose channel is behind a gate.
final class TestSocket: SocketTransport, SerialExecutor, DeliveryLane {
    struct Closure: Hashable {
        let code: CloseCode
        let delay: Duration?
    }

    private let queue = DispatchQueue(label: "socket")
    private let stream = AsyncStream<String>.makeStream()
    private let session = Mutex<SocketSession?>(nil)
    let closures = Mutex<[Closure]>([])
    let reports = Reports()

    /// Connects with a token in the query.
    static func connect(
        _ verifier: ApproovVerifier,
        token: String,
        expiry: SocketExpiry = .eachMessageHasItsToken,
        events: Set<String>? = nil,
        refusal: MessageRefusal = .silent
    ) async throws -> TestSocket {
        let transport = TestSocket()
        let gate = ApproovSocketGate(verifier: verifier, expiry: expiry, report: transport.reports.add)
        let socket = PhoenixSocket { info, handle in
            try gate.admit(info, handle)
        } channels: {
            ChannelRoute("room") { (connection: ApproovConnection) in
                ApproovChannel(connection, events: events, refusal: refusal) { EchoChannel() }
            }
        }
        let query = "Approov-Token=\(token)&Authorization=Bearer+abc"
        let info = ConnectInfo(parameters: try #require(QueryParameters(query)), uri: "/?\(query)")
        let session = SocketSession(try await socket.accept(info), version: .v2, transport: transport)
        transport.session.withLock { $0 = session }
        return transport
    }

    /// Sends an event, and returns what comes next: an answer, or if there is none, that to a heartbeat.
    func ask(_ event: String, _ payload: Payload) async throws -> String {
        let session = try #require(self.session.withLock { $0 })
        let json = String(decoding: try #require(payload.json), as: UTF8.self)
        try await session.receive(text: Array("[\"1\",\"1\",\"room\",\"\(event)\",\(json)]".utf8))
        // What is silent is told from what is late by a message to the same channel that is answered for certain.
        try await session.receive(text: Array(#"["1","mark","room","phx_leave",{}]"#.utf8))
        var answers: [String] = []
        for await frame in self.stream.stream {
            if frame.contains("\"mark\"") { break }
            answers.append(frame)
        }
        return answers.joined(separator: "\n")
    }

    /// Sends a message that is answered, and returns the answer.
    func send(_ event: String, _ payload: Payload) async throws -> String {
        let session = try #require(self.session.withLock { $0 })
        let json = String(decoding: try #require(payload.json), as: UTF8.self)
        try await session.receive(text: Array("[\"1\",\"1\",\"room\",\"\(event)\",\(json)]".utf8))
        for await frame in self.stream.stream { return frame }
        return ""
    }

    var executor: any SerialExecutor { self }
    var lane: any DeliveryLane { self }

    func send(_ frame: WireFrame) { self.stream.continuation.yield(String(decoding: frame.bytes, as: UTF8.self)) }
    func setReading(_ isReading: Bool) {}
    func close(_ code: CloseCode, reason: String) { self.close(after: .zero, code, reason: reason) }

    func close(after delay: Duration?, _ code: CloseCode, reason: String) {
        self.closures.withLock { $0.append(Closure(code: code, delay: delay)) }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        self.queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func checkIsolated() { dispatchPrecondition(condition: .onQueue(self.queue)) }
    func execute(_ work: @escaping @Sendable () -> Void) { self.queue.async(execute: work) }
}

/// A channel that says what it knows of the app.
struct EchoChannel: PhoenixChannel {
    func join(_ topic: String, payload: Payload, socket: ChannelSocket) async throws -> Payload { self.knowledge }

    func handle(_ event: String, payload: Payload, socket: ChannelSocket) async throws -> Reply { .ok(self.knowledge) }

    private var knowledge: Payload { ["device": .string(Attestation.current?.claims.deviceID ?? "unknown")] }
}
