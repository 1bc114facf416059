import Foundation

/// What is known of the process, under the names that Prometheus's own libraries use.
struct ProcessFigures: Sendable {
    private let memory: GaugeSeries

    /// Begins with the start of the process, as near as is known.
    init(memory: GaugeSeries, start: GaugeSeries) {
        self.memory = memory
        start.record(Date().timeIntervalSince1970)
    }

    /// Looks at the process.
    func record() {
        if let bytes = Self.residentBytes { self.memory.record(bytes) }
    }

    /// The resident set in bytes, where the system tells it as Linux does.
    private static var residentBytes: Int64? {
        guard let status = FileManager.default.contents(atPath: "/proc/self/status") else { return nil }
        let line = status.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: "VmRSS:".utf8) }
        let digits = line?.filter { 0x30...0x39 ~= $0 }
        return digits.flatMap { Int64(String(decoding: $0, as: UTF8.self)) }.map { $0 * 1024 }
    }
}
