import Foundation

/// What the Echo server costs with every check on: the processor time of its process by the kernel's count, and its memory.
///
/// The Elixir original was measured elsewhere, on this kind of machine, beside bare Hummingbird. Machines differ from hour to
/// hour, so times are compared as multiples of what one request to bare Hummingbird takes in the same run.
@main
enum ChannelBenchmarks {
    /// What bare Hummingbird took beside the original, in microseconds: the middle of 17 to 24.
    private static let originalHummingbird = 20.5

    /// A cost, and what it was in the original.
    private struct Row {
        let name: String
        let microseconds: Double
        let original: Double
        let target: Double
    }

    static func main() async throws {
        let hummingbird = try await self.hummingbird()
        let server = try ServerProcess("echo-server", protection: "token-binding")
        defer { server.stop() }
        let clients = try await EchoClients(port: server.port)
        var rows: [Row] = []
        var memory = 0.0

        try await clients.grow(to: 1)
        for inFlight in [1, 16] {
            let time = try await self.time(of: server) { try await clients.echo(3000, inFlight: inFlight) } / 3000
            rows.append(Row(name: "an event, \(inFlight) at a time", microseconds: time, original: 125, target: 0.4))
        }
        for (count, events) in [(200, 800), (1000, 200)] {
            let before = (count: clients.sockets.count, memory: try server.residentKiB())
            try await clients.grow(to: count)
            memory = (try server.residentKiB() - before.memory) / Double(count - before.count)
            let time = try await self.time(of: server) { try await clients.echo(events, inFlight: 4) } / Double(events)
            let delivery = (time - rows[1].microseconds) / Double(count - 1)
            rows.append(Row(name: "a delivery to \(count) sockets", microseconds: delivery, original: 4.2, target: 0.8))
        }
        try await clients.close()
        self.report(rows, hummingbird: hummingbird, memory: memory)
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

    private static func report(_ rows: [Row], hummingbird: Double, memory: Double) {
        func text(_ number: Double) -> String { String(format: "%.2f", number) }
        print("| Echo server, token and binding on every message | µs | × bare Hummingbird | × the original | target |")
        print("| --- | ---: | ---: | ---: | ---: |")
        print("| a request to bare Hummingbird, 16 at a time | \(text(hummingbird)) | 1.00 | | |")
        for row in rows {
            let multiple = row.microseconds / hummingbird
            let ratio = multiple / (row.original / self.originalHummingbird)
            print("| \(row.name) | \(text(row.microseconds)) | \(text(multiple)) | \(text(ratio)) | \(row.target) |")
        }
        print(
            "\nMemory of a joined socket, at 1,000: \(text(memory)) KiB, \(text(memory / 35)) × the original; target 0.6."
        )
    }
}
