import HTTPTypes
import RawStructuredFieldValues

/// What the components of a request are, in the form in which they stand in a signature base.
///
/// Fields with members and the query are parsed when they are first asked for, and once: a signature may cover many members
/// of one field.
struct ComponentValues: Sendable {
    let limits: SignatureLimits

    private let request: HTTPRequest
    private let types: StructuredFieldTypes
    private let target: RequestTarget?

    /// The origin, unless the request target names another one.
    private let origin: MessageOrigin?

    private var dictionaries: [HTTPField.Name: OrderedMap<String, ItemOrInnerList>] = [:]
    private var queryParameters: QueryParameters?

    /// Creates the values of a request that was sent to an origin; `nil` takes the origin that the request names.
    init(request: HTTPRequest, origin: MessageOrigin?, types: StructuredFieldTypes, limits: SignatureLimits) {
        let target = RequestTarget(of: request)
        let origin = origin ?? MessageOrigin(of: request)
        self.limits = limits
        self.request = request
        self.types = types
        self.target = target
        self.origin = target?.origin == nil || target?.origin == origin ? origin : nil
    }

    /// Returns the value of a component.
    mutating func value(of component: MessageComponent) throws(SignatureRejection) -> [UInt8] {
        let value: [UInt8]? =
            switch component.kind {
            case .method: Array(self.request.method.rawValue.utf8)
            case .targetURI: self.targetURI
            case .authority: self.target.flatMap { _ in self.origin.map { Array($0.authority.utf8) } }
            case .scheme: self.target.flatMap { _ in self.origin.map { Array($0.scheme.utf8) } }
            case .requestTarget: self.target.map { Array($0.text.utf8) }
            case .path: self.pathTarget?.path.map { Array($0.utf8) }
            case .query: self.pathTarget.map { Array("?".utf8) + Array(($0.query ?? "").utf8) }
            case .queryParameter(let name): try self.queryParameter(name)
            case .field(let name, let form): try self.value(of: name, as: form, for: component)
            }
        guard let value else {
            throw SignatureRejection(.unavailableComponent, "The message has no single value for \(component.summary).")
        }
        return value
    }
}

extension ComponentValues {
    /// The request target, if it has a path and names no other origin.
    private var pathTarget: RequestTarget? {
        guard let target = self.target, target.path != nil else { return nil }
        return target.origin == nil || target.origin == self.origin ? target : nil
    }

    /// The target URI (RFC 9110 section 7.1).
    private var targetURI: [UInt8]? {
        guard let origin = self.origin, let target = self.target else { return nil }
        var text = Array(origin.scheme.utf8)
        text.append(contentsOf: "://".utf8)
        text.append(contentsOf: origin.authority.utf8)
        if let path = target.path { text.append(contentsOf: path.utf8) }
        if let query = target.query {
            text.append(UInt8(ascii: "?"))
            text.append(contentsOf: query.utf8)
        }
        return text
    }

    private mutating func queryParameter(_ name: String) throws(SignatureRejection) -> [UInt8]? {
        guard let query = self.pathTarget?.query?.utf8 else { return nil }
        guard query.count <= self.limits.fieldLength else {
            throw SignatureRejection(.limitExceeded, "The query has more than \(self.limits.fieldLength) bytes.")
        }
        let pairs = query.count { $0 == UInt8(ascii: "&") } + 1
        guard pairs <= self.limits.items else {
            throw SignatureRejection(.limitExceeded, "The query has more than \(self.limits.items) parameters.")
        }
        let parameters = self.queryParameters ?? QueryParameters(query: query)
        self.queryParameters = parameters
        return parameters[name].map { Array($0.utf8) }
    }
}

extension ComponentValues {
    private mutating func value(
        of name: HTTPField.Name,
        as form: FieldForm,
        for component: MessageComponent
    ) throws(SignatureRejection) -> [UInt8]? {
        do {
            switch form {
            case .combined:
                return self.combined(name)
            case .wrapped:
                return try self.wrapped(name)
            case .structured:
                return try self.rewritten(name)
            case .member(let key):
                return try self.members(of: name)?[key].map { try StructuredFieldWriter.member($0) }
            }
        } catch StructuredFieldFault.limitExceeded {
            throw SignatureRejection(
                .limitExceeded,
                "The field of \(component.summary) is too long or has too many names."
            )
        } catch {
            return nil
        }
    }

    /// `Host` travels as the authority of an `HTTPRequest`; another one beside it is a second value.
    private func combined(_ name: HTTPField.Name) -> [UInt8]? {
        let combined = self.request.headerFields.combinedBytes(of: name)
        guard name.canonicalName == "host", let authority = self.request.authority.map({ Array($0.utf8) }) else {
            return combined
        }
        return combined == nil || combined == authority ? authority : nil
    }

    private func wrapped(_ name: HTTPField.Name) throws -> [UInt8]? {
        guard let combined = self.combined(name) else { return nil }
        var lines = self.request.headerFields[fields: name].map(\.trimmedBytes)
        if lines.isEmpty { lines = [combined] }
        let items = lines.map { line in
            let bytes = RFC9651BareItem.undecodedByteSequence(ByteSequence.encode(line))
            return ItemOrInnerList.item(Item(bareItem: bytes, parameters: [:]))
        }
        return try StructuredFieldWriter.list(items)
    }

    private mutating func rewritten(_ name: HTTPField.Name) throws -> [UInt8]? {
        guard let type = self.types[name], let text = self.combined(name) else { return nil }
        let reader = StructuredFieldReader(limits: self.limits)
        return switch type {
        case .item: try StructuredFieldWriter.item(reader.item(text))
        case .list: try StructuredFieldWriter.list(reader.list(text))
        case .dictionary: try self.members(of: name).map { try StructuredFieldWriter.dictionary($0) }
        }
    }

    private mutating func members(of name: HTTPField.Name) throws -> OrderedMap<String, ItemOrInnerList>? {
        if let members = self.dictionaries[name] { return members }
        guard let text = self.combined(name) else { return nil }
        let members = try StructuredFieldReader(limits: self.limits).dictionary(text)
        self.dictionaries[name] = members
        return members
    }
}
