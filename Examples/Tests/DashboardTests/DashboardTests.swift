import Approov
import ApproovTesting
import CoreMetrics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Dashboard")
struct DashboardTests {
    private let fixture: DashboardFixture

    init() throws {
        self.fixture = try DashboardFixture()
    }

    private static func basic(_ text: String) -> String {
        "Basic \(Data(text.utf8).base64EncodedString())"
    }

    @Test(
        "Every part is for who knows user and password, and everybody else gets one answer",
        arguments: DashboardPart.allCases
    )
    func gate(part: DashboardPart) async throws {
        let good = DashboardFixture.authorization
        // The stream of events does not end.
        let method: HTTPRequest.Method = part == .events ? .head : .get
        for path in [part.path, "\(part.path)/"] {
            for authorization in [good, good.replacing("Basic", with: "bAsIc ")] {
                let status = try await self.fixture.response(path, [authorization], method: method).status
                #expect(status == (part == .root ? .found : .ok))
            }
        }
        let bad: [[String]] = [
            [], [""], ["Basic"], ["Basic "], ["Bearer abc"], [String(good.dropFirst(6))], [good, good],
            [Self.basic("operator:")], [Self.basic("operator")], [Self.basic(":correct horse: ü")], [Self.basic("")],
            [Self.basic("Operator:correct horse: ü")], [Self.basic("operator:correct horse: u")], ["Basic %%%"],
            [Self.basic("operator:correct horse: ü ")], [Self.basic("operator:correct horse: u\u{308}")],
            ["Basic \(String(repeating: "A", count: 100_000))"],
        ]
        let expected = try await self.fixture.response(part.path, [])
        #expect(expected.status == .unauthorized && expected.body.readableBytes == 0)
        #expect(expected.headers[.wwwAuthenticate] == "Basic realm=\"Dashboard\", charset=\"UTF-8\"")
        for authorization in bad {
            let response = try await self.fixture.response(part.path, authorization)
            #expect(response.status == expected.status && response.body == expected.body)
            #expect(response.headers.filter { $0.name != .date } == expected.headers.filter { $0.name != .date })
        }
    }

    @Test(
        "What is not the dashboard's is the server's own",
        arguments: ["/", "/dashboards", "/dashboard/x", "/dashboard/home/x"]
    )
    func others(path: String) async throws {
        #expect(try await self.fixture.response(path, []).status == (path == "/" ? .ok : .notFound))
        #expect(try await self.fixture.response("/dashboard/home", method: .post).status == .notFound)
    }

    @Test("The dashboard begins at home")
    func redirect() async throws {
        #expect(try await self.fixture.response("/dashboard").headers[.location] == "/dashboard/home")
    }

    @Test(
        "Each part has its type, loads nothing from elsewhere and is not kept",
        arguments: [
            (.home, "text/html; charset=utf-8"), (.script, "text/javascript; charset=utf-8"),
            (.style, "text/css; charset=utf-8"), (.numbers, "application/json; charset=utf-8"),
            (.icon, "image/svg+xml"),
        ] as [(DashboardPart, String)]
    )
    func parts(part: DashboardPart, type: String) async throws {
        let response = try await self.fixture.response(part.path)
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == type)
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(response.headers[.xContentTypeOptions] == "nosniff")
        let policy = try #require(response.headers[.contentSecurityPolicy])
        #expect(policy.hasPrefix("default-src 'none'; "))
        #expect(!policy.contains("unsafe") && !policy.contains("http"))
        let text = String(buffer: response.body).replacing("http://www.w3.org/2000/svg", with: "")
        #expect(
            !text.contains("http:") && !text.contains("https:") && !text.contains("style=\"") && !text.contains(" onc")
        )
        #expect(try await self.fixture.response(part.path, method: .head).body.readableBytes == 0)
    }

    @Test("The numbers are those of this moment")
    func numbers() async throws {
        try self.fixture.second(accepted: 2, expired: 3)
        let body = try await self.fixture.response("/dashboard/numbers").body
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(String(buffer: body).utf8)) as? [String: Any]
        )
        #expect(object["accepted"] as? Int == 2)
        #expect(object["refused"] as? [String: Int] == ["expired": 3])
        #expect(object["observed"] as? [String: Int] == [:])
        #expect(object["uptimeSeconds"] as? Int == 1)
        #if os(Linux)
        #expect(try #require(object["memoryBytes"] as? Int) > 1_000_000)
        #endif
    }

    @Test("Sums go back a minute, ten minutes, an hour, and to the start")
    func windows() throws {
        try self.fixture.second(accepted: 1, expired: 1)
        for _ in 0..<3600 { try self.fixture.second() }
        try self.fixture.second(accepted: 10)
        for _ in 0..<599 { try self.fixture.second() }
        try self.fixture.second(accepted: 100)
        for _ in 0..<59 { try self.fixture.second() }
        try self.fixture.second(accepted: 1000)
        let rows = self.fixture.view.outcomes
        #expect(rows.map(\.reason) == ["accepted", "expired"])
        #expect(rows.map(\.colour) == ["c0", "c1"])
        #expect(rows.first?.counts == ["1\u{202F}000", "1\u{202F}100", "1\u{202F}110", "1\u{202F}111"])
        #expect(rows.last?.counts == ["0", "0", "0", "1"])
        #expect(self.fixture.view.latencies.map(\.name) == ["p50", "p90", "p99"])
        #expect(self.fixture.view.latencies.flatMap(\.texts).allSatisfy { $0.hasSuffix("s") })
        let figures = Dictionary(uniqueKeysWithValues: self.fixture.view.figures.map { ($0.id, $0.text) })
        #expect((figures["acceptedRate"], figures["refusedRate"]) == ("100", "0"))
        #expect(figures["uptime"] == "1 h 11 min")
    }

    @Test("A check that fails and does not keep a request out is not counted as a refusal")
    func observed() throws {
        var policy = VerificationPolicy.standard
        policy.tokenMode = .observe
        let observing = self.fixture.verifier.applying(policy)
        _ = observing.assess(RequestEvidence(HTTPRequest(method: .get, scheme: "https", authority: "a", path: "/")))
        try self.fixture.second()
        let row = try #require(self.fixture.view.outcomes.last)
        #expect((row.effect, row.reason, row.counts.first) == (.observed, "missingToken", "1"))
    }

    @Test("Whatever a server counts besides is shown, with as many outcomes as there is room for")
    func contents() throws {
        let contents = DashboardContents(
            checks: ["users"],
            figures: [.init(id: "sockets", name: "Sockets", metric: "open")]
        )
        let fixture = try DashboardFixture(contents: contents)
        Meter(label: "open", factory: fixture.metrics).set(12_345)
        for number in 1000..<1200 {
            Counter(label: "users", dimensions: [("outcome", "outcome \(number)")], factory: fixture.metrics)
                .increment()
        }
        try fixture.second()
        let view = fixture.view
        #expect(view.figures.first { $0.id == "sockets" }?.text == "12\u{202F}345")
        #expect(view.outcomes.count == OutcomeList.maximumCount + 1)
        #expect(view.outcomes.last?.reason == "other")
        #expect(view.outcomes.last?.counts == Array(repeating: "\(201 - OutcomeList.maximumCount)", count: 4))
        #expect(view.outcomes.last?.colour == "c8")
    }

    @Test("Script text is inert wherever it comes from")
    func script() async throws {
        let text = "</script><script>alert(\"1\" & '2')</script>"
        let fixture = try DashboardFixture(
            contents: DashboardContents(checks: ["users"]),
            key: try TestIssuer(algorithm: .es256, keyID: text).key
        )
        Counter(label: "users", dimensions: [("outcome", text)], factory: fixture.metrics).increment()
        try fixture.second()
        let page = String(buffer: try await fixture.response("/dashboard/home").body)
        let inert = "&lt;/script&gt;&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;"
        #expect(page.components(separatedBy: inert).count == 3)
        #expect(page.contains("<h1>a &lt;server&gt;</h1>"))
        #expect(!page.contains("<script>"))
        #expect(page.contains("<noscript><meta http-equiv=\"refresh\""))
    }

    @Test("Keys are shown with their age and never with what they are made of")
    func keys() throws {
        let (first, second) = (
            try TestIssuer(algorithm: .es256, keyID: "1"), try TestIssuer(algorithm: .es256, keyID: "2")
        )
        self.fixture.store.replace(with: try KeyRing([first.key]))
        for _ in 0..<90 { try self.fixture.second() }
        self.fixture.store.replace(with: try KeyRing([first.key, second.key]))
        for _ in 0..<3 { try self.fixture.second() }
        let rows = self.fixture.view.keys
        #expect(
            rows.map { "\($0.keyID) \($0.algorithm) \($0.source) \($0.age) \($0.nextLook)" } == [
                "1 ES256 environment 1 min 32 s never", "2 ES256 environment 2 s never",
            ]
        )
    }
}
