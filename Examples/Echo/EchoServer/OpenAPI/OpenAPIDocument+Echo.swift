import ApproovSettings
import ExampleServer

extension OpenAPIDocument {
    /// Describes an Echo server that asks for so much.
    static func echo(_ protection: Protection) throws(StartUpFault) -> OpenAPIDocument {
        let patches: [[UInt8]] =
            switch protection {
            case .unprotected: []
            case .token: [PackageResources.token_json]
            case .tokenBinding: [PackageResources.token_json, PackageResources.token_binding_json]
            }
        return try OpenAPIDocument(PackageResources.openapi_json, patches: patches)
    }
}
