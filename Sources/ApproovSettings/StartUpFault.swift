/// Why a server cannot start, in one line that names what to change and quotes no value.
public struct StartUpFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The exit statuses of `sysexits.h` that a server uses.
    public enum Status: Int32, Sendable {
        /// The address cannot be listened on (`EX_UNAVAILABLE`).
        case unavailable = 69
        /// The configuration makes no sense (`EX_CONFIG`).
        case configuration = 78
    }

    /// What the process exits with.
    public let status: Status

    /// The line.
    public let description: String

    /// Makes a fault of the configuration.
    public init(variable: String, _ message: String) {
        self.init(.configuration, "\(variable): \(message)")
    }

    /// Makes a fault.
    public init(_ status: Status, _ description: String) {
        self.status = status
        self.description = description
    }
}
