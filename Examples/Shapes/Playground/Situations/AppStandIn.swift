import Approov
import ApproovTesting
import HTTPTypes

/// Plays the app, Approov's cloud, and whoever is between the app and its API.
struct AppStandIn: Sendable {
    /// How long tokens live here, in seconds: longer than Approov's five minutes, so that there is time to paste them.
    private static let lifetime = OrdersRoute.lifetime

    private static let user = "Bearer user-access-token"
    private static let order = #"{"shape":"Circle","quantity":1}"#
    private static let largerOrder = #"{"shape":"Circle","quantity":1000}"#

    /// The published secret, in base64.
    let secret: String

    /// The host and the port that the requests are for.
    let authority: String

    /// A whole second, which is easier to read.
    private let now: NumericDate

    init(secret: String, authority: String, now: NumericDate) {
        self.secret = secret
        self.authority = authority
        self.now = NumericDate(secondsSinceEpoch: now.secondsSinceEpoch.rounded(.down))
    }

    /// Returns what is sent.
    ///
    /// - Parameter situation: What happens.
    /// - Returns: The requests, in their order.
    /// - Throws: An error if something cannot be signed.
    func requests(in situation: Situation) throws -> [SentRequest] {
        switch situation {
        case .valid: [self.shape(try self.token())]
        case .missing: [self.shape(nil)]
        case .expired: [self.shape(try self.oldToken())]
        case .forged: [self.shape(try self.forgedToken())]
        case .wrongKey: [self.shape(try self.token(.wrongKey))]
        case .bound: [self.form(try self.token(boundTo: Self.user), of: Self.user)]
        case .boundToSomeoneElse:
            [self.form(try self.token(boundTo: Self.user), of: "Bearer another-access-token")]
        case .failover: [self.form(try self.token(.failover), of: Self.user)]
        case .messageSigned: [SentRequest(try self.signedOrder(), body: Self.order)]
        case .bodyTampered: [try self.tamperedOrder()]
        case .replayed: try self.sentTwice()
        }
    }

    /// Returns a token of a kind.
    ///
    /// - Parameters:
    ///   - kind: What is right or wrong with it.
    ///   - value: What it is bound to, if anything.
    /// - Returns: The compact serialization.
    /// - Throws: An error if it cannot be signed.
    func token(_ kind: TestToken = .valid, boundTo value: String? = nil) throws -> String {
        let issuer = try self.issuer(secondsAhead: Self.lifetime - 300)
        return if let value { try issuer.token(kind, boundTo: value) } else { try issuer.token(kind) }
    }

    /// Returns a token that expired ten minutes ago.
    func oldToken() throws -> String {
        try self.issuer(secondsAhead: -900).token()
    }

    private func issuer(secondsAhead: Double = 0) throws -> TestIssuer {
        try TestIssuer(base64Secret: self.secret, now: self.now.advanced(bySeconds: secondsAhead))
    }

    /// Returns an old token with the claims of a fresh one.
    func forgedToken() throws -> String {
        let claims = try self.token().split(separator: ".").prefix(2)
        let signature = try self.oldToken().split(separator: ".").suffix(1)
        return (claims + signature).joined(separator: ".")
    }

    private func shape(_ token: String?) -> SentRequest {
        SentRequest(self.request(.get, PlaygroundRoutes.shapes, token.map { [.approovToken: $0] } ?? [:]))
    }

    private func form(_ token: String, of user: String) -> SentRequest {
        SentRequest(self.request(.get, PlaygroundRoutes.forms, [.approovToken: token, .authorization: user]))
    }

    /// Returns the head of an order that the app has signed, with a key and a token of its own.
    private func signedOrder() throws -> HTTPRequest {
        let installation = TestInstallation()
        let token = try self.issuer(secondsAhead: Self.lifetime - 300).token(for: installation)
        var app = TestApp(attestedBy: try self.issuer(), installation: installation)
        app.lifetime = Int64(Self.lifetime)
        var request = self.request(
            .post,
            PlaygroundRoutes.orders,
            [.approovToken: token, .contentType: "application/json"]
        )
        try app.sign(&request, body: Array(Self.order.utf8))
        return request
    }

    private func tamperedOrder() throws -> SentRequest {
        var sent = SentRequest(try self.signedOrder(), body: Self.largerOrder)
        sent.remark = "Signed was \(Self.order)"
        return sent
    }

    private func sentTwice() throws -> [SentRequest] {
        var first = SentRequest(try self.signedOrder(), body: Self.order)
        first.title = "The app sends its order"
        var second = first
        second.title = "Somebody sends it again"
        return [first, second]
    }

    private func request(_ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields) -> HTTPRequest {
        HTTPRequest(method: method, scheme: "http", authority: self.authority, path: path, headerFields: fields)
    }
}
