import ApproovSettings

/// Where operators find metrics and health: an address of its own, which need not be open to those whom the server serves.
struct OperationsAddress: Sendable, Hashable {
    let host: String
    let port: Int

    /// Reads `OPERATIONS_HOST`, by default 127.0.0.1, and `OPERATIONS_PORT`.
    ///
    /// - Parameter settings: The environment.
    /// - Returns: The address, or `nil` if there is no port.
    /// - Throws: `StartUpFault` if the port is none.
    static func configured(in settings: Settings) throws(StartUpFault) -> OperationsAddress? {
        guard settings.text("OPERATIONS_PORT") != nil else { return nil }
        let host = settings.text("OPERATIONS_HOST") ?? ""
        return OperationsAddress(
            host: host.isEmpty ? "127.0.0.1" : host,
            port: try settings.port(["OPERATIONS_PORT"], default: 0)
        )
    }
}
