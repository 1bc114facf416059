#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Payload {
    /// Takes a value of a type of your own.
    ///
    /// - Throws: `EncodingError` if it cannot be written as JSON.
    public init(encoding value: some Encodable) throws {
        try self.init(json: Array(JSONEncoder().encode(value)))
    }

    /// Returns the payload as a value of a type of your own.
    ///
    /// ```swift
    /// let message = try payload.decode(ChatMessage.self)
    /// ```
    ///
    /// - Throws: `DecodingError` if it is something else. What a handler throws ends its channel, so catch it where a client's
    ///   mistake should not.
    public func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(self.json ?? []))
    }
}
