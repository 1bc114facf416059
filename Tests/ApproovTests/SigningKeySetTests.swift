import Approov
import ApproovTesting
import Testing

@Suite("Signing key sets")
struct SigningKeySetTests {
    private static func set(_ kids: String?...) throws -> SigningKeySet {
        var set = SigningKeySet()
        for kid in kids { try set.add(SigningKey(generating: .es256, keyID: kid ?? set.nextKeyID)) }
        return set
    }

    @Test("A set survives its JSON")
    func roundTrip() throws {
        let set = try Self.set(nil, nil, "a")
        let copy = try SigningKeySet(json: Array(set.privateJWKS.utf8))
        #expect(copy.privateJWKS == set.privateJWKS)
        #expect(copy.keys.map(\.keyID) == ["1", "2", "a"])
        #expect(try SigningKeySet(json: Array(SigningKeySet().privateJWKS.utf8)).keys.isEmpty)
    }

    @Test("The only key signs, and of several the one that is named")
    func signer() throws {
        #expect(try Self.set("a").signer(keyID: nil).keyID == "a")
        #expect(try Self.set("a", "b").signer(keyID: "b").keyID == "b")
        let outcomes = try [(Self.set(), nil), (Self.set("a", "b"), nil), (Self.set("a"), "c")].map { set, kid in
            keyOutcome { () throws(KeyError) in try set.signer(keyID: kid) }
        }
        #expect(outcomes == ["malformed", "ambiguous", "malformed"])
    }

    @Test(
        "A document that is no set of private keys is refused for its reason",
        arguments: [
            ("", "malformed"), ("[]", "malformed"), ("{}", "malformed"), (#"{"keys":{}}"#, "malformed"),
            (#"{"keys":[1]}"#, "malformed"), (#"{"keys":[],"more":1}"#, "malformed"), (#"{"keys":[]}x"#, "malformed"),
            (#"{"keys":[{"kty":"oct","alg":"HS256","k":"\#(Self.secret)"}]}"#, "malformed"),
            (#"{"keys":[\#(Self.key),\#(Self.key)]}"#, "ambiguous"),
            (#"{"keys":[\#(Self.key)]}"#, "accepted"),
            (#"{"keys":[{"kid":"1","kty":"oct","alg":"HS256","k":"\#(Self.secret)","x5t":"a"}]}"#, "unsupported"),
        ]
    )
    func refusals(text: String, code: String) {
        #expect(keyOutcome { () throws(KeyError) in try SigningKeySet(json: Array(text.utf8)) } == code)
    }

    private static let secret = "aQ1w6Rk0m3b5cV8xZp2Yt7Ls9DfGhJ4Ke-NuIoE_XyA"
    private static let key = #"{"kid":"1","kty":"oct","alg":"HS256","k":"\#(Self.secret)"}"#

    @Test("A set is bounded")
    func bounds() throws {
        var set = SigningKeySet()
        for _ in 0..<SigningKeySet.maximumKeys { try set.add(SigningKey(generating: .es256, keyID: set.nextKeyID)) }
        let key = try SigningKey(generating: .es256, keyID: "more")
        #expect(keyOutcome { () throws(KeyError) in try SigningKeySet(set.keys + [key]) } == "ambiguous")
        #expect(try set.ring.keys.count == SigningKeySet.maximumKeys)
        let long = [UInt8](repeating: UInt8(ascii: " "), count: SigningKeySet.maximumLength + 1)
        #expect(keyOutcome { () throws(KeyError) in try SigningKeySet(json: long) } == "malformed")
    }
}
