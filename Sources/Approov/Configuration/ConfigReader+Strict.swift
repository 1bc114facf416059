#if Configuration

import Configuration

/// Reading in which no value is passed over.
///
/// A ``ConfigReader`` answers `nil` both for a key without a value and for one whose value is of another type than the one
/// asked for; a default would then take the place of what somebody has configured.
extension ConfigReader {
    /// Returns the text of a key, or nothing if the key has no value.
    func text(forKey key: ConfigKey, isSecret: Bool = false) throws(ConfigurationError) -> String? {
        if let text = self.string(forKey: key, isSecret: isSecret) { return text }
        guard !self.hasOtherValue(forKey: key, isSecret: isSecret) else {
            throw ConfigurationError(key: key.description, message: "This must be a text.")
        }
        return nil
    }

    /// Returns the number of a key, however the provider holds it, or nothing if the key has no value.
    func number(forKey key: ConfigKey) throws(ConfigurationError) -> Double? {
        guard let text = self.string(forKey: key) else {
            if let number = self.double(forKey: key) ?? self.int(forKey: key).map(Double.init) { return number }
            guard !self.hasOtherValue(forKey: key) else { throw Self.notANumber(key) }
            return nil
        }
        let digits = text.trimmingASCIIWhitespace()
        // Swift also reads hexadecimal numbers, infinity and worse.
        guard digits.utf8.allSatisfy({ "0123456789.-".utf8.contains($0) }), let number = Double(digits) else {
            throw Self.notANumber(key)
        }
        return number
    }

    /// Returns the texts of a key, one of which may stand alone, or nothing if the key has no value.
    func texts(forKey key: ConfigKey, isSecret: Bool = false) throws(ConfigurationError) -> [String]? {
        if let texts = self.stringArray(forKey: key, isSecret: isSecret) { return texts }
        return try self.text(forKey: key, isSecret: isSecret).map { [$0] }
    }

    /// Returns one of these words, in any letter case, or nothing if the key has no value.
    func word<Word: RawRepresentable<String>>(
        forKey key: ConfigKey,
        among words: [Word]
    ) throws(ConfigurationError) -> Word? {
        guard let text = try self.text(forKey: key) else { return nil }
        return try Self.word(text, forKey: key, among: words)
    }

    private static func word<Word: RawRepresentable<String>>(
        _ text: String,
        forKey key: ConfigKey,
        among words: [Word]
    ) throws(ConfigurationError) -> Word {
        guard let word = words.first(where: { $0.rawValue == text.trimmingASCIIWhitespace().lowercased() }) else {
            let choices = words.map(\.rawValue).joined(separator: ", ")
            throw ConfigurationError(key: key.description, message: "This must be one of: \(choices).")
        }
        return word
    }

    /// Returns a text that must not be empty and has no white space but around it.
    func singleWord(forKey key: ConfigKey) throws(ConfigurationError) -> String? {
        guard let text = try self.text(forKey: key)?.trimmingASCIIWhitespace() else { return nil }
        guard !text.isEmpty, !text.utf8.contains(where: { $0 <= 0x20 }) else {
            throw ConfigurationError(key: key.description, message: "This must be one word.")
        }
        return text
    }

    /// Returns the words of a key, which white space and commas separate.
    func words(forKey key: ConfigKey, isSecret: Bool = false) throws(ConfigurationError) -> [String] {
        let texts = try self.texts(forKey: key, isSecret: isSecret) ?? []
        return texts.flatMap { $0.split { ", \t".contains($0) } }.map(String.init)
    }

    /// Returns the words of a key, each of which is one of these.
    func words<Word: RawRepresentable<String>>(
        forKey key: ConfigKey,
        among choices: [Word]
    ) throws(ConfigurationError) -> [Word] {
        try self.words(forKey: key).map { text throws(ConfigurationError) in
            try Self.word(text, forKey: key, among: choices)
        }
    }

    /// Returns the number of a key, which is zero or more, or nothing if the key has no value.
    func wholeNumber(forKey key: ConfigKey) throws(ConfigurationError) -> Int? {
        guard let number = try self.number(forKey: key) else { return nil }
        guard number >= 0, let wholeNumber = Int(exactly: number) else {
            throw ConfigurationError(key: key.description, message: "This must be a whole number.")
        }
        return wholeNumber
    }

    private func hasOtherValue(forKey key: ConfigKey, isSecret: Bool = false) -> Bool {
        self.int(forKey: key, isSecret: isSecret) != nil || self.double(forKey: key, isSecret: isSecret) != nil
            || self.bool(forKey: key, isSecret: isSecret) != nil || self.bytes(forKey: key, isSecret: isSecret) != nil
            || self.stringArray(forKey: key, isSecret: isSecret) != nil
            || self.intArray(forKey: key, isSecret: isSecret) != nil
            || self.doubleArray(forKey: key, isSecret: isSecret) != nil
            || self.boolArray(forKey: key, isSecret: isSecret) != nil
            || self.byteChunkArray(forKey: key, isSecret: isSecret) != nil
    }

    private static func notANumber(_ key: ConfigKey) -> ConfigurationError {
        ConfigurationError(key: key.description, message: "This must be a number.")
    }
}

#endif
