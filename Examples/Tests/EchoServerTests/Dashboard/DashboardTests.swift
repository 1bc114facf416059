import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import EchoServer

@Suite("Dashboard")
struct DashboardTests {
    private static let login = DashboardLogin(user: "operator", password: "correct horse: ü")
    private static let good = "Basic \(Data("operator:correct horse: ü".utf8).base64EncodedString())"

    private let fixture: EchoFixture

    init() throws {
        self.fixture = try EchoFixture()
    }

    private func response(
        _ path: String,
        _ authorization: [String] = [good],
        method: HTTPRequest.Method = .get,
        server: EchoServer? = nil
    ) async throws -> TestResponse {
        var headers: HTTPFields = [:]
        for value in authorization { headers.append(HTTPField(name: .authorization, value: value)) }
        let fields = headers
        return try await self.fixture.test(server ?? self.fixture.server(dashboard: Self.login)) { client in
            try await client.execute(uri: path, method: method, headers: fields)
        }
    }

    private static func basic(_ text: String) -> String {
        "Basic \(Data(text.utf8).base64EncodedString())"
    }

    @Test(
        "Every part is for who knows user and password",
        arguments: [
            "/dashboard", "/dashboard/", "/dashboard/home", "/dashboard/home.js", "/dashboard/home.css",
            "/dashboard/numbers",
        ]
    )
    func gate(path: String) async throws {
        #expect(try await [200, 302].contains(self.response(path).status.code))
        #expect(try await self.response(path, [Self.good.replacing("Basic", with: "bAsIc ")]).status != .unauthorized)
        let bad: [[String]] = [
            [], [""], ["Basic"], ["Basic "], ["Bearer abc"], [String(Self.good.dropFirst(6))], [Self.good, Self.good],
            [Self.basic("operator:")], [Self.basic("operator")], [Self.basic(":correct horse: ü")], [Self.basic("")],
            [Self.basic("Operator:correct horse: ü")], [Self.basic("operator:correct horse: u")], ["Basic %%%"],
            [Self.basic("operator:correct horse: ü ")], [Self.basic("operator:correct horse: u\u{308}")],
            ["Basic \(String(repeating: "A", count: 100_000))"],
        ]
        for authorization in bad {
            let response = try await self.response(path, authorization)
            #expect(response.status == .unauthorized)
            #expect(response.headers[.wwwAuthenticate] == "Basic realm=\"Echo\"")
            #expect(response.body.readableBytes == 0)
        }
    }

    @Test("The dashboard begins at home")
    func redirect() async throws {
        let response = try await self.response("/dashboard")
        #expect(response.status == .found)
        #expect(response.headers[.location] == "/dashboard/home")
    }

    @Test(
        "Each part has its type, loads nothing from elsewhere and is not kept",
        arguments: [
            ("home", "text/html; charset=utf-8"), ("home.js", "text/javascript; charset=utf-8"),
            ("home.css", "text/css; charset=utf-8"), ("numbers", "application/json; charset=utf-8"),
        ]
    )
    func parts(name: String, type: String) async throws {
        let response = try await self.response("/dashboard/\(name)")
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == type)
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(response.headers[.xContentTypeOptions] == "nosniff")
        let policy = try #require(response.headers[.contentSecurityPolicy])
        #expect(policy.hasPrefix("default-src 'none'; "))
        #expect(!policy.contains("unsafe") && !policy.contains("http"))
        #expect(!String(buffer: response.body).contains("//"))
        #expect(try await self.response("/dashboard/\(name)", method: .head).body.readableBytes == 0)
        #expect(try await self.response("/dashboard/\(name)", method: .post).status == .notFound)
    }

    @Test("The numbers are those of the server")
    func numbers() async throws {
        let server = self.fixture.server(dashboard: Self.login)
        for _ in 0..<3 { server.numbers.connected() }
        server.numbers.disconnected()
        for _ in 0..<5 { server.numbers.joined() }
        server.numbers.left()
        for _ in 0..<7 { server.numbers.received() }
        server.numbers.accepted()
        for code in ["expired", "expired", "missingToken"] { server.numbers.refused(code) }
        _ = try await self.response("/", [], server: server)
        let body = try await self.response("/dashboard/numbers", server: server).body
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(String(buffer: body).utf8)) as? [String: Any]
        )
        for (name, value) in ["connections": 2, "channels": 4, "events": 7, "accepted": 1] {
            #expect(object[name] as? Int == value)
        }
        #expect(object["refused"] as? [String: Int] == ["expired": 2, "missingToken": 2])
        #expect(try #require(object["uptimeSeconds"] as? Int) >= 0)
        #if os(Linux)
        #expect(try #require(object["memoryBytes"] as? Int) > 1_000_000)
        #endif
    }

    @Test("The page shows the numbers without JavaScript, and whatever is in them as text")
    func page() throws {
        let numbers = LiveNumbers()
        numbers.refused("<script>alert(\"1\" & '2')</script>")
        for _ in 0..<42 { numbers.connected() }
        let page = DashboardPage.html(NumbersReport(numbers, memoryBytes: 3 << 20))
        #expect(page.contains("<dd id=\"connections\">42</dd>"))
        #expect(page.contains("<dd id=\"memoryBytes\">3 MiB</dd>"))
        #expect(page.contains("<noscript><meta http-equiv=\"refresh\""))
        #expect(page.contains("&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;"))
        #expect(!page.contains("<script>"))
        #expect(DashboardPage.html(NumbersReport(numbers, memoryBytes: nil)).contains("<dd id=\"memoryBytes\">–</dd>"))
    }

    @Test("The login is not printed")
    func description() {
        var text = "\(Self.login)"
        dump(Self.login, to: &text)
        #expect(!text.contains("operator") && !text.contains("digest"))
    }
}
