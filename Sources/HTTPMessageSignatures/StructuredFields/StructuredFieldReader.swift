import RawStructuredFieldValues

/// Reads structured fields (RFC 9651) within limits, and refuses those in which a name occurs twice.
struct StructuredFieldReader: Sendable {
    let limits: SignatureLimits

    func dictionary(
        _ text: [UInt8],
        maximumCount: Int = .max
    ) throws(StructuredFieldFault) -> OrderedMap<String, ItemOrInnerList> {
        let census = try self.census(of: text)
        guard census.members <= maximumCount else { throw .limitExceeded }
        let members: OrderedMap<String, ItemOrInnerList>
        do {
            var parser = StructuredFieldValueParser(StructuredFieldBytes(text))
            members = try parser.parseDictionaryFieldValue()
        } catch {
            throw .malformed
        }
        guard members.isEmpty || members.count == census.members else { throw .duplicateName }
        try self.check(members.lazy.map(\.1), against: census)
        return members
    }

    func list(_ text: [UInt8]) throws(StructuredFieldFault) -> [ItemOrInnerList] {
        let census = try self.census(of: text)
        let members: [ItemOrInnerList]
        do {
            var parser = StructuredFieldValueParser(StructuredFieldBytes(text))
            members = try parser.parseListFieldValue()
        } catch {
            throw .malformed
        }
        try self.check(members, against: census)
        return members
    }

    func item(_ text: [UInt8]) throws(StructuredFieldFault) -> Item {
        let census = try self.census(of: text)
        let item: Item
        do {
            var parser = StructuredFieldValueParser(StructuredFieldBytes(text))
            item = try parser.parseItemFieldValue()
        } catch {
            throw .malformed
        }
        try self.check([.item(item)], against: census)
        return item
    }

    private func census(of text: [UInt8]) throws(StructuredFieldFault) -> StructuredFieldCensus {
        guard text.count <= self.limits.fieldLength else { throw .limitExceeded }
        let census = StructuredFieldCensus(of: text)
        guard census.members <= self.limits.names, census.parameters <= self.limits.names,
            census.items <= self.limits.items
        else { throw .limitExceeded }
        return census
    }

    private func check(
        _ members: some Sequence<ItemOrInnerList>,
        against census: StructuredFieldCensus
    ) throws(StructuredFieldFault) {
        guard census.parameters > 0 else { return }
        let parameters = members.reduce(0) { count, member in
            switch member {
            case .item(let item):
                count + item.rfc9651Parameters.count
            case .innerList(let list):
                list.bareInnerList.reduce(count + list.rfc9651Parameters.count) { $0 + $1.rfc9651Parameters.count }
            }
        }
        guard parameters == census.parameters else { throw .duplicateName }
    }
}
