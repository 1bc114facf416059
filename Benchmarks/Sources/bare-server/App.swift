import Hummingbird
import Logging
import NIOCore
import SystemPackage

/// Hummingbird with one route and nothing else: what a server costs that checks nothing.
///
/// It sets no event loops and no server name, and logs only errors, as the example servers do when they are measured.
@main
struct App {
    static func main() async throws {
        let environment = Environment()
        let router = Router()
        router.get("/") { _, _ in "Hello, World!" }
        var logger = Logger(label: "bare-server")
        logger.logLevel = .error
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: environment.get("HTTP_PORT", as: Int.self) ?? 0)
            ),
            onServerRunning: { channel in
                guard let port = channel.localAddress?.port else { return }
                _ = try? FileDescriptor.standardOutput.writeAll(
                    "bare-server listens on http://127.0.0.1:\(port)\n".utf8
                )
            },
            logger: logger
        )
        try await application.runService()
    }
}
