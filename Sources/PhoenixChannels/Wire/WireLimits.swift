/// How much of what a client sends is read.
enum WireLimits {
    /// How deeply arrays and objects may be nested.
    static let depth = 64

    /// The longest ref, topic and event in bytes, which is what binary frames have room for.
    static let nameBytes = 255
}
