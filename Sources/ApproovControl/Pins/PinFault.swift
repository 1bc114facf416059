/// A certificate or a public key that cannot be read.
struct PinFault: Error {
    let label: String

    init(_ label: String) {
        self.label = label
    }
}
