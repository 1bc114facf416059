import ApproovSettings

/// Where operators find metrics and health: an address of its own, which need not be open to those whom the server serves.
struct OperationsAddress: Sendable, Hashable {
    let host: String
    let port: Int

    /// Reads `OPERATIONS_HOST`, by default 127.0.0.1, and `OPERATIONS_PORT`.
    ///
    /// - Parameters:
    ///   - settings: The environment.
    ///   - serverPort: The port of the server itself.
    /// - Returns: The address, or `nil` if there is no port.
    /// - Throws: `StartUpFault` if the port is none, or if the server itself listens there.
    static func configured(in settings: Settings, serverPort: Int) throws(StartUpFault) -> OperationsAddress? {
        guard settings.text(self.portVariable) != nil else { return nil }
        let text = settings.text("OPERATIONS_HOST") ?? ""
        let host = text.isEmpty ? "127.0.0.1" : text
        let port = try settings.port([self.portVariable], default: 0)
        guard port == 0 || port != serverPort || host != settings.host else {
            throw StartUpFault(variable: self.portVariable, "The server itself has this port. Take another one.")
        }
        return OperationsAddress(host: host, port: port)
    }

    private static let portVariable = "OPERATIONS_PORT"
}
