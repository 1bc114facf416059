/// Why a command cannot do what it is asked, in one line that names a file, a variable or an option and never its content.
package struct ControlFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The exit statuses of `sysexits.h` that the program uses.
    package enum Status: Int32, Sendable {
        /// The command line makes no sense (`EX_USAGE`).
        case misuse = 64
        /// The address cannot be listened on (`EX_UNAVAILABLE`).
        case unavailable = 69
        /// A secret, a key or a file is missing or bad (`EX_CONFIG`).
        case configuration = 78
    }

    /// What the program exits with.
    package let status: Status

    /// The line.
    package let description: String

    private init(_ status: Status, _ description: String) {
        self.status = status
        self.description = PlainText.escaping(description)
    }

    /// Makes a fault of the command line.
    package static func misuse(_ message: String) -> ControlFault {
        ControlFault(.misuse, message)
    }

    /// Makes a fault of the system's.
    package static func unavailable(_ message: String) -> ControlFault {
        ControlFault(.unavailable, message)
    }

    /// Makes a fault of something that the command line names.
    package static func configuration(_ name: String, _ message: String) -> ControlFault {
        ControlFault(.configuration, "\(name): \(message)")
    }
}
