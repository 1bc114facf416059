// Protects what any framework serves that has, or can make, the types of swift-http-types.

import Approov
import HTTPTypes

// snippet.framework
/// What a framework has under one name or another: something that answers requests.
protocol Responder: Sendable {
    func respond(to request: HTTPRequest, from peerAddress: String?) async throws -> HTTPResponse
}
// snippet.end

// snippet.adapter
struct ApproovResponder<Next: Responder>: Responder {
    let verifier: ApproovVerifier
    let next: Next

    func respond(to request: HTTPRequest, from peerAddress: String?) async throws -> HTTPResponse {
        let evidence = RequestEvidence(request, peerAddress: peerAddress)
        let verdict = await self.verifier.assess(evidence, replays: nil)
        guard case .refused = verdict else {
            return try await Attestation.$current.withValue(verdict.attestation) {
                try await self.next.respond(to: request, from: peerAddress)
            }
        }
        return HTTPResponse(status: .unauthorized, headerFields: [.contentType: "application/json"])  // body: {}
    }
}
// snippet.end

// snippet.body
/// Judges a request whose body is there as a whole, and returns what is known of its sender.
func attestation(of request: HTTPRequest, body: [UInt8], by verifier: ApproovVerifier) throws(Rejection) -> Attestation
{
    let attestation = try verifier.verify(RequestEvidence(request))
    if var verification = attestation.bodyVerification {
        try verification.update(body)
        try verification.finish()
    }
    return attestation
}
// snippet.end

// snippet.fields
/// Makes fields of names and values, each occurrence by itself, as the frameworks on SwiftNIO have them.
func fields(_ headers: some Sequence<(name: String, value: String)>) -> HTTPFields {
    var fields = HTTPFields()
    for (name, value) in headers {
        if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
    }
    return fields
}
// snippet.end

// snippet.dictionary
/// Makes fields of the lists of values that a function in a cloud is called with.
func fields(_ headers: [String: [String]]) -> HTTPFields {
    fields(headers.flatMap { name, values in values.map { (name: name, value: $0) } })
}
// snippet.end

// snippet.metadata
/// Judges a call by its metadata alone, and hands on what the interceptor awaits.
func intercept<Answer>(
    metadata: HTTPFields,
    authority: String?,
    verifier: ApproovVerifier,
    refusal: any Error,
    next: () async throws -> Answer
) async throws -> Answer {
    let evidence = RequestEvidence(fields: metadata, authority: authority)
    let verdict = await verifier.assess(evidence, replays: nil)
    if case .refused = verdict { throw refusal }
    return try await Attestation.$current.withValue(verdict.attestation, operation: next)
}
// snippet.end
