import Foundation

/// A server in a process of its own, whose time and memory the kernel counts.
final class ServerProcess {
    /// The published development secret.
    static let secret = "h+CX0tOzdAAR9l15bWAqvq7w9olk66daIH+Xk+IAHhVVHszjDzeGobzNnqyRze3lw/WVyWrc2gZfh3XXfBOmww=="

    let port: Int
    private let process = Process()

    /// Starts one of the example servers, as they are built beside this program.
    init(_ program: String, protection: String) throws {
        let output = Pipe()
        let itself = URL(fileURLWithPath: CommandLine.arguments.first ?? "")
        self.process.executableURL = itself.deletingLastPathComponent().appending(component: program)
        self.process.arguments = ["--protection", protection]
        self.process.environment = [
            "APPROOV_BASE64URL_SECRET": Self.secret.replacing("+", with: "-").replacing("/", with: "_"),
            "SECRET_KEY_BASE": String(repeating: "k", count: 64),
            "ENCRYPTION_SECRET": String(repeating: "e", count: 64),
            "URL_PUBLIC_HOST": "localhost",
            "HTTP_PORT": "0",
            "LOG_LEVEL": "error",
        ]
        self.process.standardOutput = output
        self.process.standardError = FileHandle.nullDevice
        try self.process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = line.split(separator: ":").last.flatMap({ Int($0.dropLast()) }) else { throw WrongResult() }
        self.port = port
    }

    func stop() {
        self.process.terminate()
        self.process.waitUntilExit()
    }

    /// The time that all its threads have spent on a processor, in nanoseconds.
    func processorTime() throws -> Double {
        let folder = "/proc/\(self.process.processIdentifier)/task"
        return try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) { sum, task in
            let line = try String(contentsOfFile: "\(folder)/\(task)/schedstat", encoding: .utf8)
            return sum + (line.split(separator: " ").first.flatMap { Double($0) } ?? 0)
        }
    }

    /// The memory that it holds, in KiB.
    func residentKiB() throws -> Double {
        let status = try String(contentsOfFile: "/proc/\(self.process.processIdentifier)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        guard let number = line?.split(separator: " ").dropFirst().first, let kiB = Double(number) else {
            throw WrongResult()
        }
        return kiB
    }
}
