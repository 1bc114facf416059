import PhoenixChannels

extension RequestFields {
    /// Reads a query, or a body that is encoded like one (`application/x-www-form-urlencoded`).
    ///
    /// - Throws: ``MalformedInput`` if a percent sign is not followed by two digits, or if something is not UTF-8.
    init(form: String) throws(MalformedInput) {
        guard let parameters = QueryParameters(form) else { throw MalformedInput() }
        for name in Name.allCases {
            if let value = parameters[name.rawValue] { self.set(name, to: value) }
        }
    }
}
