import HTTPMessageSignatures
import HTTPTypes
import Testing

@Suite("Query parameters")
struct QueryParameterTests {
    /// The requests of RFC 9421 section 2.2.8, and one with what it leaves open.
    private static let basic = "/path?param=value&foo=bar&baz=batman&qux="
    private static let encoded =
        "/parameters?var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace"
        + "&fa%C3%A7ade%22%3A%20=something"
    private static let odd = "/?a=1&a=2&=none&b&c=%zz%4&d==x&&e=%ff&f=%2B+*-._~&%67=g&h;i=j"

    private static func line(_ name: String, _ path: String) throws -> String {
        let request = HTTPRequest(method: .get, scheme: "https", authority: "www.example.com", path: path)
        return try baseLine("\"@query-param\";name=\"\(name)\"", of: request)
    }

    @Test(
        "Values are decoded and encoded anew",
        arguments: [
            (basic, "baz", "batman"), (basic, "qux", ""), (basic, "param", "value"), (basic, "foo", "bar"),
            (encoded, "var", "this%20is%20a%20big%0Amultiline%20value"), (encoded, "bar", "with%20plus%20whitespace"),
            (encoded, "fa%C3%A7ade%22%3A%20", "something"),
            (odd, "", "none"), (odd, "b", ""), (odd, "c", "%25zz%254"), (odd, "d", "%3Dx"), (odd, "f", "%2B%20*-._%7E"),
            (odd, "g", "g"), (odd, "h%3Bi", "j"),
        ]
    )
    func values(path: String, name: String, value: String) throws {
        #expect(try Self.line(name, path) == "\"@query-param\";name=\"\(name)\": \(value)")
    }

    @Test(
        "A parameter that is missing, ambiguous, not UTF-8 or named in another encoding is refused",
        arguments: [
            (basic, "x"), (odd, "a"), (odd, "e"), (encoded, "fa%c3%a7ade%22%3A%20"), (encoded, "façade"), ("/", "a"),
            ("*", "a"),
        ]
    )
    func unavailable(path: String, name: String) {
        let expected: SignatureRejection.Code = name == "façade" ? .malformedSignature : .unavailableComponent
        #expect(refusal { try Self.line(name, path) } == expected)
    }

    @Test(
        "Parameters of a query that has too many are not looked for",
        arguments: [(256, nil), (257, SignatureRejection.Code.limitExceeded)]
    )
    func tooMany(count: Int, expected: SignatureRejection.Code?) {
        let query = "a=1" + String(repeating: "&b", count: count - 1)
        #expect(refusal { try Self.line("a", "/?\(query)") } == expected)
    }

    @Test(
        "Parameters of a query that is too long are not looked for",
        arguments: [(8192, nil), (8193, SignatureRejection.Code.limitExceeded)]
    )
    func tooLong(length: Int, expected: SignatureRejection.Code?) {
        let query = "a=1&" + String(repeating: "b", count: length - 4)
        #expect(refusal { try Self.line("a", "/?\(query)") } == expected)
    }

    @Test("A component is made of the decoded name")
    func component() {
        #expect(
            MessageComponent.queryParameter("façade\": ").description == #""@query-param";name="fa%C3%A7ade%22%3A%20""#
        )
    }
}
