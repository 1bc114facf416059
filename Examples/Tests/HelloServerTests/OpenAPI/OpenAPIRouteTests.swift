import ApproovTesting
import ExampleServer
import HTTPTypes
import HelloServer
import Hummingbird
import HummingbirdTesting
import Logging
import Testing

@Suite("Where the OpenAPI document is")
struct OpenAPIRouteTests {
    @Test(
        "Without a token there is the document and nothing else",
        arguments: [
            ("/openapi.json", .get, .ok), ("/openapi.json", .head, .ok), ("/openapi.json", .options, .ok),
            ("/openapi.json", .post, .methodNotAllowed), ("/openapi.json?a=b", .get, .ok),
            ("/openapi.json/", .get, .unauthorized), ("//openapi.json", .get, .unauthorized),
            ("/openapi", .get, .unauthorized), ("/", .get, .unauthorized), ("/nope", .post, .unauthorized),
        ] as [(String, HTTPRequest.Method, HTTPResponse.Status)]
    )
    func withoutToken(path: String, method: HTTPRequest.Method, status: HTTPResponse.Status) async throws {
        let responder = HelloServer.responder(
            verifier: try TestIssuer().verifier(),
            document: try OpenAPIDocument(Array("{}".utf8)),
            logger: Logger(label: "hello-server")
        )
        try await Application(responder: responder).test(.router) { client in
            let response = try await client.execute(uri: path, method: method)
            #expect(response.status == status)
            #expect(method != .head || response.body.readableBytes == 0)
        }
    }
}
