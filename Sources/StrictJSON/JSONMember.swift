/// A member of an object: its name, and where its value stands.
package struct JSONMember: Sendable {
    package let name: JSONName
    package let value: JSONSlice
}
