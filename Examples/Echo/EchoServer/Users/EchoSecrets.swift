/// What only this server knows: from it come the users' ids, the pepper of their passwords and the key of their tokens.
///
/// With other secrets all of them change.
struct EchoSecrets: Sendable {
    /// The bytes of `SECRET_KEY_BASE`.
    let keyBase: [UInt8]

    /// The bytes of `ENCRYPTION_SECRET`.
    let encryption: [UInt8]
}

extension EchoSecrets: CustomStringConvertible, CustomReflectable {
    var description: String { "EchoSecrets(…)" }

    var customMirror: Mirror { Mirror(self, children: []) }
}
