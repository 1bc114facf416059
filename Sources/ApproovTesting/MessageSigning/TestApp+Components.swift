import Approov
import HTTPMessageSignatures
import HTTPTypes

extension TestApp {
    /// The fields that the SDK covers if the request has them, in its order.
    private static let optionalFields = [
        "approov-traceid", "approov-status", "authorization", "content-length", "content-type", "content-digest",
    ]

    /// Returns what the SDK covers of a request by default.
    func standardComponents(of request: HTTPRequest) -> [MessageComponent] {
        let fields = Self.optionalFields.compactMap { HTTPField.Name($0) }
            .filter { request.headerFields.contains($0) && $0 != self.tokenField }
        return [.method, .targetURI, .field(self.tokenField)] + fields.map { .field($0) }
    }
}
