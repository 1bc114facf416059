import RawStructuredFieldValues

/// Writes structured fields in the one form that RFC 9651 section 4.1 gives them.
enum StructuredFieldWriter {
    static func dictionary(_ members: OrderedMap<String, ItemOrInnerList>) throws -> [UInt8] {
        var serializer = StructuredFieldValueSerializer()
        return try serializer.writeDictionaryFieldValue(members)
    }

    static func list(_ members: [ItemOrInnerList]) throws -> [UInt8] {
        var serializer = StructuredFieldValueSerializer()
        return try serializer.writeListFieldValue(members)
    }

    static func item(_ item: Item) throws -> [UInt8] {
        var serializer = StructuredFieldValueSerializer()
        return try serializer.writeItemFieldValue(item)
    }

    /// Writes an item or an inner list with its parameters, as it stands in a list or behind the name of a member.
    static func member(_ member: ItemOrInnerList) throws -> [UInt8] {
        try self.list([member])
    }

    /// Writes parameters as they stand behind an item or an inner list.
    static func parameters(_ parameters: OrderedMap<String, RFC9651BareItem>) throws -> [UInt8] {
        let emptyList = ItemOrInnerList.innerList(InnerList(bareInnerList: [], parameters: parameters))
        return Array(try self.member(emptyList).dropFirst("()".utf8.count))
    }
}
