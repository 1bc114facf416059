import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Fields as components")
struct FieldTests {
    /// The fields of the examples of RFC 9421 section 2.1.
    private static let request: HTTPRequest = {
        var request = HTTPRequest(method: .get, scheme: "https", authority: "www.Example.com", path: "/")
        let fields: [(String, String)] = [
            ("Date", "Tue, 20 Apr 2021 02:07:56 GMT"), ("X-OWS-Header", "  Leading and trailing whitespace.\t "),
            ("Cache-Control", "max-age=60"), ("Cache-Control", "   must-revalidate"), ("X-Empty", ""),
            ("Example-Dict", "  a=1,    b=2;x=1;y=2,   c=(a   b   c), d"), ("Example-List", "a,   (b  c);q=1.50"),
            ("Example-Header", "value, with, lots"), ("Example-Header", "of, commas"), ("Priority", "u=1,i"),
            ("X-Twice", "a=1"), ("X-Twice", "a=2"),
        ]
        for (name, value) in fields {
            guard let name = HTTPField.Name(name) else { continue }
            request.headerFields.append(HTTPField(name: name, value: value))
        }
        return request
    }()

    private static let types: StructuredFieldTypes = {
        var types = StructuredFieldTypes.standard
        for (name, type) in [("example-dict", StructuredFieldTypes.FieldType.dictionary), ("example-list", .list)] {
            guard let name = HTTPField.Name(name) else { continue }
            types[name] = type
        }
        return types
    }()

    @Test(
        "Values stand in the base as RFC 9421 says",
        arguments: [
            ("\"date\"", "Tue, 20 Apr 2021 02:07:56 GMT"),
            ("\"x-ows-header\"", "Leading and trailing whitespace."),
            ("\"cache-control\"", "max-age=60, must-revalidate"),
            ("\"x-empty\"", ""),
            ("\"host\"", "www.Example.com"),
            ("\"example-dict\"", "a=1,    b=2;x=1;y=2,   c=(a   b   c), d"),
            ("\"example-dict\";sf", "a=1, b=2;x=1;y=2, c=(a b c), d"),
            ("\"example-list\";sf", "a, (b c);q=1.5"),
            ("\"priority\";sf", "u=1, i"),
            ("\"example-dict\";key=\"a\"", "1"),
            ("\"example-dict\";key=\"b\"", "2;x=1;y=2"),
            ("\"example-dict\";key=\"c\"", "(a b c)"),
            ("\"example-dict\";key=\"d\"", "?1"),
            ("\"example-dict\";sf;key=\"a\"", "1"),
            ("\"example-header\"", "value, with, lots, of, commas"),
            ("\"example-header\";bs", ":dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:"),
            ("\"x-empty\";bs", "::"),
        ]
    )
    func values(component: String, value: String) throws {
        #expect(try baseLine(component, of: Self.request, structuredFields: Self.types) == "\(component): \(value)")
    }

    @Test(
        "A field without a single meaning has no value",
        arguments: [
            "\"x-missing\"", "\"x-missing\";bs", "\"x-missing\";sf", "\"date\";sf", "\"x-twice\";key=\"a\"",
            "\"date\";key=\"a\"",
            "\"example-dict\";key=\"e\"",
        ]
    )
    func unavailable(component: String) {
        #expect(
            refusal { try baseLine(component, of: Self.request, structuredFields: Self.types) } == .unavailableComponent
        )
    }

    @Test("A second host is no host")
    func hosts() throws {
        let name = try #require(HTTPField.Name("Host"))
        var request = Self.request
        request.headerFields[name] = request.authority
        #expect(try baseLine("\"host\"", of: request) == "\"host\": www.Example.com")
        for others in [["evil.example"], ["www.Example.com", "www.Example.com"], [""]] {
            request.headerFields[values: name] = others
            #expect(refusal { try baseLine("\"host\"", of: request) } == .unavailableComponent)
            #expect(refusal { try baseLine("\"host\";bs", of: request) } == .unavailableComponent, "\(others)")
        }
    }

    @Test("What the sender has written into a component is not repeated", arguments: ["x-missing", "priority"])
    func silent(name: String) {
        let secret = "approov.outcome=accepted"
        for component in ["\"\(name)\";key=\"\(secret)\"", "\"@query-param\";name=\"\(secret)\""] {
            #expect(throws: SignatureRejection.self) {
                do {
                    _ = try baseLine(component, of: Self.request)
                } catch {
                    #expect(!"\(error)".contains(secret))
                    throw error
                }
            }
        }
    }

    @Test("Bytes that no line can hold are covered as wrapped bytes only")
    func notASCII() throws {
        var request = Self.request
        request.headerFields[fields: .cookie] = [HTTPField(name: .cookie, value: [0x61, 0xFF])]
        #expect(refusal { try baseLine("\"cookie\"", of: request) } == .unsafeValue)
        #expect(try baseLine("\"cookie\";bs", of: request) == "\"cookie\";bs: :Yf8=:")
    }

    @Test("A structured field is read within the limits")
    func tooLong() {
        var request = Self.request
        request.headerFields[.contentDigest] = "a=\"\(String(repeating: "x", count: 8192))\""
        #expect(refusal { try baseLine("\"content-digest\";sf", of: request) } == .limitExceeded)
        #expect(refusal { try baseLine("\"content-digest\";key=\"a\"", of: request) } == .limitExceeded)
    }

    @Test("Many members of one field, and of the query, are covered as each alone")
    func manyMembers() throws {
        var request = Self.request
        let keys = (0..<15).map { "k\($0)" }
        request.headerFields[.contentDigest] = keys.map { "\($0)=1;x" }.joined(separator: ",")
        request.path = "/?" + keys.map { "\($0)=v" }.joined(separator: "&")
        let members = keys.map { "\"content-digest\";key=\"\($0)\"" }
        let parameters = keys.map { "\"@query-param\";name=\"\($0)\"" }
        request.signatureInput = "sig=(\((members + parameters).joined(separator: " ")))"
        request.signature = "sig=:AAAA:"
        let lines = try SignedMessage(request).signature(labelled: "sig").base().lines.dropLast()
        #expect(lines.map(\.identifier) == members + parameters)
        #expect(lines.map(\.value) == keys.map { _ in "1;x" } + keys.map { _ in "v" })
    }
}
