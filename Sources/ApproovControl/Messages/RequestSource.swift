import HTTPMessageSignatures
import HTTPTypes

/// A request as the command line describes it.
package struct RequestSource: Sendable {
    /// The URL that the app uses.
    package var url: String

    /// The method.
    package var method: String

    /// Header fields on the command line.
    package var fields: [FieldArgument]

    /// Header fields in a file, which stand before the others.
    package var fieldsFile: InputSource?

    package init(url: String, method: String = "GET", fields: [FieldArgument] = [], fieldsFile: InputSource? = nil) {
        self.url = url
        self.method = method
        self.fields = fields
        self.fieldsFile = fieldsFile
    }

    var sources: [InputSource] { [self.fieldsFile].compactMap(\.self) }

    func request(in surroundings: Surroundings) throws(ControlFault) -> HTTPRequest {
        let url = try RequestURL(self.url, of: "--url")
        guard let method = HTTPRequest.Method(self.method), method != .connect else {
            throw .misuse("--method: That is not the method of a request for a URL.")
        }
        var fields = HTTPFields()
        if let fieldsFile { fields = try FieldsFile(fieldsFile).load(in: surroundings) }
        for argument in self.fields { fields.append(argument.field) }
        return HTTPRequest(
            method: method,
            scheme: url.origin.scheme,
            authority: url.origin.authority,
            path: url.target,
            headerFields: fields
        )
    }
}
