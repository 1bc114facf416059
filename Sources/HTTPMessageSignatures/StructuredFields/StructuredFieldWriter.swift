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
}
