import Approov
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Playground
import ShapesServer
import Testing

@Suite("Situations")
struct SituationTests {
    /// What a person is to see: the statuses in their order, and where the last request stopped, with the reason.
    struct Sight: Sendable {
        let situation: String
        let statuses: [Int]
        var step: String?
        var code: String?
    }

    @Test(
        "Each is answered by the API itself, and the page says where it stopped",
        arguments: [
            Sight(situation: "valid", statuses: [200]),
            Sight(situation: "missing", statuses: [400], step: "Token present", code: "missingToken"),
            Sight(situation: "expired", statuses: [401], step: "Expiry", code: "expired"),
            Sight(situation: "forged", statuses: [401], step: "Token signature", code: "invalidSignature"),
            Sight(situation: "wrong-key", statuses: [401], step: "Token signature", code: "invalidSignature"),
            Sight(situation: "bound", statuses: [200]),
            Sight(
                situation: "bound-to-someone-else",
                statuses: [401],
                step: "Token binding",
                code: "bindingMismatch"
            ),
            Sight(situation: "failover", statuses: [200]),
            Sight(situation: "message-signed", statuses: [200]),
            Sight(situation: "body-tampered", statuses: [401], step: "Body digest", code: "digestMismatch"),
            Sight(situation: "replayed", statuses: [200, 401], step: "First time", code: "replayed"),
        ]
    )
    func sight(_ sight: Sight) async throws {
        let page = try await PlaygroundFixture().page("/?situation=\(sight.situation)")
        #expect(page.matches(of: /<p class="status">(\d+)</).compactMap { Int($0.output.1) } == sight.statuses)
        let stops = page.matches(of: /<p class="step">([^<]+) <span class="outcome">stopped here/).map { $0.output.1 }
        #expect(stops.map(String.init) == [sight.step].compactMap(\.self))
        let codes = page.matches(of: /Refused: <code>(\w+)</).map { String($0.output.1) }
        #expect(codes == [sight.code].compactMap(\.self))
        #expect(page.contains("value=\"\(sight.situation)\" aria-current=\"true\""))
    }

    @Test("What the settings let pass is shown as let through, and nothing of it as reached that was not")
    func observed() async throws {
        var fixture = PlaygroundFixture()
        fixture.options.tokenMode = .observe
        let page = try await fixture.page("/?situation=expired")
        #expect(page.contains("Let through, although: <code>expired</code>"))
        #expect(page.contains(#"<p class="step">Expiry <span class="outcome">failed, and was let through"#))
        #expect(page.contains(#"<p class="status">200<"#))
    }

    @Test(
        "What the settings ask for decides, not a table",
        arguments: [nil, .ifPresent, .required] as [TokenBinding.Requirement?]
    )
    func settings(requirement: TokenBinding.Requirement?) async throws {
        var fixture = PlaygroundFixture()
        fixture.options.bindingRequirement = requirement
        let page = try await fixture.page("/?situation=failover")
        #expect(page.contains("bindingClaimMissing") == (requirement == .required))
        #expect(page.contains("bound to nothing, which the settings allow") == (requirement == .ifPresent))
        #expect(page.contains("Token binding <span") == (requirement != nil))
    }

    @Test("Nothing of a refusal reaches the client but the status and an empty object")
    func silence() async throws {
        let page = try await PlaygroundFixture().page("/?situation=body-tampered")
        let answer = try #require(page.firstMatch(of: /id="answer-1">Answer<[^}]*\}/)).output
        #expect(answer.hasSuffix("{}") && !answer.contains("digest"))
    }

    @Test("An unknown situation is not there, and what it is called is not shown")
    func unknown() async throws {
        try await PlaygroundFixture().application().test(.router) { client in
            let response = try await client.execute(uri: "/?situation=%3Cscript%3Ealert(1)%3C/script%3E", method: .get)
            #expect(response.status == .notFound)
            #expect(!String(buffer: response.body).contains("alert(1)"))
        }
    }

    @Test("The page has what the original's has, and a strict policy", arguments: ["/", "/playground/echo"])
    func original(path: String) async throws {
        try await PlaygroundFixture().application().test(.router) { client in
            let response = try await client.execute(uri: path, method: .get)
            let page = String(buffer: response.body)
            #expect(page.contains("<h1>Approov Mobile App Authentication</h1>"))
            #expect(page.contains(#"<meta name="robots" content="noindex">"#))
            #expect(page.contains(#"<a href="https://approov.io">"#))
            #expect(response.headers[.contentSecurityPolicy]?.contains("default-src 'none'; script-src 'self'") == true)
            #expect(!page.contains("<style") && !page.contains(" style=") && !page.contains(" onclick"))
        }
    }

    @Test(
        "Everything that a page names is there",
        arguments: ["/", "/playground/echo", "/playground/requests.js"]
    )
    func files(path: String) async throws {
        try await PlaygroundFixture().application().test(.router) { client in
            let page = try await client.execute(uri: path, method: .get) { String(buffer: $0.body) }
            let names = page.matches(of: /(?:href|src)="(\/[^"]*)"|from "\.\/([a-z.]+)"/).map { match in
                match.output.1.map(String.init) ?? "/playground/\(match.output.2 ?? "")"
            }
            #expect(!names.isEmpty)
            for name in names {
                let found = try await client.execute(uri: name, method: .get)
                #expect(found.status == .ok, "\(name)")
                let posted = try await client.execute(uri: name, method: .post)
                #expect(posted.status == .methodNotAllowed, "\(name)")
            }
        }
    }
}
