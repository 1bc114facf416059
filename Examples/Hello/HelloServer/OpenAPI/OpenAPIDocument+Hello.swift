import Approov
import ApproovSettings
import ExampleServer

extension OpenAPIDocument {
    /// Describes a hello server.
    ///
    /// - Parameter policy: What it asks of requests, or `nil` if it serves everybody.
    /// - Returns: The document.
    /// - Throws: `StartUpFault` if it cannot be put together.
    static func hello(_ policy: VerificationPolicy?) throws(StartUpFault) -> OpenAPIDocument {
        var patches: [[UInt8]] = []
        if let policy {
            patches.append(PackageResources.token_json)
            if policy.binding != nil { patches.append(PackageResources.token_binding_json) }
            if policy.messageSigning != nil { patches.append(PackageResources.message_signing_json) }
        }
        return try OpenAPIDocument(PackageResources.openapi_json, patches: patches)
    }
}
