import Approov
import ApproovSettings
import ApproovTesting
import Configuration
import Hummingbird
import HummingbirdTesting
import ServerMetrics
import Testing

@testable import ExampleServer

@Suite("The address for operators")
struct OperationsTests {
    private static func settings(_ variables: [String: String]) -> Settings {
        Settings(ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: variables)))
    }

    @Test("There is one if there is a port")
    func address() throws {
        func address(_ variables: [String: String]) throws -> OperationsAddress? {
            try OperationsAddress.configured(in: Self.settings(variables), serverPort: 9000)
        }
        #expect(try address([:]) == nil)
        #expect(try address(["OPERATIONS_HOST": "0.0.0.0"]) == nil)
        #expect(try address(["OPERATIONS_PORT": "0"]) == OperationsAddress(host: "127.0.0.1", port: 0))
        for port in [9000, 9100] {
            #expect(
                try address(["OPERATIONS_PORT": "\(port)", "OPERATIONS_HOST": "::1"])
                    == OperationsAddress(host: "::1", port: port)
            )
        }
    }

    @Test(
        "A port that is none, or the server's own, stops the start",
        arguments: ["", "http", "-1", "65536", "80 81", "9000"]
    )
    func fault(port: String) throws {
        let fault = try #require(throws: StartUpFault.self) {
            try OperationsAddress.configured(in: Self.settings(["OPERATIONS_PORT": port]), serverPort: 9000)
        }
        #expect(fault.status == .configuration && fault.description.hasPrefix("OPERATIONS_PORT: "))
    }

    private func responses(_ stores: [KeyStore], _ paths: [String]) async throws -> [String] {
        let responder = OperationsResponder(metrics: ServerMetrics(), readiness: Readiness(stores)).make()
        return try await Application(responder: responder).test(.router) { client in
            var responses: [String] = []
            for path in paths {
                let response = try await client.execute(uri: path, method: .get)
                responses.append("\(response.status.code) \(String(buffer: response.body))")
            }
            return responses
        }
    }

    @Test("A server is healthy while it answers, and ready when every store has keys")
    func readiness() async throws {
        let full = KeyStore(KeyRing(try TestIssuer().key))
        for (stores, ready) in [([], true), ([full], true), ([full, KeyStore(.empty)], false)] {
            #expect(
                try await self.responses(stores, ["/health", "/ready", "/", "/metric"]) == [
                    "200 {\"status\":\"healthy\"}\n",
                    ready ? "200 {\"status\":\"ready\"}\n" : "503 {\"status\":\"waiting for keys\"}\n", "404 ", "404 ",
                ]
            )
        }
    }

    @Test("Metrics are text that names its version")
    func metrics() async throws {
        let responder = OperationsResponder(metrics: ServerMetrics(), readiness: Readiness([])).make()
        try await Application(responder: responder).test(.router) { client in
            let response = try await client.execute(uri: "/metrics", method: .get)
            #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(String(buffer: response.body).hasSuffix("\n"))
            #expect(try await client.execute(uri: "/metrics", method: .head).body.readableBytes == 0)
            #expect(try await client.execute(uri: "/metrics", method: .post).status == .notFound)
        }
    }
}
