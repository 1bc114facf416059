/// What a dashboard says of a key: never what it is made of.
struct KeyRow: Sendable, Hashable {
    let keyID: String?
    let algorithm: String

    /// Where the key comes from.
    let source: String

    /// How long the server has had it.
    let age: Duration

    /// How long it is until somebody looks whether it is still valid, if anybody does.
    let untilNextLook: Duration?

    /// How many looks in a row have failed.
    let failures: Int
}
