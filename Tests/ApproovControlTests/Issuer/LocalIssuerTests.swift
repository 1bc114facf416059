#if Hummingbird

import Approov
import ApproovTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import ApproovControl

@Suite("The local issuer")
struct LocalIssuerTests {
    private let issuer: LocalIssuer

    init() throws {
        self.issuer = try LocalIssuer(algorithm: .es256)
    }

    private func test(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        try await Application(responder: IssuerServer.responder(for: self.issuer)).test(.router) { try await body($0) }
    }

    private func post(
        _ client: any TestClientProtocol,
        _ path: String,
        _ body: String = "",
        _ fields: HTTPFields = [:]
    ) async throws -> (status: Int, json: [String: Any]) {
        let response = try await client.execute(
            uri: path,
            method: .post,
            headers: fields,
            body: ByteBuffer(string: body)
        )
        let json = try? JSONSerialization.jsonObject(with: Data(response.body.readableBytesView)) as? [String: Any]
        return (response.status.code, json ?? [:])
    }

    /// A verifier with the keys that the issuer publishes now.
    private func verifier() throws -> ApproovVerifier {
        ApproovVerifier(keys: try KeyRing(jwks: self.issuer.publicKeySet))
    }

    private func outcome(_ token: Any?, _ fields: HTTPFields = [:], _ policy: VerificationPolicy = .standard) throws
        -> String
    {
        var fields = fields
        fields[.approovToken] = token as? String
        let verifier = try self.verifier().applying(policy)
        do throws(Rejection) {
            _ = try verifier.verify(RequestEvidence(fields: fields))
            return "accepted"
        } catch {
            return error.code.description
        }
    }

    @Test(
        "Every kind of token is made",
        arguments: [
            ("valid", "accepted"), ("full-claims", "accepted"), ("failover", "accepted"), ("long-lived", "accepted"),
            ("expired", "expired"), ("wrong-key", "invalidSignature"), ("wrong-algorithm", "algorithmNotAllowed"),
            ("unsigned", "algorithmNotAllowed"), ("without-expiry", "missingExpiry"),
        ]
    )
    func kinds(kind: String, outcome: String) async throws {
        try await self.test { client in
            let (status, json) = try await self.post(client, "/token", #"{"kind":"\#(kind)"}"#)
            #expect(status == 200)
            #expect(try self.outcome(json["token"]) == outcome)
        }
    }

    @Test("A token is bound, lives and says what is asked for")
    func claims() async throws {
        let order =
            #"{"minutes":1.5,"boundTo":["Bearer ","abc"],"claims":{"aud":"api.example.com","n":{"a":[1,"\u0041"]}}}"#
        try await self.test { client in
            let (status, json) = try await self.post(client, "/token", order)
            #expect(status == 200)
            let token = try UnverifiedToken(parsing: json["token"] as? String ?? "")
            let claims = try token.authenticated(by: KeyRing(jwks: self.issuer.publicKeySet)).claims
            #expect(claims.audience == ["api.example.com"])
            let remaining = try #require(claims.expiry).secondsSinceEpoch - Date().timeIntervalSince1970
            #expect((80...90).contains(remaining))
            var policy = VerificationPolicy.standard
            policy.binding = TokenBinding(to: BoundField(.authorization))
            #expect(try self.outcome(json["token"], [.authorization: "Bearer abc"], policy) == "accepted")
            #expect(try self.outcome(json["token"], [.authorization: "Bearer abd"], policy) == "bindingMismatch")
        }
    }

    @Test(
        "An order that makes no sense is refused with a reason",
        arguments: [
            "[]", "{", "valid", #"{"kind":"other"}"#, #"{"kind":1}"#, #"{"kid":"2"}"#, #"{"kid":1}"#,
            #"{"minutes":"5"}"#,
            #"{"minutes":1e308}"#, #"{"boundTo":[1]}"#, #"{"claims":[]}"#, #"{"unknown":1}"#,
            #"{"kind":"valid","kind":"expired"}"#, #"{"kind":"failover","boundTo":["a"]}"#,
            #"{"claims":{"a":1,"a":2}}"#,
            "{\"kind\":\"\u{FF}\"}",
            "{\"claims\":{\((0..<65).map { "\"\($0)\":0" }.joined(separator: ","))}}",
        ]
    )
    func badOrders(order: String) async throws {
        try await self.test { client in
            let (status, json) = try await self.post(client, "/token", order)
            #expect(status == 422)
            #expect((json["error"] as? String)?.isEmpty == false)
            #expect(json["token"] == nil)
        }
    }

    @Test("Keys rotate: the new one signs, the old ones stay until they are retired")
    func rotation() async throws {
        try await self.test { client in
            let old = try await self.post(client, "/token").json
            #expect(old["kid"] as? String == "1")
            let rotated = try await self.post(client, "/rotate").json
            #expect(rotated["published"] as? [String] == ["1", "2"])
            let new = try await self.post(client, "/token").json
            #expect(new["kid"] as? String == "2")
            let older = try await self.post(client, "/token", #"{"kid":"1"}"#).json
            for token in [old["token"], new["token"], older["token"]] {
                #expect(try self.outcome(token) == "accepted")
            }
            let retired = try await self.post(client, "/retire").json
            #expect(retired["published"] as? [String] == ["2"])
            #expect(try self.outcome(old["token"]) == "unknownKey")
            #expect(try self.outcome(new["token"]) == "accepted")
        }
    }

    @Test("The key set is published with a tag, by which it need not be sent again")
    func keySet() async throws {
        try await self.test { client in
            let path = "/.well-known/jwks.json"
            let first = try await client.execute(uri: path, method: .get, headers: [:])
            #expect(first.headers[.contentType] == "application/jwk-set+json")
            let tag = try #require(first.headers[.eTag])
            let fields: HTTPFields = [.ifNoneMatch: tag]
            let second = try await client.execute(uri: path, method: .get, headers: fields)
            #expect(second.status == .notModified)
            #expect(second.body.readableBytes == 0)
            _ = try await self.post(client, "/rotate")
            let third = try await client.execute(uri: path, method: .get, headers: fields)
            #expect(third.status == .ok)
        }
    }

    @Test("A token alone is plain text")
    func plainText() async throws {
        try await self.test { client in
            let response = try await client.execute(
                uri: "/token",
                method: .post,
                headers: [.accept: "text/plain"]
            )
            let text = String(buffer: response.body)
            #expect(text.hasSuffix("\n"))
            #expect(try self.outcome(String(text.dropLast())) == "accepted")
        }
    }

    @Test(
        "This machine is known by its own names, with any port",
        arguments: [
            ("localhost", true), ("localhost:1", true), ("127.0.0.1:8003", true), ("[::1]:8003", true), ("[::1]", true),
            ("LOCALHOST", true), ("evil.example.com", false), ("localhost.evil.example.com", false), ("", false),
            ("127.0.0.1.evil.example.com:80", false), ("evil:localhost", false), ("localhost:80:80", false),
            (":80", false),
        ]
    )
    func hosts(authority: String, isLoopback: Bool) {
        #expect(LoopbackHost.isNamed(in: authority) == isLoopback)
    }

    @Test("Web pages get nothing")
    func pages() async throws {
        try await self.test { client in
            let (status, json) = try await self.post(client, "/token", "", [.origin: "http://localhost"])
            #expect(status == 403)
            #expect(json["token"] == nil)
        }
    }

    @Test("There is an end to the keys, and to the length of an order")
    func bounds() async throws {
        try await self.test { client in
            for _ in 1..<KeyRing.maximumKeys {
                let (status, _) = try await self.post(client, "/rotate")
                #expect(status == 200)
            }
            let long = #"{"boundTo":["\#(String(repeating: "a", count: 65536))"]}"#
            for (path, body, expected) in [("/rotate", "", 409), ("/token", "", 200), ("/token", long, 413)] {
                let (status, _) = try await self.post(client, path, body)
                #expect(status == expected)
            }
        }
    }

    @Test("There is no issuer without a key")
    func noKeys() throws {
        #expect(throws: KeyError.self) { try LocalIssuer(keys: SigningKeySet()) }
    }
}

#endif
