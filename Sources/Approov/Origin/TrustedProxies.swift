import HTTPTypes

/// The proxies that are believed what they say of the origin of a request, and where they say it.
///
/// ```swift
/// let proxies = try TrustedProxies(["10.0.0.0/8"], writing: [.xForwardedProto, .xForwardedHost])
/// ```
///
/// Name only fields that your proxy sets, or removes, in *every* request: one that it merely hands on is written by the caller,
/// who could then pass off a request to one host as a request to another. A field must not be there twice or have two values,
/// so behind a chain of proxies either let the last one set them anew or configure a fixed origin. What a missing field would say is
/// taken from the request.
public struct TrustedProxies: Sendable {
    private let ranges: [AddressRange]
    private let fields: Set<ForwardedField>

    /// Makes a list of proxies.
    ///
    /// - Parameters:
    ///   - addresses: IPv4 and IPv6 addresses, or ranges of them in CIDR notation.
    ///   - fields: The fields that all of them write.
    /// - Throws: ``PolicyError`` if an address is none, or there are no addresses or no fields.
    public init(_ addresses: [String], writing fields: Set<ForwardedField>) throws(PolicyError) {
        guard !addresses.isEmpty, !fields.isEmpty else {
            throw PolicyError("Trusted proxies need addresses, and the fields that they write.")
        }
        var ranges: [AddressRange] = []
        for address in addresses {
            guard let range = AddressRange(address) else {
                throw PolicyError("A trusted proxy is an IP address or a range such as 10.0.0.0/8.")
            }
            ranges.append(range)
        }
        self.ranges = ranges
        self.fields = fields
    }

    /// Returns the origin of a request, or nothing if it does not come from a trusted proxy.
    func origin(of request: HTTPRequest, from peerAddress: String?) throws(Rejection) -> PublicOrigin? {
        guard let peer = peerAddress.flatMap(IPAddress.init), self.ranges.contains(where: { $0.contains(peer) }) else {
            return nil
        }
        let element = try self.value(.forwarded, of: request).map { ForwardedElement($0) }
        if case .some(nil) = element { throw Self.rejection("The proxy's field Forwarded is malformed.") }
        let forwarded = element.flatMap(\.self)
        let scheme = try self.value(.xForwardedProto, of: request) ?? forwarded?["proto"] ?? request.scheme
        let authority = try self.value(.xForwardedHost, of: request) ?? forwarded?["host"] ?? request.authority
        let pathPrefix = try self.value(.xForwardedPrefix, of: request) ?? ""
        guard let scheme, let authority,
            let origin = try? PublicOrigin(scheme: scheme, authority: authority, pathPrefix: pathPrefix)
        else { throw Self.rejection("The proxy's fields name no origin.") }
        return origin
    }

    /// Returns the value of a field, if proxies write it and it is there.
    private func value(_ field: ForwardedField, of request: HTTPRequest) throws(Rejection) -> String? {
        guard self.fields.contains(field), let name = HTTPField.Name(field.rawValue) else { return nil }
        let values = request.headerFields[values: name]
        guard let value = values.first else { return nil }
        guard values.count == 1, !value.utf8.contains(UInt8(ascii: ",")) else {
            throw Rejection(
                .duplicateHeader,
                check: .messageSignature,
                message: "The proxy's field \(field.rawValue) has more than one value."
            )
        }
        return value
    }

    private static func rejection(_ message: String) -> Rejection {
        Rejection(.messageSignatureInvalid, check: .messageSignature, message: message)
    }
}
