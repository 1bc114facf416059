/// The first line of input: the keys to judge with.
struct JudgeConfiguration: Decodable {
    /// Rings of keys, by the names that cases choose them by; each key is the text of a JSON Web Key.
    let rings: [String: [String]]
}
