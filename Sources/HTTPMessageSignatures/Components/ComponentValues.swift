import HTTPTypes
import RawStructuredFieldValues

/// What the components of a request are, in the form in which they stand in a signature base.
struct ComponentValues: Sendable {
    let request: HTTPRequest
    let origin: MessageOrigin?
    let types: StructuredFieldTypes
    let limits: SignatureLimits

    /// Returns the value of a component: printable ASCII, spaces and tabs.
    func value(of component: MessageComponent) throws(SignatureRejection) -> [UInt8] {
        let value: [UInt8]? =
            switch component.kind {
            case .method: Array(self.request.method.rawValue.utf8)
            case .targetURI: self.targetURI.map { Array($0.utf8) }
            case .authority: self.effectiveOrigin.map { Array($0.authority.utf8) }
            case .scheme: self.effectiveOrigin.map { Array($0.scheme.utf8) }
            case .requestTarget: RequestTarget(of: self.request).map { Array($0.text.utf8) }
            case .path: self.pathTarget?.path.map { Array($0.utf8) }
            case .query: self.pathTarget.map { Array("?\($0.query ?? "")".utf8) }
            case .queryParameter(let name): self.queryParameter(name).map { Array($0.utf8) }
            case .field(let name, let form): try self.value(of: name, as: form, for: component)
            }
        guard let value else {
            throw SignatureRejection(.unavailableComponent, "The message has no single value for \(component).")
        }
        return try Self.checked(value, of: component)
    }

    /// Returns the value if a line of a signature base can hold it.
    static func checked(_ value: [UInt8], of component: MessageComponent) throws(SignatureRejection) -> [UInt8] {
        guard value.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) else {
            throw SignatureRejection(.unsafeValue, "The value of \(component) has characters other than ASCII text.")
        }
        return value
    }
}

extension ComponentValues {
    /// The origin, unless the request target names another one.
    private var effectiveOrigin: MessageOrigin? {
        guard let target = RequestTarget(of: self.request) else { return nil }
        guard let named = target.origin else { return self.origin }
        return named == self.origin ? named : nil
    }

    /// The request target, if it has a path and names no other origin.
    private var pathTarget: RequestTarget? {
        guard let target = RequestTarget(of: self.request), target.path != nil else { return nil }
        guard target.origin == nil || target.origin == self.origin else { return nil }
        return target
    }

    /// The target URI (RFC 9110 section 7.1).
    private var targetURI: String? {
        guard let origin = self.effectiveOrigin, let target = RequestTarget(of: self.request) else { return nil }
        return "\(origin.scheme)://\(origin.authority)\(target.path ?? "")\(target.query.map { "?\($0)" } ?? "")"
    }

    private func queryParameter(_ name: String) -> String? {
        self.pathTarget?.query.flatMap { QueryParameters(query: $0[...].utf8).value(of: name) }
    }
}

extension ComponentValues {
    private func value(
        of name: HTTPField.Name,
        as form: FieldForm,
        for component: MessageComponent
    ) throws(SignatureRejection) -> [UInt8]? {
        let lines = self.lines(of: name)
        guard !lines.isEmpty else { return nil }
        let combined = Array(lines.joined(separator: name == .cookie ? "; ".utf8 : ", ".utf8))
        do {
            switch form {
            case .combined:
                return combined
            case .wrapped:
                let wrapped = lines.map { line in
                    let bytes = RFC9651BareItem.undecodedByteSequence(ByteSequence.encode(line))
                    return ItemOrInnerList.item(Item(bareItem: bytes, parameters: [:]))
                }
                return try StructuredFieldWriter.list(wrapped)
            case .structured:
                return try self.rewritten(combined, as: self.types[name])
            case .member(let key):
                let members = try StructuredFieldReader(limits: self.limits).dictionary(combined)
                return try members[key].map { try StructuredFieldWriter.member($0) }
            }
        } catch StructuredFieldFault.limitExceeded {
            throw SignatureRejection(.limitExceeded, "The field of \(component) is too long or has too many names.")
        } catch {
            return nil
        }
    }

    private func rewritten(_ text: [UInt8], as type: StructuredFieldTypes.FieldType?) throws -> [UInt8]? {
        let reader = StructuredFieldReader(limits: self.limits)
        return switch type {
        case .item: try StructuredFieldWriter.item(reader.item(text))
        case .list: try StructuredFieldWriter.list(reader.list(text))
        case .dictionary: try StructuredFieldWriter.dictionary(reader.dictionary(text))
        case nil: nil
        }
    }

    /// The values of a field's lines, trimmed.
    ///
    /// `Host` travels as the authority of an `HTTPRequest`.
    private func lines(of name: HTTPField.Name) -> [[UInt8]] {
        if name.canonicalName == "host", !self.request.headerFields.contains(name) {
            return self.request.authority.map { [Array($0.utf8)] } ?? []
        }
        return self.request.headerFields[fields: name].map(\.trimmedBytes)
    }
}
