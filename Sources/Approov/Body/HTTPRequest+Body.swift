package import HTTPTypes

extension HTTPRequest {
    /// Whether the head says that a body follows (RFC 9112 section 6.3).
    package var announcesBody: Bool {
        self.announcedLength.map { $0 > 0 } ?? self.headerFields.contains(.transferEncoding)
    }

    /// How long the head says that the body is, if it does.
    var announcedLength: Int? { self.headerFields[.contentLength].flatMap { Int($0) } }
}
