#if Hummingbird

public import Approov
public import HTTPTypes
public import HummingbirdTesting
public import NIOCore

extension TestClientProtocol {
    /// Executes a request that carries a token, and checks the answer.
    ///
    /// ```swift
    /// let issuer = try TestIssuer()
    /// try await application.test(.router) { client in
    ///     try await client.execute(uri: "/v1/shapes", method: .get, attestedBy: issuer.token()) { response in
    ///         #expect(response.status == .ok)
    ///     }
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - uri: The path and query.
    ///   - method: The method.
    ///   - headers: The other header fields.
    ///   - body: The body, if there is one.
    ///   - token: The token, for example from `TestIssuer`.
    ///   - field: The field that carries it.
    ///   - check: What is to be checked of the response.
    /// - Returns: What the check returns.
    /// - Throws: What the client or the check throws.
    @discardableResult
    public func execute<Result>(
        uri: String,
        method: HTTPRequest.Method,
        headers: HTTPFields = [:],
        body: ByteBuffer? = nil,
        attestedBy token: String,
        in field: HTTPField.Name = .approovToken,
        check: @escaping @Sendable @concurrent (TestResponse) async throws -> Result = { $0 }
    ) async throws -> Result {
        var headers = headers
        headers.append(HTTPField(name: field, value: token))
        return try await self.execute(uri: uri, method: method, headers: headers, body: body, testCallback: check)
    }
}

#else

/// Executes requests that carry a token.
@available(*, unavailable, message: "Add the trait 'Hummingbird' to the dependency on swift-approov.")
public protocol TestClientProtocol {}

#endif
