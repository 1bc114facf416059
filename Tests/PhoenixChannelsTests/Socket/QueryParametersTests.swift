import PhoenixChannels
import Testing

@Suite("Parameters of a query")
struct QueryParametersTests {
    @Test(
        "They are decoded as forms are",
        arguments: [
            ("a=b", "b"), ("a=Bearer+x", "Bearer x"), ("a=Bearer%20x", "Bearer x"), ("a=1&a=2", "2"), ("a", ""),
            ("a=", ""),
            ("a=b=c", "b=c"), ("%61=b", "b"), ("a=%C3%A9%2B", "é+"), ("&&a=1&", "1"), ("A=1", nil), ("", nil),
            ("a[]=1", nil),
            ("=1", nil),
        ] as [(String, String?)]
    )
    func values(query: String, value: String?) throws {
        #expect(try #require(QueryParameters(query))["a"] == value)
    }

    @Test("What does not decode is refused", arguments: ["a=%", "a=%4", "a=%zz", "a=%FF", "%C3=1", "a=%ED%A0%80"])
    func faults(query: String) {
        #expect(QueryParameters(query) == nil)
    }

    @Test("There is a limit to their number", arguments: [(1000, true), (1001, false)])
    func limit(count: Int, isRead: Bool) {
        #expect((QueryParameters(Array(repeating: "a=1", count: count).joined(separator: "&")) != nil) == isRead)
    }

    @Test("They print nothing: there are credentials among them")
    func printing() throws {
        let parameters = try #require(QueryParameters("Authorization=Bearer+secret"))
        let info = ConnectInfo(parameters: parameters, uri: "/?Authorization=Bearer+secret")
        var dumped = ""
        dump(info, to: &dumped)
        dump(parameters, to: &dumped)
        #expect(!"\(parameters) \(info) \(dumped)".contains("secret"))
    }
}
