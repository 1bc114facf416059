import Approov
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
    /// - Parameter secret: The secret in base64 with which the tokens are signed. They are valid for an hour, not for the usual
    ///   five minutes, because the issuer's time is ahead.
    /// - Returns: The requests, the good ones and the bad ones.
    /// - Throws: An error if a token cannot be signed.
    static func all(secret: String) throws -> [SampleRequest] {
        let issuer = try TestIssuer(base64Secret: secret, now: .now.advanced(bySeconds: 55 * 60))
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
                token: try TestIssuer(base64Secret: secret).token(.expired),
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
