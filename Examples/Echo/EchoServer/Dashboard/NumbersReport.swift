import Foundation

/// The numbers as the dashboard shows them.
struct NumbersReport: Encodable, Sendable {
    let uptimeSeconds: Int64
    let memoryBytes: Int?
    let connections: Int
    let channels: Int
    let events: Int
    let accepted: Int
    let refused: [String: Int]

    init(_ numbers: LiveNumbers, memoryBytes: Int? = ProcessMemory.residentBytes) {
        let snapshot = numbers.snapshot
        self.uptimeSeconds = numbers.uptime.components.seconds
        self.memoryBytes = memoryBytes
        self.connections = snapshot.connections
        self.channels = snapshot.channels
        self.events = snapshot.events
        self.accepted = snapshot.accepted
        self.refused = snapshot.refused
    }

    /// The report as a JSON text.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// The numbers with their names, in the order in which they are shown.
    ///
    /// The ids are those of ``json``.
    var figures: [(id: String, name: String, text: String)] {
        [
            ("connections", "Open sockets", "\(self.connections)"),
            ("channels", "Joined channels", "\(self.channels)"),
            ("events", "Events", "\(self.events)"),
            ("accepted", "Accepted", "\(self.accepted)"),
            ("refusedTotal", "Refused", "\(self.refused.values.reduce(0, +))"),
            ("memoryBytes", "Memory", self.memoryText),
            ("uptimeSeconds", "Uptime", self.uptimeText),
        ]
    }

    private var memoryText: String {
        guard let memoryBytes = self.memoryBytes else { return "–" }
        return "\((memoryBytes + 524_288) / 1_048_576) MiB"
    }

    private var uptimeText: String {
        let (hours, rest) = self.uptimeSeconds.quotientAndRemainder(dividingBy: 3600)
        let (minutes, seconds) = rest.quotientAndRemainder(dividingBy: 60)
        return hours > 0 ? "\(hours) h \(minutes) min" : minutes > 0 ? "\(minutes) min \(seconds) s" : "\(seconds) s"
    }
}
