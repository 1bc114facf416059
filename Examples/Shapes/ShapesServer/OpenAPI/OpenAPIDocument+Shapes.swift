import ApproovSettings
import ExampleServer

extension OpenAPIDocument {
    /// Describes the original API.
    static func originalShapes() throws(StartUpFault) -> OpenAPIDocument {
        try OpenAPIDocument(PackageResources.openapi_json)
    }

    /// Describes the protected API, as it is while both checks refuse.
    static func shapes() throws(StartUpFault) -> OpenAPIDocument {
        try OpenAPIDocument(PackageResources.openapi_json, patches: [PackageResources.protected_json])
    }
}
