import ApproovSettings
import ExampleServer
import Hummingbird
import HummingbirdTesting
import Testing

@Suite("OpenAPI document")
struct OpenAPIDocumentTests {
    private func body(_ base: String, patches: [String] = []) async throws -> String {
        let document = try OpenAPIDocument(Array(base.utf8), patches: patches.map { Array($0.utf8) })
        let router = Router()
        router.get("/") { _, _ in document }
        return try await Application(router: router).test(.router) { client in
            let response = try await client.execute(uri: "/", method: .get)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "application/json")
            return String(buffer: response.body).filter { !$0.isWhitespace }
        }
    }

    @Test(
        "Patches change what they name, take away what they make null, and are applied in turn",
        arguments: [
            ([], #"{"a":{"b":1},"c":[1,2]}"#),
            ([#"{"a":{"d":2}}"#], #"{"a":{"b":1,"d":2},"c":[1,2]}"#),
            ([#"{"a":null,"c":[3]}"#], #"{"c":[3]}"#),
            ([#"{"a":1}"#, #"{"a":{"e":{"f":null}}}"#], #"{"a":{"e":{}},"c":[1,2]}"#),
        ] as [([String], String)]
    )
    func patches(patches: [String], expected: String) async throws {
        #expect(try await self.body(#"{"a":{"b":1},"c":[1,2]}"#, patches: patches) == expected)
    }

    @Test("What is no JSON text stops the start", arguments: [("", "{}"), ("{}", "{"), ("{", "{}")])
    func damaged(base: String, patch: String) {
        #expect(throws: StartUpFault.self) { try OpenAPIDocument(Array(base.utf8), patches: [Array(patch.utf8)]) }
    }
}
