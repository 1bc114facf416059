import Foundation

/// The memory that the process has in use.
enum ProcessMemory {
    /// The resident set in bytes, where the system tells it as Linux does.
    static var residentBytes: Int? {
        guard let status = FileManager.default.contents(atPath: "/proc/self/status") else { return nil }
        let line = status.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: "VmRSS:".utf8) }
        let digits = line?.filter { 0x30...0x39 ~= $0 }
        return digits.flatMap { Int(String(decoding: $0, as: UTF8.self)) }.map { $0 * 1024 }
    }
}
