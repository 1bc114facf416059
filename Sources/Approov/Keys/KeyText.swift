/// The kinds of text that keys are kept in.
enum KeyText {
    case json, pem, secrets

    /// Tells the kind of a text without white space before it from its first characters, which no other kind has.
    init(of text: String) {
        self = text.hasPrefix("{") ? .json : text.hasPrefix("-----BEGIN") ? .pem : .secrets
    }
}
