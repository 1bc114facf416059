#if HTTPClient && Configuration

import ApproovSettings
import NIOCore
import NIOPosix

/// Listens for a moment where the server is to listen.
struct PortExamination {
    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    func findings() async -> [Finding] {
        let port: Int
        do throws(StartUpFault) {
            port = try self.settings.port(default: 8002)
        } catch {
            return [.bad("settings", error.description, advice: "Choose a number from 1024 to 65535.")]
        }
        let host = self.settings.host
        do {
            let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            try await bootstrap.bind(host: host, port: port).get().close()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            let advice = "Stop what listens there ('ss -ltnp' shows it), or set HTTP_PORT."
            return [.bad("port", "Port \(port) of \(host) is in use.", advice: advice)]
        } catch {
            let advice = "Check HTTP_HOST; ports below 1024 need a privilege."
            return [.bad("port", "Nobody can listen on port \(port) of \(host).", advice: advice)]
        }
        return [.good("port", "Port \(port) of \(host) is free.")]
    }
}

#endif
