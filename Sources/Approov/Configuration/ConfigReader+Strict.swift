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
        if let number = self.double(forKey: key) ?? self.int(forKey: key).map(Double.init) { return number }
        guard let text = self.string(forKey: key) else {
            guard !self.hasOtherValue(forKey: key) else { throw Self.notANumber(key) }
            return nil
        }
        guard let number = Double(text.trimmingASCIIWhitespace()) else { throw Self.notANumber(key) }
        return number
    }

    /// Returns the texts of a key, one of which may stand alone, or nothing if the key has no value.
    func texts(forKey key: ConfigKey) throws(ConfigurationError) -> [String]? {
        if let texts = self.stringArray(forKey: key) { return texts }
        return try self.text(forKey: key).map { [$0] }
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
        ConfigurationError(key: key.description, message: "This must be a number of seconds.")
    }
}

#endif
