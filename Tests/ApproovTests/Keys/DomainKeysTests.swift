import Approov
import ApproovTesting
import HTTPTypes
import Testing

@Suite("Keys of API domains")
struct DomainKeysTests {
    private let shapes: TestIssuer
    private let orders: TestIssuer
    private let verifier: ApproovVerifier

    init() throws {
        self.shapes = try TestIssuer(algorithm: .es256, keyID: "1", now: .now)
        self.orders = try TestIssuer(algorithm: .es256, keyID: "1", now: .now)
        self.verifier = ApproovVerifier(
            keys: try DomainKeys([
                "shapes.example.com": KeyStore(KeyRing(self.shapes.key)),
                "Orders.Example.Com.": KeyStore(KeyRing(self.orders.key)),
            ])
        )
    }

    private func outcome(_ token: String, at authority: String?, _ verifier: ApproovVerifier? = nil) -> String {
        var head = HTTPRequest(method: .get, scheme: "https", authority: authority, path: "/")
        head.headerFields[.approovToken] = token
        return ApproovTests.outcome { () throws(Rejection) in
            try (verifier ?? self.verifier).verify(RequestEvidence(head))
        }
    }

    @Test("A token is good at its own domain and at no other, whatever its kid says")
    func domains() throws {
        let (shapes, orders) = (try self.shapes.token(), try self.orders.token())
        #expect(self.outcome(shapes, at: "shapes.example.com") == "accepted")
        #expect(self.outcome(orders, at: "orders.example.com") == "accepted")
        #expect(self.outcome(shapes, at: "orders.example.com") == "invalidSignature")
        #expect(self.outcome(orders, at: "shapes.example.com") == "invalidSignature")
    }

    @Test(
        "Hosts are compared without port, letter case and the dot at the end",
        arguments: [
            "shapes.example.com", "SHAPES.example.COM", "shapes.example.com:8443", "shapes.example.com.",
            "shapes.example.com:",
        ]
    )
    func spellings(authority: String) throws {
        #expect(self.outcome(try self.shapes.token(), at: authority) == "accepted")
    }

    @Test(
        "A request for another host has no keys",
        arguments: [
            nil, "", ".", ":443", "example.com", "shapes.example.com..", "a.shapes.example.com", "shapes.example.com:x",
            "shapes.example.com:80:80", "shapes.example.com/orders.example.com", "user@shapes.example.com", "[::1]",
            "shapes example.com", "\u{17F}hapes.example.com", "shapes.example.com:443443",
            String(repeating: "a.", count: 200) + "com",
        ] as [String?]
    )
    func strangers(authority: String?) throws {
        #expect(self.outcome(try self.shapes.token(), at: authority) == "unknownKey")
    }

    @Test("Nothing in a token selects its keys")
    func claims() throws {
        let token = try self.shapes.token(claims: #"{"exp":9999999999,"aud":"shapes.example.com"}"#)
        #expect(self.outcome(token, at: "orders.example.com") == "invalidSignature")
    }

    @Test(
        "A verifier that serves one domain looks at no host",
        arguments: [nil, "orders.example.com", "10.0.0.1:8080"]
    )
    func serving(authority: String?) throws {
        let verifier = try self.verifier.serving("Shapes.example.com")
        #expect(self.outcome(try self.shapes.token(), at: authority, verifier) == "accepted")
        #expect(self.outcome(try self.orders.token(), at: authority, verifier) == "invalidSignature")
        #expect(keyOutcome { () throws(KeyError) in try self.verifier.serving("example.com") } == "malformed")
    }

    @Test("Other hosts have the keys that they are given")
    func otherwise() throws {
        let verifier = ApproovVerifier(
            keys: try DomainKeys(
                ["shapes.example.com": KeyStore(KeyRing(self.shapes.key))],
                otherwise: KeyStore(KeyRing(self.orders.key))
            )
        )
        #expect(self.outcome(try self.orders.token(), at: "anything", verifier) == "accepted")
        #expect(self.outcome(try self.orders.token(), at: nil, verifier) == "accepted")
        #expect(self.outcome(try self.orders.token(), at: "shapes.example.com", verifier) == "invalidSignature")
    }

    @Test(
        "A domain is the name of a host, once",
        arguments: [
            (["": 1], "malformed"), (["https://example.com": 1], "malformed"), (["example.com:443": 1], "malformed"),
            (["a b": 1], "malformed"), (["a..b": 1], "malformed"), (["*.example.com": 1], "malformed"),
            ([:], "malformed"),
            (["example.com": 1, "EXAMPLE.com": 2], "ambiguous"), (["example.com": 1, "example.com.": 2], "ambiguous"),
        ]
    )
    func names(domains: [String: Int], outcome: String) {
        #expect(
            keyOutcome { () throws(KeyError) in try DomainKeys(domains.mapValues { _ in KeyStore(.empty) }) } == outcome
        )
    }
}
