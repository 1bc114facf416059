import Foundation

/// A file with a variable in each line, such as `HTTP_PORT=8002`; blank lines and those that begin with `#` do not count.
///
/// Every other line must be understood: a setting that is passed over could be the one that switches a check on.
enum EnvironmentFile {
    /// Reads a file, or `.env` in the working folder if there is one.
    static func variables(in path: String?) throws(StartUpFault) -> [String: String] {
        if path == nil, !FileManager.default.fileExists(atPath: ".env") { return [:] }
        guard let contents = FileManager.default.contents(atPath: path ?? ".env") else {
            throw StartUpFault(variable: path == nil ? ".env" : "--env-file", "The file cannot be read.")
        }
        return try self.variables(in: Array(contents))
    }

    /// Reads the contents of a file, whose lines end with LF or CRLF.
    static func variables(in contents: [UInt8]) throws(StartUpFault) -> [String: String] {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = contents.starts(with: byteOrderMark) ? contents.dropFirst(3) : contents[...]
        var variables: [String: String] = [:]
        for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let line = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let assignment = line.hasPrefix("export ") ? String(line.dropFirst(7)) : line
            let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts[0].trimmingCharacters(in: .whitespaces)
            guard parts.count == 2, self.isName(name) else {
                throw StartUpFault(variable: ".env", "Line \(index + 1) is neither a comment nor NAME=value.")
            }
            guard variables.updateValue(String(parts[1]), forKey: name) == nil else {
                throw StartUpFault(variable: ".env", "Line \(index + 1) sets \(name) again.")
            }
        }
        return variables
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39 ~= first) else { return false }
        return text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || 0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
        }
    }
}
