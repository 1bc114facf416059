import HTTPMessageSignatures
import HTTPTypes
import Testing

/// Returns the line of the signature base for one component, given as `Signature-Input` names it.
func baseLine(
    _ component: String,
    of request: HTTPRequest,
    origin: MessageOrigin? = nil,
    structuredFields: StructuredFieldTypes = .standard
) throws -> String {
    var request = request
    request.signatureInput = "sig=(\(component))"
    request.signature = "sig=:AAAA:"
    let message = try SignedMessage(request, origin: origin, structuredFields: structuredFields)
    let lines = try message.signature(labelled: "sig").base().text.split(separator: "\n")
    try #require(lines.count == 2)
    #expect(lines[1] == "\"@signature-params\": (\(component))")
    return String(lines[0])
}
