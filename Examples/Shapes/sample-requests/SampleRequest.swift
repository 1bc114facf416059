import ApproovTesting

/// A request, what it shows, and the status that answers it.
struct SampleRequest {
    let title: String
    let status: Int
    let path: String
    let token: String?
    let credential: String?

    /// Makes the requests.
    ///
    /// - Parameters:
    ///   - issuer: Who issues the tokens. Its time is ahead, so that they live longer than usual.
    ///   - earlierIssuer: Who issues the token that has expired.
    /// - Returns: The requests, the good ones and the bad ones.
    /// - Throws: An error if a token cannot be signed.
    static func all(issuer: TestIssuer, earlierIssuer: TestIssuer) throws -> [SampleRequest] {
        let user = "Bearer user-access-token"
        let valid = try issuer.token()
        let bound = try issuer.token(boundTo: user)
        return [
            SampleRequest(title: "a valid token", status: 200, path: "/v2/shapes", token: valid, credential: nil),
            SampleRequest(title: "no token", status: 400, path: "/v2/shapes", token: nil, credential: nil),
            SampleRequest(
                title: "an expired token",
                status: 401,
                path: "/v2/shapes",
                token: try earlierIssuer.token(.expired),
                credential: nil
            ),
            SampleRequest(
                title: "a token bound to this user",
                status: 200,
                path: "/v2/forms",
                token: bound,
                credential: user
            ),
            SampleRequest(
                title: "a token bound to another user",
                status: 401,
                path: "/v2/forms",
                token: bound,
                credential: "Bearer another-access-token"
            ),
        ]
    }

    func text(base: String) -> String {
        var command = "curl -i \(base)\(self.path)"
        if let token = self.token { command += " -H 'Approov-Token: \(token)'" }
        if let credential = self.credential { command += " -H 'Authorization: \(credential)'" }
        return "# \(self.title): \(self.status)\n\(command)\n"
    }
}
