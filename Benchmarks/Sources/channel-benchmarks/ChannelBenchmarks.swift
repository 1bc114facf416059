import Foundation

/// Measures what the Echo server costs with every check on: the processor time of its process by the kernel's count, and its memory.
///
/// Prints one line of JSON, of which `Python/channels.py` makes verdicts.
@main
enum ChannelBenchmarks {
    static func main() async throws {
        var figures = ChannelFigures(hummingbirdMicroseconds: try await self.hummingbird())
        try await self.measureEcho(&figures)
        print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
    }

    private static func measureEcho(_ figures: inout ChannelFigures) async throws {
        let server = try ServerProcess("echo-server", protection: "token-binding")
        defer { server.stop() }
        let clients = try await EchoClients(port: server.port)
        try await clients.grow(to: 1)
        var event = 0.0
        for inFlight in [1, 16] {
            event = try await self.time(of: server) { try await clients.echo(3000, inFlight: inFlight) } / 3000
            figures.events.append(ChannelFigures.Event(inFlight: inFlight, microseconds: event))
        }
        for (count, events) in [(50, 1600), (200, 800), (1000, 200)] {
            let before = (count: clients.sockets.count, memory: try server.residentKiB())
            try await clients.grow(to: count)
            figures.kibibytesOfSocket = (try server.residentKiB() - before.memory) / Double(count - before.count)
            let time = try await self.time(of: server) { try await clients.echo(events, inFlight: 4) } / Double(events)
            let delivery = (time - event) / Double(count - 1)
            figures.deliveries.append(ChannelFigures.Delivery(sockets: count, microseconds: delivery))
        }
        try await clients.close()
    }

    /// Returns the processor time of a request to Hummingbird without any check, in microseconds.
    private static func hummingbird() async throws -> Double {
        let server = try ServerProcess("hello-server", protection: "unprotected")
        defer { server.stop() }
        let clients = HelloClients(port: server.port)
        let time = try await self.time(of: server) { try await clients.ask(500, connections: 16) } / (500 * 16)
        try await clients.close()
        return time
    }

    /// Returns the processor time that some work costs, in microseconds: the median of five rounds, after one that warms up.
    private static func time(of server: ServerProcess, _ work: () async throws -> Void) async throws -> Double {
        try await work()
        var times: [Double] = []
        for _ in 0..<5 {
            let start = try server.processorTime()
            try await work()
            times.append((try server.processorTime() - start) / 1000)
        }
        return times.sorted()[times.count / 2]
    }
}
