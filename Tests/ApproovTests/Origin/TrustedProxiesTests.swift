import Approov
import ApproovTesting
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Trusted proxies")
struct TrustedProxiesTests {
    private static let all = Set(ForwardedField.allCases)

    /// Returns what becomes of a request that an app sends to `https://api.example.com/mobile/v1`, and that arrives at
    /// `http://backend:8080/v1`, with what a proxy adds.
    private func outcome(
        _ fields: [(String, String)],
        from peerAddress: String? = "10.0.0.1",
        trusting addresses: [String] = ["10.0.0.0/8"],
        writing names: Set<ForwardedField> = Self.all,
        path: String = "/mobile/v1",
        arriving authority: String = "backend:8080"
    ) throws -> String {
        var scene = try SignedScene.get(("https", "api.example.com", path))
        try scene.sign()
        (scene.request.scheme, scene.request.authority, scene.request.path) = ("http", authority, "/v1")
        for (name, value) in fields {
            let name = try #require(HTTPField.Name(name))
            scene.request.headerFields.append(HTTPField(name: name, value: value))
        }
        scene.peerAddress = peerAddress
        scene.signing.origin = .forwarded(try TrustedProxies(addresses, writing: names))
        return scene.outcome
    }

    private static let right = [
        ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "api.example.com"), ("X-Forwarded-Prefix", "/mobile"),
    ]

    @Test(
        "Only who comes from one of the addresses is believed",
        arguments: [
            (["10.0.0.0/8"], "10.255.255.255", true), (["10.0.0.0/8"], "11.0.0.0", false),
            (["10.0.0.0/8"], "9.255.255.255", false), (["10.1.2.3/8"], "10.0.0.1", true),
            (["10.0.0.1"], "10.0.0.1", true), (["10.0.0.1"], "10.0.0.2", false), (["10.0.0.1/32"], "10.0.0.1", true),
            (["10.0.0.1/31"], "10.0.0.0", true), (["10.0.0.1/31"], "10.0.0.2", false),
            (["10.0.0.0/9"], "10.127.0.1", true), (["10.0.0.0/9"], "10.128.0.1", false),
            (["0.0.0.0/0"], "203.0.113.9", true), (["0.0.0.0/0"], "::1", false), (["::/0"], "10.0.0.1", false),
            (["::/0"], "2001:db8::1", true), (["2001:db8::/32"], "2001:db8:ffff::1", true),
            (["2001:db8::/32"], "2001:db9::1", false), (["2001:db8::/33"], "2001:db8:8000::1", false),
            (["2001:db8::1"], "2001:DB8:0:0:0:0:0:1", true), (["2001:db8::1/127"], "2001:db8::", true),
            (["2001:db8::1/127"], "2001:db8::2", false), (["::1"], "127.0.0.1", false), (["127.0.0.1"], "::1", false),
            // IPv4 as a socket for both versions sees it.
            (["10.0.0.0/8"], "::ffff:10.0.0.1", true), (["10.0.0.0/8"], "::ffff:11.0.0.1", false),
            (["10.0.0.0/8"], "::ffff:a00:1", true), (["::ffff:10.0.0.1"], "10.0.0.1", true),
            (["::ffff:10.0.0.0/104"], "10.9.9.9", true), (["::ffff:10.0.0.0/104"], "11.0.0.1", false),
            (["::ffff:10.0.0.1"], "10.0.0.2", false), (["10.0.0.0/8"], "::10.0.0.1", false),
            (["192.0.2.0/24", "2001:db8::/32", "10.0.0.0/8"], "10.0.0.1", true),
            // What is no address.
            (["0.0.0.0/0", "::/0"], "", false), (["0.0.0.0/0", "::/0"], "localhost", false),
            (["0.0.0.0/0", "::/0"], "10.0.0.1:443", false), (["0.0.0.0/0", "::/0"], "10.1", false),
            (["0.0.0.0/0", "::/0"], "010.0.0.1", false), (["0.0.0.0/0", "::/0"], "[::1]", false),
            (["0.0.0.0/0", "::/0"], "10.0.0.1 ", false), (["0.0.0.0/0", "::/0"], nil, false),
        ] as [([String], String?, Bool)]
    )
    func addresses(trusted: [String], peer: String?, isBelieved: Bool) throws {
        let outcome = try self.outcome(Self.right, from: peer, trusting: trusted)
        #expect(outcome == (isBelieved ? "accepted" : "messageSignatureInvalid"))
    }

    @Test(
        "What is no address, and no range, is refused",
        arguments: [
            "", "localhost", "10.0.0", "10.0.0.256", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/-0",
            "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.0/8.0", "10.0.0.0/255.0.0.0", "10.0.0.0 /8", " 10.0.0.1", "/8",
            "*", "10.*", "::/129", "2001:db8::/", ":::", "[::1]", "10.0.0.0/99999999999999999999", "10.0.0.0/\u{0668}",
        ]
    )
    func badAddresses(text: String) {
        #expect(throws: PolicyError.self) { try TrustedProxies([text], writing: [.forwarded]) }
        #expect(throws: PolicyError.self) { try TrustedProxies(["10.0.0.1", text], writing: [.forwarded]) }
    }

    @Test("Somebody must be trusted, with something")
    func nobody() {
        #expect(throws: PolicyError.self) { try TrustedProxies([], writing: [.forwarded]) }
        #expect(throws: PolicyError.self) { try TrustedProxies(["10.0.0.1"], writing: []) }
    }

    @Test("A field that the proxies do not write is the client's, and counts for nothing")
    func unnamedFields() throws {
        let forwarded = [("Forwarded", "proto=https;host=api.example.com"), ("X-Forwarded-Prefix", "/mobile")]
        for missing in ForwardedField.allCases where missing != .forwarded {
            let outcome = try self.outcome(Self.right, writing: Self.all.subtracting([missing]))
            #expect(outcome == "messageSignatureInvalid", "\(missing)")
        }
        #expect(try self.outcome(forwarded) == "accepted")
        #expect(try self.outcome(forwarded, writing: Self.all.subtracting([.forwarded])) == "messageSignatureInvalid")
        let lies = [("Forwarded", "proto=http;host=other.example.com,x"), ("Forwarded", "\"")]
        #expect(try self.outcome(Self.right + lies, writing: Self.all.subtracting([.forwarded])) == "accepted")
        let xLies = [("X-Forwarded-Host", "a"), ("X-Forwarded-Host", "b"), ("X-Forwarded-Proto", "ftp, gopher")]
        #expect(try self.outcome(forwarded + xLies, writing: [.forwarded, .xForwardedPrefix]) == "accepted")
    }

    @Test("Of a client that comes directly, no field counts", arguments: ["192.0.2.1", nil])
    func directClient(peer: String?) throws {
        #expect(try self.outcome(Self.right, from: peer) == "messageSignatureInvalid")
        #expect(
            try self.outcome([("Forwarded", "host=\"a\",;"), ("X-Forwarded-Host", "a, b")], from: peer)
                == "messageSignatureInvalid"
        )
        var scene = try SignedScene()
        try scene.sign()
        scene.request.headerFields[try #require(HTTPField.Name("X-Forwarded-Host"))] = "other.example.com"
        scene.peerAddress = peer
        scene.signing.origin = .forwarded(try TrustedProxies(["10.0.0.0/8"], writing: Self.all))
        #expect(scene.outcome == "accepted")
    }

    @Test("What the proxy does not say is as it arrives")
    func partial() throws {
        #expect(
            try self.outcome(
                [("X-Forwarded-Proto", "https")],
                writing: [.xForwardedProto],
                path: "/v1",
                arriving: "api.example.com"
            ) == "accepted"
        )
        #expect(
            try self.outcome([("X-Forwarded-Host", "api.example.com")], path: "/v1") == "messageSignatureInvalid"
        )
    }

    /// Fields that are not as they must be, and the reason why the request is refused.
    private static let badFields: [([(String, String)], String)] = [
        ([("X-Forwarded-Host", "api.example.com"), ("X-Forwarded-Host", "api.example.com")], "duplicateHeader"),
        ([("X-Forwarded-Host", "api.example.com, backend")], "duplicateHeader"),
        ([("X-Forwarded-Host", "other.example.com,api.example.com")], "duplicateHeader"),
        ([("X-Forwarded-Proto", "https,http")], "duplicateHeader"),
        ([("X-Forwarded-Prefix", "/mobile"), ("X-Forwarded-Prefix", "")], "duplicateHeader"),
        ([("X-Forwarded-Host", "")], "messageSignatureInvalid"),
        ([("X-Forwarded-Host", "user@api.example.com")], "messageSignatureInvalid"),
        ([("X-Forwarded-Host", "api.example.com/mobile")], "messageSignatureInvalid"),
        ([("X-Forwarded-Host", "api.example.com:port")], "messageSignatureInvalid"),
        ([("X-Forwarded-Proto", "")], "messageSignatureInvalid"),
        ([("X-Forwarded-Proto", "https:")], "messageSignatureInvalid"),
        ([("X-Forwarded-Prefix", "mobile")], "messageSignatureInvalid"),
        ([("X-Forwarded-Prefix", "/mobile?x")], "messageSignatureInvalid"),
        ([("X-Forwarded-Prefix", "/mo bile")], "messageSignatureInvalid"),
        ([("Forwarded", "proto=https"), ("Forwarded", "host=api.example.com")], "duplicateHeader"),
        ([("Forwarded", "proto=https;host=api.example.com, for=10.0.0.1")], "duplicateHeader"),
        ([("Forwarded", "for=\"a,b\";proto=https;host=api.example.com")], "duplicateHeader"),
        ([("Forwarded", "proto")], "messageSignatureInvalid"),
        ([("Forwarded", "proto=")], "messageSignatureInvalid"),
        ([("Forwarded", "proto=\"\"")], "messageSignatureInvalid"),
        ([("Forwarded", "=https")], "messageSignatureInvalid"),
        ([("Forwarded", "proto=\"https")], "messageSignatureInvalid"),
        ([("Forwarded", "proto=https\"")], "messageSignatureInvalid"),
        ([("Forwarded", "proto=\"")], "messageSignatureInvalid"),
        ([("Forwarded", "proto=\"ht\\tps\"")], "messageSignatureInvalid"),
        ([("Forwarded", "host=\"api.example.com;proto=https\"")], "messageSignatureInvalid"),
        ([("Forwarded", "proto= https")], "messageSignatureInvalid"),
        ([("Forwarded", "proto=https;proto=http")], "messageSignatureInvalid"),
        ([("Forwarded", "proto=http;PROTO=https")], "messageSignatureInvalid"),
        ([("Forwarded", "host=\"api.example.com\"\"\"")], "messageSignatureInvalid"),
    ]

    @Test("A field that could mean two things, or nothing, is refused", arguments: badFields)
    func malformed(fields: [(String, String)], expected: String) throws {
        // Everything else says what is right.
        let names = Set(fields.map { $0.0.lowercased() })
        var others = Self.right.filter { !names.contains($0.0.lowercased()) }
        if names.contains("forwarded") { others = [("X-Forwarded-Prefix", "/mobile")] }
        #expect(try self.outcome(fields + others) == expected)
        #expect(try self.outcome(fields + others, from: "192.0.2.1") == "messageSignatureInvalid")
    }

    @Test(
        "Forwarded says the scheme and the host, quoted or not, among other things",
        arguments: [
            "proto=https;host=api.example.com", "host=api.example.com;proto=https", "Proto=https;HOST=api.example.com",
            "proto=HTTPS;host=\"api.example.com\"", "proto=\"https\";host=\"API.example.com:443\"",
            "for=192.0.2.1;proto=https;by=\"[2001:db8::1]:8080\";host=api.example.com",
            ";proto=https;;host=api.example.com;", "for=_hidden; proto=https; host=api.example.com",
        ]
    )
    func forwarded(value: String) throws {
        #expect(try self.outcome([("Forwarded", value), ("X-Forwarded-Prefix", "/mobile")]) == "accepted")
    }

    @Test("A prefix has one slash too many or none", arguments: ["/mobile", "/mobile/"])
    func prefix(prefix: String) throws {
        let fields = Self.right.dropLast() + [("X-Forwarded-Prefix", prefix)]
        #expect(try self.outcome(Array(fields)) == "accepted")
        for none in ["", "/"] {
            let fields = Self.right.dropLast() + [("X-Forwarded-Prefix", none)]
            #expect(try self.outcome(Array(fields), path: "/v1") == "accepted")
        }
    }
}
