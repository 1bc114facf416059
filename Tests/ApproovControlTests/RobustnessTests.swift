import Approov
import ApproovControl
import ApproovTesting
import Foundation
import HTTPTypes
import Testing

@Suite("Broken input")
struct RobustnessTests {
    private static let certificate = """
        MIIBrjCCAVWgAwIBAgIUTnTJUurutB+FBj4l6pa6IM4uVzUwCgYIKoZIzj0EAwIwLDEQMA4GA1UECgwHRXhhbXBsZTEYMBYGA1UEAwwPYXBpLmV4YW1wbG\
        UuY29tMCAXDTI2MTEyMjA3NTUyNVoYDzIwNTYxMTE0MDc1NTI1WjAsMRAwDgYDVQQKDAdFeGFtcGxlMRgwFgYDVQQDDA9hcGkuZXhhbXBsZS5jb20wWTAT\
        BgcqhkjOPQIBBggqhkjOPQMBBwNCAAREC0VqMHkm2X+lM+H8/M9ZfT9tCyGId9dx76IYBFbUBbU+xMcZrouwMsujDAFqwup/wr4xS61Hhq9dB1nOs7tBo1\
        MwUTAdBgNVHQ4EFgQUH+CVNb2xNqxFoLqoSctpuzeMuCQwHwYDVR0jBBgwFoAUH+CVNb2xNqxFoLqoSctpuzeMuCQwDwYDVR0TAQH/BAUwAwEB/zAKBggq\
        hkjOPQQDAgNHADBEAiB+j0LmcIqk/jywRoQwnUp5e4cPpbUvUqPs88Pdvb4aQQIgTFmVn1D6dNI0oTK3OZ6GRd4/jTcFi0Lit+KezX1GFR8=
        """

    /// Returns the bytes with some of them changed, left out or added.
    private static func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3) where !bytes.isEmpty {
            let index = Int.random(in: bytes.indices)
            switch Int.random(in: 0..<4) {
            case 0: bytes[index] = UInt8.random(in: 0...255)
            case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8)
            case 2: bytes.remove(at: index)
            default: bytes.insert(UInt8.random(in: 0...255), at: index)
            }
        }
        return bytes
    }

    @Test("A broken certificate is read or refused")
    func certificates() throws {
        let original = try #require(Data(base64Encoded: Self.certificate))
        var pins = 0
        for _ in 0..<5000 {
            let text = Data(Self.mutated(Array(original))).base64EncodedString()
            let pem = "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
            let list = PinList(.variable("PEM"), isJSON: false)
            do throws(ControlFault) {
                pins += try list.run(in: .test(["PEM": pem])).lines.count
            } catch {
                #expect(error == .configuration("PEM", "Block 1, a CERTIFICATE, cannot be read."))
            }
        }
        #expect(1..<5000 ~= pins)
    }

    @Test("A broken token is shown without harm")
    func tokens() throws {
        let issuer = try TestIssuer()
        let token = Array(try issuer.token(.fullClaims, boundTo: "a").utf8)
        for _ in 0..<5000 {
            let text = String(decoding: Self.mutated(token), as: UTF8.self)
            let inspect = TokenInspect(token: .variable("TOKEN"), now: issuer.now)
            let answer = try inspect.run(in: .test(["TOKEN": text])).text
            #expect(answer.unicodeScalars.allSatisfy { $0 == "\n" || PlainText.escaping("\($0)") == "\($0)" })
        }
    }

    @Test("A broken request is verified, refused or not read, without harm")
    func messages() throws {
        let secret = try TestIssuer(base64Secret: developmentSecret)
        var request = HTTPRequest(method: .get, scheme: "https", authority: "api.example.com", path: "/")
        try TestApp(attestedBy: secret).sign(&request)
        let lines = Array(request.headerFields.map { "\($0.name): \($0.value)\n" }.joined().utf8)
        let source = RequestSource(url: "https://api.example.com/", fieldsFile: .variable("FIELDS"))
        let verify = MessageVerify(request: source, key: .secret(.environment, .hs256), now: secret.now)
        let base = MessageBase(request: source, label: "install", comparingWith: nil)
        for _ in 0..<2000 {
            let fields = String(decoding: Self.mutated(lines), as: UTF8.self)
            let surroundings = Surroundings.test(["APPROOV_BASE64_SECRET": developmentSecret, "FIELDS": fields])
            for command in [verify.run, base.run] {
                do throws(ControlFault) {
                    let answer = try command(surroundings).text
                    #expect(
                        answer.unicodeScalars.allSatisfy {
                            "\n\t".unicodeScalars.contains($0) || PlainText.escaping("\($0)") == "\($0)"
                        }
                    )
                } catch {
                    #expect(error.description.hasSuffix("is not a header field: Name: value."))
                }
            }
        }
    }

    @Test("A broken key set is read or refused")
    func keySets() throws {
        var set = SigningKeySet()
        try set.add(SigningKey(generating: .rs256, keyID: "1"))
        try set.add(SigningKey(generating: .es512, keyID: "2"))
        let json = Array(set.privateJWKS.utf8)
        for _ in 0..<300 {
            guard let broken = try? SigningKeySet(json: Self.mutated(json)) else { continue }
            for key in broken.keys { _ = try TestIssuer(key: key).token() }
        }
    }
}
