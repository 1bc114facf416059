/// A member of an object: its name, and where its value stands.
struct JSONMember: Sendable {
    let name: JSONName
    let value: JSONSlice
}
