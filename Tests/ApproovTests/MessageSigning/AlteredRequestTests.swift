import Approov
import ApproovTesting
import Crypto
import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Altered requests")
struct AlteredRequestTests {
    /// One thing that is wrong with a request that is right in all else, and the reason why it is refused.
    struct Alteration: Sendable, CustomTestStringConvertible {
        let name: String
        let outcome: String
        let apply: @Sendable (inout SignedScene) throws -> Void

        var testDescription: String { self.name }

        /// Somebody else changes what an app has signed.
        static func tampered(
            _ name: String,
            _ outcome: String,
            _ change: @escaping @Sendable (inout HTTPRequest) throws -> Void
        ) -> Self {
            Self(name: name, outcome: outcome) { scene in
                try scene.sign()
                try change(&scene.request)
            }
        }

        /// The app itself signs something else.
        static func signed(
            _ name: String,
            _ outcome: String,
            _ change: @escaping @Sendable (inout SignedScene) throws -> Void
        ) -> Self {
            Self(name: name, outcome: outcome) { scene in
                try change(&scene)
                try scene.sign()
            }
        }

        /// The body is another than the signed one.
        static func body(_ name: String, _ outcome: String, _ body: [UInt8]?) -> Self {
            Self(name: name, outcome: outcome) { scene in
                try scene.sign()
                scene.body = body
            }
        }

        /// The app signs these parameters.
        static func parameters(_ name: String, _ outcome: String, _ parameters: String) -> Self {
            Self(name: name, outcome: outcome) { scene in
                try scene.attest()
                try scene.sign(scene.lines((#""@target-uri""#, Self.url)), parameters: parameters)
            }
        }

        /// The app signs this component too.
        static func component(_ name: String, _ outcome: String, _ component: String, _ value: String) -> Self {
            Self(name: name, outcome: outcome) { scene in
                try scene.attest()
                try scene.sign(scene.lines((#""@target-uri""#, Self.url), (component, value)))
            }
        }

        /// The app covers this, in this order.
        static func covering(_ name: String, _ components: [MessageComponent]) -> Self {
            .signed(name, "signatureCoverageInsufficient") { $0.app.components = components }
        }

        /// The app states, and signs, this of its body.
        static func digest(_ name: String, _ outcome: String, _ value: String) -> Self {
            .signed(name, outcome) { $0.request.headerFields[.contentDigest] = value }
        }

        private static let url = "https://api.example.com/v1/orders?b=2&a=1%20x"
    }

    private static let right = "sha-256=:k6I5cakU5erL8KjSUVTNownDwccvu5kU1Hxg88toFYg=:"
    private static let right512 =
        "sha-512=:+PtokCNHosgo04ww4cNhd4yJxhMjLzWjDAKtKwQZDT4Ef9v/PrS/+BQLX4IX5dZkUMK/tQo7Uyc68RkhNyCZVg==:"
    private static let ofEmpty = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"

    // MARK: The request

    private static let requests: [Alteration] = [
        .tampered("another method", "messageSignatureInvalid") { $0.method = .put },
        .tampered("the method in another case", "messageSignatureInvalid") {
            $0.method = try #require(HTTPRequest.Method("Post"))
        },
        .tampered("another path", "messageSignatureInvalid") { $0.path = "/v1/refunds?b=2&a=1%20x" },
        .tampered("a slash more", "messageSignatureInvalid") { $0.path = "/v1/orders/?b=2&a=1%20x" },
        .tampered("two slashes", "messageSignatureInvalid") { $0.path = "/v1//orders?b=2&a=1%20x" },
        .tampered("a dot segment", "messageSignatureInvalid") { $0.path = "/v1/./orders?b=2&a=1%20x" },
        .tampered("a letter percent-encoded", "messageSignatureInvalid") { $0.path = "/v1/%6Frders?b=2&a=1%20x" },
        .tampered("the path in capitals", "messageSignatureInvalid") { $0.path = "/v1/Orders?b=2&a=1%20x" },
        .tampered("another value in the query", "messageSignatureInvalid") { $0.path = "/v1/orders?b=3&a=1%20x" },
        .tampered("the query in another order", "messageSignatureInvalid") { $0.path = "/v1/orders?a=1%20x&b=2" },
        .tampered("no query", "messageSignatureInvalid") { $0.path = "/v1/orders" },
        .tampered("a parameter more", "messageSignatureInvalid") { $0.path = "/v1/orders?b=2&a=1%20x&c=" },
        .tampered("an ampersand more", "messageSignatureInvalid") { $0.path = "/v1/orders?b=2&a=1%20x&" },
        .tampered("a plus for a space", "messageSignatureInvalid") { $0.path = "/v1/orders?b=2&a=1+x" },
        .tampered("a fragment", "messageSignatureInvalid") { $0.path = "/v1/orders?b=2&a=1%20x#top" },
        .tampered("an absolute target on another host", "messageSignatureInvalid") {
            $0.path = "https://other.example.com/v1/orders?b=2&a=1%20x"
        },
        .tampered("no path", "messageSignatureInvalid") { $0.path = nil },
        .tampered("another host", "messageSignatureInvalid") { $0.authority = "api.example.org" },
        .tampered("a dot after the host", "messageSignatureInvalid") { $0.authority = "api.example.com." },
        .tampered("another port", "messageSignatureInvalid") { $0.authority = "api.example.com:8443" },
        .tampered("the port of another scheme", "messageSignatureInvalid") { $0.authority = "api.example.com:80" },
        .tampered("user information before the host", "messageSignatureInvalid") {
            $0.authority = "me@api.example.com"
        },
        .tampered("no host", "messageSignatureInvalid") { $0.authority = nil },
        .tampered("another scheme", "messageSignatureInvalid") { $0.scheme = "http" },
        .tampered("no scheme", "messageSignatureInvalid") { $0.scheme = nil },
    ]

    // MARK: The fields

    private static let fields: [Alteration] = [
        .tampered("another credential", "messageSignatureInvalid") {
            $0.headerFields[.authorization] = "Bearer other-access-token"
        },
        .tampered("the credential's scheme in another case", "messageSignatureInvalid") {
            $0.headerFields[.authorization] = "bearer user-access-token"
        },
        .tampered("two spaces in a value", "messageSignatureInvalid") {
            $0.headerFields[.authorization] = "Bearer  user-access-token"
        },
        .tampered("no credential", "messageSignatureInvalid") { $0.headerFields[.authorization] = nil },
        .tampered("an empty credential", "messageSignatureInvalid") { $0.headerFields[.authorization] = "" },
        .tampered("the credential twice", "messageSignatureInvalid") {
            $0.headerFields.append(HTTPField(name: .authorization, value: "Bearer user-access-token"))
        },
        .tampered("an empty copy of a covered field", "messageSignatureInvalid") {
            $0.headerFields.append(HTTPField(name: .contentType, value: ""))
        },
        .tampered("a parameter of the type more", "messageSignatureInvalid") {
            $0.headerFields[.contentType] = "application/json; charset=utf-8"
        },
        .tampered("another length", "messageSignatureInvalid") { $0.headerFields[.contentLength] = "18" },
        .tampered("a letter outside ASCII", "signatureMalformed") {
            $0.headerFields[.contentType] = "application/j\u{F6}son"
        },
        .tampered("the digest of another body", "messageSignatureInvalid") {
            $0.headerFields[.contentDigest] = Self.ofEmpty
        },
        .tampered("another digest of the same body", "messageSignatureInvalid") {
            $0.headerFields[.contentDigest] = Self.right512
        },
        .tampered("no digest", "messageSignatureInvalid") { $0.headerFields[.contentDigest] = nil },
        .tampered("the digest twice", "messageSignatureInvalid") {
            $0.headerFields.append(HTTPField(name: .contentDigest, value: Self.right))
        },
        .body("another body", "digestMismatch", Array(#"{"hello":"World"}"#.utf8)),
        .body("a shorter body", "digestMismatch", Array(SignedScene.body.dropLast())),
        .body("a longer body", "digestMismatch", SignedScene.body + [0x0A]),
        .body("no body", "digestMismatch", nil),
    ]

    // MARK: The token

    private static let tokens: [Alteration] = [
        .tampered("no token", "missingToken") { $0.headerFields[.approovToken] = nil },
        .tampered("the token twice", "duplicateHeader") {
            $0.headerFields.append(HTTPField(name: .approovToken, value: $0.headerFields[.approovToken] ?? ""))
        },
        Alteration(name: "another token of the same installation", outcome: "messageSignatureInvalid") { scene in
            try scene.sign()
            scene.request.headerFields[.approovToken] = try scene.issuer.token(.fullClaims, for: scene.app.installation)
        },
        Alteration(name: "the token of another installation", outcome: "messageSignatureInvalid") { scene in
            try scene.sign()
            scene.request.headerFields[.approovToken] = try scene.issuer.token(for: TestInstallation())
        },
        .signed("the key of another installation", "messageSignatureInvalid") {
            $0.request.headerFields[.approovToken] = try $0.issuer.token(for: TestInstallation())
        },
        .signed("a token without key", "signatureKeyMissing") {
            $0.request.headerFields[.approovToken] = try $0.issuer.token()
        },
        .signed("a token of the failover service", "signatureKeyMissing") {
            $0.request.headerFields[.approovToken] = try $0.issuer.token(.failover, for: $0.app.installation)
        },
        .signed("an expired token", "expired") {
            $0.request.headerFields[.approovToken] = try $0.issuer.token(.expired, for: $0.app.installation)
        },
        .signed("the token of a failed attestation", "invalidSignature") {
            $0.request.headerFields[.approovToken] = try $0.issuer.token(.wrongKey, for: $0.app.installation)
        },
        .signed("an unsigned token", "algorithmNotAllowed") {
            $0.request.headerFields[.approovToken] = try $0.issuer.token(.unsigned, for: $0.app.installation)
        },
    ]

    // MARK: The signature

    private static let signatures: [Alteration] = [
        .tampered("no signature fields", "signatureMissing") {
            $0.headerFields[.signature] = nil
            $0.headerFields[.signatureInput] = nil
        },
        .tampered("no Signature", "signatureMissing") { $0.headerFields[.signature] = nil },
        .tampered("no Signature-Input", "signatureMissing") { $0.headerFields[.signatureInput] = nil },
        .tampered("an empty Signature", "signatureMissing") { $0.headerFields[.signature] = "" },
        .tampered("another label", "signatureMissing") {
            $0.replace(.signature, "install=", "other=")
            $0.replace(.signatureInput, "install=", "other=")
        },
        .tampered("another label in Signature", "signatureMissing") { $0.replace(.signature, "install=", "other=") },
        .tampered("another label in Signature-Input", "signatureMissing") {
            $0.replace(.signatureInput, "install=", "other=")
        },
        .tampered("the label of the account", "signatureMissing") {
            $0.replace(.signature, "install=", "account=")
            $0.replace(.signatureInput, "install=", "account=")
        },
        .tampered("the label in capitals", "signatureMalformed") {
            $0.replace(.signature, "install=", "Install=")
            $0.replace(.signatureInput, "install=", "Install=")
        },
        .tampered("a bit of r", "messageSignatureInvalid") { $0.signatureBytes[31] ^= 1 },
        .tampered("a bit of s", "messageSignatureInvalid") { $0.signatureBytes[63] ^= 1 },
        .tampered("r and s exchanged", "messageSignatureInvalid") {
            let bytes = $0.signatureBytes
            $0.signatureBytes = Array(bytes[32...] + bytes[..<32])
        },
        .tampered("r is zero", "messageSignatureInvalid") {
            $0.signatureBytes.replaceSubrange(..<32, with: repeatElement(0, count: 32))
        },
        .tampered("s is zero", "messageSignatureInvalid") {
            $0.signatureBytes.replaceSubrange(32..., with: repeatElement(0, count: 32))
        },
        .tampered("r and s are zero", "messageSignatureInvalid") {
            $0.signatureBytes = [UInt8](repeating: 0, count: 64)
        },
        .tampered("s is the order", "messageSignatureInvalid") {
            $0.signatureBytes.replaceSubrange(32..., with: Self.n)
        },
        .tampered("r is the order", "messageSignatureInvalid") {
            $0.signatureBytes.replaceSubrange(..<32, with: Self.n)
        },
        .tampered("r and s are the greatest numbers", "messageSignatureInvalid") {
            $0.signatureBytes = [UInt8](repeating: 0xFF, count: 64)
        },
        .tampered("a byte less", "messageSignatureInvalid") { $0.signatureBytes.removeLast() },
        .tampered("a byte more", "messageSignatureInvalid") { $0.signatureBytes.append(0) },
        .tampered("a zero before each number", "messageSignatureInvalid") {
            let bytes = $0.signatureBytes
            $0.signatureBytes = [0] + bytes[..<32] + [0] + bytes[32...]
        },
        .tampered("no bytes", "messageSignatureInvalid") { $0.headerFields[.signature] = "install=::" },
        .tampered("in DER", "messageSignatureInvalid") {
            $0.signatureBytes = Array(
                try P256.Signing.ECDSASignature(rawRepresentation: $0.signatureBytes).derRepresentation
            )
        },
        .tampered("a MAC made with the public key", "messageSignatureInvalid") {
            $0.signatureBytes = Array(SHA256.hash(data: $0.signatureBytes))
        },
        .tampered("a string", "signatureMalformed") { $0.replace(.signature, ":", "\"") },
        .tampered("a token", "signatureMalformed") { $0.headerFields[.signature] = "install=abc" },
        .tampered("a number", "signatureMalformed") { $0.headerFields[.signature] = "install=1" },
        .tampered("only a label", "signatureMalformed") { $0.headerFields[.signature] = "install" },
        .tampered("a list", "signatureMalformed") {
            $0.headerFields[.signature] = "install=(\($0.headerFields[.signature]?.dropFirst(8) ?? ""))"
        },
        .tampered("no padding", "signatureMalformed") { $0.replace(.signature, "==:", ":") },
        .tampered("half of the padding", "signatureMalformed") { $0.replace(.signature, "==:", "=:") },
        .tampered("unused bits", "signatureMalformed") {
            $0.signatureBytes = [UInt8](repeating: 1, count: 64)
            $0.replace(.signature, "AQ==:", "AR==:")
        },
        .tampered("base64url", "signatureMalformed") {
            $0.signatureBytes = [UInt8](repeating: 0xFB, count: 64)
            $0.replace(.signature, "+", "-")
        },
        .tampered("a line of base64 broken", "signatureMalformed") { $0.replace(.signature, "==:", " ==:") },
        .tampered("a comma at the end", "signatureMalformed") { $0.replace(.signature, "==:", "==:,") },
        .tampered("the label twice in Signature", "signatureMalformed") {
            $0.headerFields.append(HTTPField(name: .signature, value: "install=:AAAA:"))
        },
        .tampered("the label twice in Signature-Input", "signatureMalformed") {
            let input = $0.headerFields[.signatureInput] ?? ""
            $0.headerFields.append(HTTPField(name: .signatureInput, value: input))
        },
        .tampered("a second Signature that is none", "signatureMalformed") {
            $0.headerFields.append(HTTPField(name: .signature, value: "=:AAAA:"))
        },
        .tampered("nine labels", "signatureMalformed") { request in
            for number in 1...8 {
                request.headerFields.append(HTTPField(name: .signature, value: "l\(number)=:AAAA:"))
                request.headerFields.append(HTTPField(name: .signatureInput, value: "l\(number)=()"))
            }
        },
        .tampered("a Signature that is too long", "signatureMalformed") {
            $0.headerFields.append(HTTPField(name: .signature, value: "l=:\(String(repeating: "AAAA", count: 2100)):"))
        },
        .tampered("a Signature-Input that is too long", "signatureMalformed") {
            let name = String(repeating: "a", count: 8200)
            $0.headerFields.append(HTTPField(name: .signatureInput, value: "l=(\"\(name)\")"))
        },
    ]

    /// The order of P-256.
    private static let n: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]

    // MARK: What it says of itself

    private static let inputs: [Alteration] = [
        .tampered("created a second later", "messageSignatureInvalid") {
            $0.replace(.signatureInput, "created=1900000000", "created=1900000001")
        },
        .tampered("expires a second later", "messageSignatureInvalid") {
            $0.replace(.signatureInput, "expires=1900000015", "expires=1900000016")
        },
        .tampered("no expires", "messageSignatureInvalid") { $0.replace(.signatureInput, ";expires=1900000015", "") },
        .tampered("the parameters in another order", "messageSignatureInvalid") {
            $0.replace(
                .signatureInput,
                ";created=1900000000;expires=1900000015",
                ";expires=1900000015;created=1900000000"
            )
        },
        .tampered("a nonce more", "messageSignatureInvalid") {
            $0.replace(.signatureInput, ";expires", #";nonce="n";expires"#)
        },
        .tampered("another algorithm", "signatureAlgorithmNotAllowed") {
            $0.replace(.signatureInput, "ecdsa-p256-sha256", "hmac-sha256")
        },
        .tampered("a component less", "messageSignatureInvalid") {
            $0.replace(.signatureInput, #" "authorization""#, "")
        },
        .tampered("the method less", "signatureCoverageInsufficient") {
            $0.replace(.signatureInput, #""@method" "#, "")
        },
        .tampered("the digest less", "messageSignatureInvalid") {
            $0.replace(.signatureInput, #" "content-digest""#, "")
        },
        .tampered("the components in another order", "messageSignatureInvalid") {
            $0.replace(.signatureInput, #""@method" "@target-uri""#, #""@target-uri" "@method""#)
        },
        .tampered("a component that the request does not have", "messageSignatureInvalid") {
            $0.replace(.signatureInput, #""content-type""#, #""content-type" "x-other""#)
        },
        .tampered("a list that does not end", "signatureMalformed") { $0.replace(.signatureInput, ")", "") },
        .tampered("no list", "signatureMalformed") { $0.headerFields[.signatureInput] = "install=1" },
        .tampered("a list of lists", "signatureMalformed") {
            $0.headerFields[.signatureInput] = "install=((\"@method\"))"
        },
        .tampered("a component as a token", "signatureMalformed") {
            $0.replace(.signatureInput, #""content-type""#, "content-type")
        },
        .parameters("no alg", "signatureAlgorithmNotAllowed", ";created=1900000000"),
        .parameters(
            "alg in another case",
            "signatureAlgorithmNotAllowed",
            #";alg="ECDSA-P256-SHA256";created=1900000000"#
        ),
        .parameters(
            "alg with a space",
            "signatureAlgorithmNotAllowed",
            #";alg="ecdsa-p256-sha256 ";created=1900000000"#
        ),
        .parameters("an empty alg", "signatureAlgorithmNotAllowed", #";alg="";created=1900000000"#),
        .parameters(
            "the alg of another curve",
            "signatureAlgorithmNotAllowed",
            #";alg="ecdsa-p384-sha384";created=1900000000"#
        ),
        .parameters("alg as a token", "signatureMalformed", ";alg=ecdsa-p256-sha256;created=1900000000"),
        .parameters(
            "alg twice",
            "signatureMalformed",
            #";alg="hmac-sha256";alg="ecdsa-p256-sha256";created=1900000000"#
        ),
        .parameters("no created", "signatureMalformed", #";alg="ecdsa-p256-sha256";expires=1900000015"#),
        .parameters("created as a string", "signatureMalformed", #";alg="ecdsa-p256-sha256";created="1900000000""#),
        .parameters("created with a fraction", "signatureMalformed", #";alg="ecdsa-p256-sha256";created=1900000000.0"#),
        .parameters("created as a date", "signatureMalformed", #";alg="ecdsa-p256-sha256";created=@1900000000"#),
        .parameters("created without a value", "signatureMalformed", #";alg="ecdsa-p256-sha256";created"#),
        .parameters(
            "created of 16 digits",
            "signatureMalformed",
            #";alg="ecdsa-p256-sha256";created=1900000000000000"#
        ),
        .parameters("created twice", "signatureMalformed", #";alg="ecdsa-p256-sha256";created=1;created=1900000000"#),
        .parameters(
            "expires as a string",
            "signatureMalformed",
            #";alg="ecdsa-p256-sha256";created=1900000000;expires="1900000015""#
        ),
        .parameters("keyid as a number", "signatureMalformed", #";alg="ecdsa-p256-sha256";created=1900000000;keyid=1"#),
        .parameters(
            "an unknown parameter",
            "signatureMalformed",
            #";alg="ecdsa-p256-sha256";created=1900000000;x="1""#
        ),
        .parameters(
            "a known parameter in capitals",
            "signatureMalformed",
            #";alg="ecdsa-p256-sha256";created=1900000000;Nonce="n""#
        ),
        .component("an unknown derived component", "signatureMalformed", #""@nothing""#, ""),
        .component("the status", "signatureMalformed", #""@status""#, "200"),
        .component("the parameters of the signature", "signatureMalformed", #""@signature-params""#, ""),
        .component("a field in capitals", "signatureMalformed", #""Content-Type""#, "application/json"),
        .component("no field", "signatureMalformed", #""""#, ""),
        .component(
            "a field of the request that is answered",
            "signatureMalformed",
            #""content-type";req"#,
            "application/json"
        ),
        .component("a field in the trailer", "signatureMalformed", #""content-type";tr"#, "application/json"),
        .component("a component twice", "signatureMalformed", #""@method""#, "POST"),
        .component("an unknown flag", "signatureMalformed", #""content-type";x"#, "application/json"),
        .component("a query parameter without a name", "signatureMalformed", #""@query-param""#, "2"),
        .component("a derived component with a flag", "signatureMalformed", #""@authority";sf"#, "api.example.com"),
        .component(
            "a field that has no structure",
            "messageSignatureInvalid",
            #""authorization";sf"#,
            "Bearer user-access-token"
        ),
        .component("a query parameter that is not there", "messageSignatureInvalid", #""@query-param";name="c""#, ""),
        Alteration(name: "33 components", outcome: "signatureMalformed") { scene in
            try scene.attest()
            for number in 1...30 {
                scene.request.headerFields[try #require(HTTPField.Name("x-\(number)"))] = "1"
            }
            let fields = (1...30).map { (component: "\"x-\($0)\"", value: "1") }
            try scene.sign(scene.lines((#""@target-uri""#, "https://api.example.com/v1/orders?b=2&a=1%20x")) + fields)
        },
    ]

    // MARK: What it covers, and when it was made

    private static let token = MessageComponent.field(.approovToken)
    private static let digest = MessageComponent.field(.contentDigest)

    private static let coverages: [Alteration] = [
        .covering("nothing", []),
        .covering("the method alone", [.method]),
        .covering("no method", [.targetURI, Self.token, Self.digest]),
        .covering("no token", [.method, .targetURI, Self.digest]),
        .covering("no target", [.method, Self.token, Self.digest]),
        .covering("no digest", [.method, .targetURI, Self.token]),
        .covering("no query", [.method, .authority, .path, Self.token, Self.digest]),
        .covering("no path", [.method, .authority, .query, Self.token, Self.digest]),
        .covering("no host", [.method, .path, .query, .scheme, Self.token, Self.digest]),
        .covering("no host beside the request target", [.method, .requestTarget, .scheme, Self.token, Self.digest]),
        .covering(
            "parameters for the query",
            [.method, .authority, .path, .queryParameter("a"), .queryParameter("b"), Self.token]
        ),
        .covering("the token as bytes", [.method, .targetURI, .field(.approovToken, as: .wrapped), Self.digest]),
        .covering(
            "one of the digests",
            [.method, .targetURI, Self.token, .field(.contentDigest, as: .member("sha-256"))]
        ),
        .signed("not what the policy adds", "signatureCoverageInsufficient") {
            $0.signing.requiredComponents = [.field(.userAgent)]
        },
        .signed("created too late", "signatureExpired") { $0.app.created = 1_900_000_031 },
        .signed("created too early", "signatureExpired") {
            $0.app.created = 1_899_999_909
            $0.app.lifetime = nil
        },
        .signed("created long ago", "signatureExpired") { $0.app.created = 0 },
        .signed("expired", "signatureExpired") { $0.app.created = 1_899_999_954 },
        .signed("expires before it is created", "signatureExpired") { $0.app.lifetime = -1 },
        .signed("valid for too long", "signatureExpired") { $0.app.lifetime = 61 },
    ]

    // MARK: What is said of the body

    private static let digests: [Alteration] = [
        .digest("the digest of an empty body", "digestMismatch", Self.ofEmpty),
        .digest("one digest right and one wrong", "digestMismatch", "\(Self.right512), \(Self.ofEmpty)"),
        .digest("no dictionary", "digestMismatch", "sha-256=:"),
        .digest("an empty field", "digestMissing", ""),
        .digest("an algorithm twice", "digestMismatch", "\(Self.right), \(Self.right)"),
        .digest("a string", "digestMismatch", Self.right.replacing(":", with: "\"")),
        .digest("too short", "digestMismatch", "sha-256=:k6I5cakU5erL8KjSUVTNownDwccvu5kU1Hxg88toFQ==:"),
        .digest("no padding", "digestMismatch", Self.right.replacing("=:", with: ":")),
        .digest("the other algorithm's digest", "digestMismatch", Self.right512.replacing("sha-512", with: "sha-256")),
        .digest(
            "too many names",
            "digestMismatch",
            ([Self.right] + (0..<64).map { "x\($0)=:AAAA:" }).joined(separator: ", ")
        ),
        .digest("an algorithm in capitals", "digestMismatch", Self.right.replacing("sha", with: "SHA")),
        .digest("an algorithm that nobody should use", "digestMissing", "md5=:+xjD4sb2rArPPHE1fqXjNQ==:"),
        .signed("no digest where one is required", "digestMissing") {
            $0.app.digest = nil
            $0.signing.bodyDigest = .required
        },
        .signed("no digest of a body of unknown length", "digestMissing") {
            $0.app.digest = nil
            $0.signing.bodyDigest = .required
            $0.request.headerFields[.contentLength] = nil
            $0.request.headerFields[.transferEncoding] = "chunked"
        },
        .signed("no digest of a body that nobody announces", "digestMissing") {
            $0.app.digest = nil
            $0.signing.bodyDigest = .required
            $0.request.headerFields[.contentLength] = nil
        },
        .signed("no digest of a body that is announced as empty", "digestMissing") {
            $0.app.digest = nil
            $0.signing.bodyDigest = .required
            $0.request.headerFields[.contentLength] = "0"
        },
        .signed("a body that is too long", "bodyTooLarge") {
            $0.signing.maximumBodyLength = SignedScene.body.count - 1
        },
    ]

    @Test(
        "Each has its own reason, and none is quoted",
        arguments: [requests, fields, tokens, signatures, inputs, coverages, digests].flatMap(\.self)
    )
    func refused(alteration: Alteration) throws {
        var good = try SignedScene()
        var scene = good
        try good.sign()
        #expect(good.outcome == "accepted")
        try alteration.apply(&scene)
        let rejection = #expect(throws: Rejection.self) { try scene.verify() }
        #expect(rejection?.code.description == alteration.outcome, "\(rejection?.message ?? "")")
        let secrets = [HTTPField.Name.approovToken, .authorization, .signature, .contentDigest].flatMap {
            scene.request.headerFields[values: $0]
        }
        expectNothing(of: secrets + ["b=2&a=1%20x"], in: rejection?.description ?? "")
    }

    // MARK: What makes no difference

    private static let harmless: [Alteration] = [
        .tampered("the host in capitals", "accepted") { $0.authority = "API.Example.COM" },
        .tampered("the scheme in capitals", "accepted") { $0.scheme = "HTTPS" },
        .tampered("the default port", "accepted") { $0.authority = "api.example.com:443" },
        .tampered("the whole URL as the target", "accepted") {
            $0.path = "https://api.example.com/v1/orders?b=2&a=1%20x"
        },
        .tampered("a field that is not covered", "accepted") { $0.headerFields[.userAgent] = "App/1" },
        .tampered("white space around a value", "accepted") {
            let value = HTTPField(name: .authorization, lenientValue: " Bearer user-access-token\t".utf8)
            $0.headerFields[.authorization] = nil
            $0.headerFields.append(value)
        },
        .tampered("white space in a list", "accepted") { $0.replace(.signatureInput, #"" ""#, #""   ""#) },
        .tampered("other labels", "accepted") {
            $0.headerFields.append(HTTPField(name: .signature, value: "other=\"x\", account=:AAAA:"))
            $0.headerFields.append(HTTPField(name: .signatureInput, value: "sig1=(\"@status\");x, account=()"))
        },
        .tampered("the other s", "accepted") {
            var s = Array($0.signatureBytes[32...])
            var borrow = 0
            for index in (0..<32).reversed() {
                let difference = Int(Self.n[index]) - Int(s[index]) - borrow
                borrow = difference < 0 ? 1 : 0
                s[index] = UInt8(truncatingIfNeeded: difference)
            }
            $0.signatureBytes.replaceSubrange(32..., with: s)
        },
        .parameters(
            "the order of new clients",
            "accepted",
            #";created=1900000000;expires=1900000015;alg="ecdsa-p256-sha256""#
        ),
        .parameters(
            "everything that the RFC knows",
            "accepted",
            #";alg="ecdsa-p256-sha256";created=1900000000;keyid="k";nonce="n";tag="t""#
        ),
        .component("a member of a field", "accepted", #""content-type";bs"#, ":\(base64("application/json".utf8)):"),
        .component("a query parameter", "accepted", #""@query-param";name="a""#, "1%20x"),
        .signed("the parts of the target", "accepted") {
            $0.app.components = [Self.digest, .query, Self.token, .path, .authority, .method]
        },
        .signed("the request target and the host", "accepted") {
            $0.app.components = [.authority, .requestTarget, .method, Self.token, Self.digest]
        },
        .signed("no expiry", "accepted") { $0.app.lifetime = nil },
        .signed("SHA-512", "accepted") { $0.app.digest = .sha512 },
        .digest("two digests", "accepted", "\(Self.right), \(Self.right512)"),
        .digest("a digest that nobody knows", "accepted", "\(Self.right), x=:AAAA:"),
        .signed("no digest", "accepted") { $0.app.digest = nil },
        .signed("a body of the greatest length", "accepted") { $0.signing.maximumBodyLength = SignedScene.body.count },
        .signed("no body where a digest of one is required", "accepted") {
            $0.signing.bodyDigest = .required
            $0.body = nil
            $0.request.headerFields[.contentLength] = nil
        },
        .signed("an empty body where a digest of one is required", "accepted") {
            $0.signing.bodyDigest = .required
            $0.app.digest = nil
            $0.body = []
            $0.request.headerFields[.contentLength] = "0"
        },
        .signed("what the policy adds", "accepted") { $0.signing.requiredComponents = [.field(.authorization)] },
    ]

    @Test("What does not matter is accepted", arguments: harmless)
    func accepted(alteration: Alteration) throws {
        var scene = try SignedScene()
        try alteration.apply(&scene)
        #expect(scene.outcome == alteration.outcome)
    }
}
