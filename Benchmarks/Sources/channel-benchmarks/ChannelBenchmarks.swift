import Foundation

/// What the Echo server costs with every check on: the processor time of its process by the kernel's count, and its memory.
///
/// The figures of the Elixir original were measured elsewhere, on this kind of machine.
@main
enum ChannelBenchmarks {
    private struct Row {
        let name: String
        let unit: String
        let value: Double
        let original: Double
        let target: Double
    }

    static func main() async throws {
        let program = CommandLine.arguments.dropFirst().first ?? ".build/release/echo-server"
        let server = try EchoServerProcess(program: program)
        defer { server.stop() }
        let clients = try await EchoClients(port: server.port)
        var rows: [Row] = []

        try await clients.grow(to: 1)
        for inFlight in [1, 16] {
            let time = try await self.time(of: server, clients, events: 4000, inFlight: inFlight)
            let name = "processor time of an event, \(inFlight) at a time"
            rows.append(Row(name: name, unit: "µs", value: time / 4000, original: 125, target: 0.4))
        }
        for (count, events) in [(200, 1000), (1000, 300)] {
            let before = (count: clients.sockets.count, memory: try server.residentKiB())
            try await clients.grow(to: count)
            if count == 1000 {
                let memory = (try server.residentKiB() - before.memory) / Double(count - before.count)
                rows.append(
                    Row(name: "memory of a joined socket", unit: "KiB", value: memory, original: 35, target: 0.6)
                )
            }
            let time = try await self.time(of: server, clients, events: events, inFlight: 4)
            let event = rows[1].value
            let perDelivery = (time / Double(events) - event) / Double(count - 1)
            let name = "processor time of a delivery, \(count) sockets"
            rows.append(Row(name: name, unit: "µs", value: perDelivery, original: 4.2, target: 0.8))
        }
        try await clients.close()
        self.report(rows)
    }

    /// Returns the processor time that events take, in microseconds: the median of five rounds, after one that warms up.
    private static func time(
        of server: EchoServerProcess,
        _ clients: EchoClients,
        events: Int,
        inFlight: Int
    ) async throws -> Double {
        try await clients.echo(events, inFlight: inFlight)
        var times: [Double] = []
        for _ in 0..<5 {
            let start = try server.processorTime()
            try await clients.echo(events, inFlight: inFlight)
            times.append((try server.processorTime() - start) / 1000)
        }
        return times.sorted()[times.count / 2]
    }

    private static func report(_ rows: [Row]) {
        print("| Echo server, token and binding on every message | measured | original | × original | target |")
        print("| --- | ---: | ---: | ---: | ---: |")
        for row in rows {
            let ratio = String(format: "%.2f", row.value / row.original)
            let value = String(format: "%.2f", row.value)
            print("| \(row.name) | \(value) \(row.unit) | \(row.original) \(row.unit) | \(ratio) | \(row.target) |")
        }
    }
}
