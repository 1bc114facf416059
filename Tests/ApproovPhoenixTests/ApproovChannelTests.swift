import Approov
import ApproovPhoenix
import ApproovTesting
import HTTPTypes
import PhoenixChannels
import Synchronization
import Testing

@Suite("Messages on a Phoenix socket")
struct ApproovChannelTests {
    private static let known =
        #"["1","1","room","phx_reply",{"response":{"device":"ExampleApproovTokenDID=="},"status":"ok"}]"#
    private static let refusedJoin =
        #"["1","1","room","phx_reply",{"response":{"reason":"unauthorized"},"status":"error"}]"#

    private let issuer: TestIssuer
    private let verifier: ApproovVerifier
    private let token: String

    init() throws {
        self.issuer = try TestIssuer()
        var policy = VerificationPolicy.standard
        policy.binding = TokenBinding(to: BoundField(.authorization))
        self.verifier = self.issuer.verifier(policy: policy)
        self.token = try self.issuer.token(boundTo: "Bearer abc")
    }

    private func credentials(_ token: String) -> Payload {
        ["Approov-Token": .string(token), "Authorization": "Bearer abc"]
    }

    /// A payload, and the reason for which it is refused.
    private func refused() throws -> [(Payload, Rejection.Code)] {
        let token = PayloadValue.string(self.token)
        return [
            (.empty, .missingToken),
            (["Approov-Token": 1, "Authorization": "Bearer abc"], .missingToken),
            (["Approov-Token": nil, "Authorization": "Bearer abc"], .missingToken),
            (["Approov-Token": [token], "Authorization": "Bearer abc"], .missingToken),
            (["APPROOV-TOKEN": token, "Authorization": "Bearer abc"], .missingToken),
            (Payload(.array([token])), .missingToken),
            (Payload("text"), .missingToken),
            (["Approov-Token": token], .bindingHeaderMissing),
            (["Approov-Token": token, "Authorization": nil], .bindingHeaderMissing),
            (["Approov-Token": token, "authorization": "Bearer abc"], .bindingHeaderMissing),
            (["Approov-Token": token, "Authorization": "Bearer xyz"], .bindingMismatch),
            (["Approov-Token": token, "Authorization": "Bearer abc\n"], .malformedToken),
            (["Approov-Token": "a.b", "Authorization": "Bearer abc"], .malformedToken),
            (self.credentials(try self.issuer.token()), .bindingClaimMissing),
            (self.credentials(try self.issuer.token(.expired, boundTo: "Bearer abc")), .expired),
            (self.credentials(try self.issuer.token(.wrongKey, boundTo: "Bearer abc")), .invalidSignature),
            (self.credentials(try self.issuer.token(.unsigned, boundTo: "Bearer abc")), .algorithmNotAllowed),
        ]
    }

    @Test("A join with a token of its own is let through, and the channel knows the app")
    func join() async throws {
        let socket = try await TestSocket.connect(self.verifier, token: self.token)
        #expect(try await socket.send("phx_join", self.credentials(self.token)) == Self.known)
        #expect(socket.reports.codes == [])
    }

    @Test("A join without is refused, and its reason reported but not told")
    func refusedJoins() async throws {
        for (payload, code) in try self.refused() {
            let socket = try await TestSocket.connect(self.verifier, token: self.token)
            #expect(try await socket.send("phx_join", payload) == Self.refusedJoin, "\(code)")
            #expect(socket.reports.codes == [code])
        }
    }

    @Test("An event without a token of its own is answered with silence, and the client stays")
    func refusedEvents() async throws {
        for (payload, code) in try self.refused() {
            let socket = try await TestSocket.connect(self.verifier, token: self.token)
            _ = try await socket.send("phx_join", self.credentials(self.token))
            #expect(try await socket.ask("hello", payload) == "", "\(code)")
            #expect(socket.reports.codes == [code])
        }
    }

    @Test("An event with one is let through; a refused one can be answered instead")
    func events() async throws {
        let socket = try await TestSocket.connect(self.verifier, token: self.token, refusal: .answered)
        _ = try await socket.send("phx_join", self.credentials(self.token))
        #expect(try await socket.send("hello", self.credentials(self.token)) == Self.known)
        #expect(try await socket.send("hello", .empty) == Self.refusedJoin)
    }

    @Test("An event that the channel does not know ends it, whatever its token")
    func unknownEvents() async throws {
        for payload in [Payload.empty, self.credentials(self.token)] {
            let socket = try await TestSocket.connect(self.verifier, token: self.token, events: ["hello"])
            _ = try await socket.send("phx_join", self.credentials(self.token))
            #expect(try await socket.send("hello", self.credentials(self.token)) == Self.known)
            #expect(try await socket.send("goodbye", payload) == #"["1","1","room","phx_error",{}]"#)
        }
    }

    @Test("A verifier that only observes lets everything through, and the channel knows nobody")
    func observing() async throws {
        var policy = VerificationPolicy.standard
        policy.tokenMode = .observe
        let socket = try await TestSocket.connect(self.issuer.verifier(policy: policy), token: "none")
        let unknown = #"["1","1","room","phx_reply",{"response":{"device":"unknown"},"status":"ok"}]"#
        #expect(try await socket.send("phx_join", .empty) == unknown)
        #expect(try await socket.send("hello", .empty) == unknown)
    }

    // MARK: Deadlines

    @Test("Without a deadline, nothing becomes of a socket whose token expires")
    func noDeadline() async throws {
        let socket = try await TestSocket.connect(self.verifier, token: self.token)
        #expect(socket.closures.withLock { $0 } == [])
    }

    @Test("With a deadline, a socket lives as long as its token; a fresh one of the same device prolongs it")
    func deadline() async throws {
        let socket = try await TestSocket.connect(self.verifier, token: self.token, expiry: .deadline())
        #expect(socket.closures.withLock { $0 } == [.init(code: .tokenExpired, delay: .seconds(300))])
        #expect(try await socket.send("phx_join", .empty) == Self.known)
        #expect(try await socket.send("hello", .empty) == Self.known)

        let claims = { (device: String, seconds: Int) in
            "{\"exp\":\(1_900_000_000 + seconds)\(device),\"pay\":\"\(Self.hash)\"}"
        }
        let done = #"["1","1","room","phx_reply",{"response":{},"status":"ok"}]"#
        let fresh = try self.issuer.token(claims: claims(#","did":"ExampleApproovTokenDID==""#, 900))
        #expect(try await socket.send("approov_token", self.credentials(fresh)) == done)
        #expect(socket.closures.withLock { $0.last } == .init(code: .tokenExpired, delay: .seconds(900)))

        let refused = [
            (claims(#","did":"Another==""#, 900), Rejection.Code.invalidClaim),
            (claims("", 900), .invalidClaim),
            (claims(#","did":"ExampleApproovTokenDID==""#, -1), .expired),
        ]
        for (claims, code) in refused {
            let token = try self.issuer.token(claims: claims)
            #expect(try await socket.send("approov_token", self.credentials(token)) == Self.refusedJoin)
            #expect(socket.reports.codes.last == code)
        }
        #expect(try await socket.send("approov_token", .empty) == Self.refusedJoin)
        #expect(socket.closures.withLock { $0.count } == 2)
    }

    @Test("A token that expires in a far future makes no deadline that cannot be kept")
    func farDeadline() async throws {
        let token = try self.issuer.token(claims: "{\"exp\":1e300,\"did\":\"a\",\"pay\":\"\(Self.hash)\"}")
        let socket = try await TestSocket.connect(self.verifier, token: token, expiry: .deadline())
        #expect(socket.closures.withLock { $0 } == [.init(code: .tokenExpired, delay: .seconds(86_400 * 365))])
    }

    @Test("The close code of a deadline and its event can be one's own")
    func ownDeadline() async throws {
        let expiry = SocketExpiry.deadline(refreshEvent: "fresh", closeCode: .policyViolation)
        let socket = try await TestSocket.connect(self.verifier, token: self.token, expiry: expiry)
        _ = try await socket.send("phx_join", .empty)
        #expect(try await socket.send("fresh", self.credentials(self.token)).contains("\"ok\""))
        #expect(socket.closures.withLock { $0.map(\.code) } == [.policyViolation, .policyViolation])
    }

    /// The hash of `Bearer abc`, as Approov's documentation prints it.
    private static let hash = "w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY="
}
