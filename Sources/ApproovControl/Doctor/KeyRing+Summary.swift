import Approov

extension KeyRing {
    /// How many keys there are, for which algorithms, and their identifiers: `2 keys: ES256 "1", ES256 "2"`.
    var summary: String {
        let shown = self.keys.prefix(8).map { key in
            key.algorithm.rawValue + (key.keyID.map { " \(KeyName.quoted($0))" } ?? "")
        }
        let rest = self.keys.count - shown.count
        let list = shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        return "\(self.keys.count) key\(self.keys.count == 1 ? "" : "s"): \(list)"
    }
}
