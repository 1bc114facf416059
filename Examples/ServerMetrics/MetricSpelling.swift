/// The letters that Prometheus allows in names.
enum MetricSpelling {
    /// Returns a name with every other character replaced by a low line.
    static func name(_ text: String) -> String {
        var name = ""
        for character in text.unicodeScalars {
            switch character {
            case "0"..."9" where name.isEmpty: name += "_\(character)"
            case "a"..."z", "A"..."Z", "0"..."9", "_": name.unicodeScalars.append(character)
            default: name += "_"
            }
        }
        return name.isEmpty ? "_" : name
    }

    /// Returns a name of a dimension that Prometheus does not want for itself.
    static func dimension(_ text: String) -> String {
        let name = self.name(text)
        return name == "le" || name == "quantile" || name.hasPrefix("__") ? "of\(name)" : name
    }
}
