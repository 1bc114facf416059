import CoreMetrics
import ServerMetrics
import Testing

@testable import EchoServer

@Suite("What is counted on sockets")
struct SocketMetricsTests {
    @Test("Sockets and channels go up and down, events and checks of users go up")
    func counting() throws {
        let factory = ServerMetrics()
        let metrics = withMetricsFactory(factory) { EchoMetrics() }
        let observer = SocketMetrics(metrics: metrics)
        for _ in 0..<3 { observer.opened() }
        observer.closed()
        for _ in 0..<5 { observer.joined("echo:chamber") }
        observer.left("echo:chamber")
        for _ in 0..<7 { observer.received("echo_it", on: "echo:chamber") }
        for isAuthorized in [true, false, false] { metrics.checked(isAuthorized: isAuthorized) }
        let text = PrometheusText(factory.snapshot).description
        for line in [
            "echo_sockets 2.0", "echo_channels 4.0", "echo_events_total 7", #"echo_users_total{outcome="accepted"} 1"#,
            #"echo_users_total{outcome="unauthorized"} 2"#,
        ] { #expect(text.contains("\n\(line)\n")) }
        #expect(!text.contains("chamber") && !text.contains("echo_it"))
    }
}
