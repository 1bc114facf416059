#if Hummingbird && HTTPClient

import Approov
import ApproovHTTPClient
import ApproovTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

@Suite("Keys at an address")
struct JWKSKeySourceTests {
    /// What the server answers.
    struct Answer: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var status = HTTPResponse.Status.ok
        var fields: HTTPFields = [.contentType: "application/json"]
        var body: String

        init(_ description: String, status: HTTPResponse.Status = .ok, _ fields: HTTPFields = [:], body: String) {
            self.testDescription = description
            self.status = status
            self.body = body
            for field in fields { self.fields[field.name] = field.value.isEmpty ? nil : field.value }
        }
    }

    private static let jwk =
        #"{"kty":"EC","crv":"P-256","alg":"ES256","kid":"1","x":"s-7CS7w8I_vEejqWdkXZpqL8b7w9xYO0YghVBf-V04I","#
        + #""y":"OYLW4b27twraekMrrdPKnKfDwtbyWlMBgCRGkatptXg"}"#
    private static let set = #"{"keys":[\#(Self.jwk)]}"#

    /// Serves an answer and returns what comes of fetching it, together with the fields of the request.
    private func fetch(
        _ answer: Answer,
        since version: String? = nil
    ) async throws -> (outcome: String, update: KeyUpdate?, request: HTTPFields) {
        let received = Mutex<HTTPFields>([:])
        let router = Router()
        router.get("keys") { request, _ in
            received.withLock { $0 = request.headers }
            return Response(
                status: answer.status,
                headers: answer.fields,
                body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body))
            )
        }
        return try await Application(router: router).test(.live) { client in
            let source = try JWKSKeySource(url: "http://127.0.0.1:\(try #require(client.port))/keys")
            do {
                let update = try await source.keys(since: version)
                return (update.ring == nil ? "unchanged" : "changed", update, received.withLock { $0 })
            } catch let error as KeySourceError {
                return (error.code.description, nil, received.withLock { $0 })
            } catch let error as KeyError {
                return (error.code.description, nil, received.withLock { $0 })
            }
        }
    }

    @Test("A key set is read, and what the server says of its age")
    func success() async throws {
        let (outcome, update, request) = try await self.fetch(
            Answer("a set", [.cacheControl: "public, Max-Age=120", .eTag: "\"a\""], body: Self.set)
        )
        #expect(outcome == "changed")
        #expect(update?.ring?.keys.map(\.keyID) == ["1"])
        #expect(update?.lifetime == .seconds(120))
        #expect(request[.accept] == "application/jwk-set+json, application/json")
        #expect(request[.acceptEncoding] == "identity")
        #expect(request[.ifNoneMatch] == nil)
    }

    @Test("A set that the server knows to be the same, or that is the same, is unchanged")
    func unchanged() async throws {
        let first = try await self.fetch(Answer("a set", [.eTag: "\"a\""], body: Self.set))
        let version = try #require(first.update?.version)
        let second = try await self.fetch(Answer("304", status: .notModified, body: ""), since: version)
        #expect(second.outcome == "unchanged")
        #expect(second.request[.ifNoneMatch] == "\"a\"")
        let third = try await self.fetch(Answer("the same", [.eTag: "\"b\""], body: Self.set), since: version)
        #expect(third.outcome == "unchanged")
        let fourth = try await self.fetch(Answer("another", [.eTag: "\"a\""], body: Self.set + "\n"), since: version)
        #expect(fourth.outcome == "changed")
    }

    @Test(
        "Any media type of JSON will do",
        arguments: [
            "application/json", "application/jwk-set+json", "Application/JSON; charset=utf-8",
            "application/vnd.keys+json",
        ]
    )
    func mediaTypes(type: String) async throws {
        #expect(try await self.fetch(Answer(type, [.contentType: type], body: Self.set)).outcome == "changed")
    }

    @Test(
        "Anything else is refused with a reason",
        arguments: [
            (Answer("404", status: .notFound, body: Self.set), "refused"),
            (Answer("500", status: .internalServerError, body: Self.set), "refused"),
            (Answer("201", status: .created, body: Self.set), "refused"),
            (Answer("304 to a question that was not asked", status: .notModified, body: ""), "refused"),
            (Answer("a redirection", status: .found, [.location: "/keys"], body: ""), "refused"),
            (Answer("HTML", [.contentType: "text/html"], body: Self.set), "unexpectedForm"),
            (Answer("plain text", [.contentType: "text/plain"], body: Self.set), "unexpectedForm"),
            (Answer("no media type", [.contentType: ""], body: Self.set), "unexpectedForm"),
            (Answer("compressed", [.contentEncoding: "gzip"], body: Self.set), "unexpectedForm"),
            (Answer("too long", body: Self.set + String(repeating: " ", count: 262_144)), "tooLarge"),
            (Answer("nothing", body: ""), "malformed"),
            (Answer("half", body: String(Self.set.prefix(80))), "malformed"),
            (Answer("no keys", body: #"{"keys":[]}"#), "malformed"),
            (Answer("no JSON", body: "<html>"), "malformed"),
            (Answer("the same kid twice", body: #"{"keys":[\#(Self.jwk),\#(Self.jwk)]}"#), "ambiguous"),
            (Answer("no alg", body: Self.set.replacing(#""alg":"ES256","#, with: "")), "ambiguous"),
            (Answer("a secret", body: #"{"keys":[{"kty":"oct","alg":"HS256","k":"AAAA"}]}"#), "notPublic"),
            (Answer("a private key", body: Self.set.replacing(#""kid""#, with: #""d":"AA","kid""#)), "notPublic"),
        ]
    )
    func failures(answer: Answer, outcome: String) async throws {
        #expect(try await self.fetch(answer).outcome == outcome)
    }

    @Test("A server that is not there is unreachable")
    func nobody() async throws {
        let port = try await Application(router: Router()).test(.live) { try #require($0.port) }
        let source = try JWKSKeySource(url: "http://127.0.0.1:\(port)/keys")
        let error = await #expect(throws: KeySourceError.self) { try await source.keys(since: nil) }
        #expect(error?.code == .unreachable)
    }

    @Test(
        "Lifetimes are read leniently and bounded",
        arguments: [
            ("max-age=0", 0), ("no-cache", 0), ("max-age=60, no-store", 0), ("max-age=99999999999", 31_536_000),
            ("max-age=99999999999999999999", nil), ("max-age=-1", nil), ("max-age=soon", nil), ("private", nil),
        ] as [(String, Int?)]
    )
    func lifetimes(text: String, seconds: Int?) async throws {
        let (_, update, _) = try await self.fetch(Answer(text, [.cacheControl: text], body: Self.set))
        #expect(try #require(update).lifetime == seconds.map { .seconds($0) })
    }
}

#endif
