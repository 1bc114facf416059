package import Foundation

/// What a command can read beside its arguments.
package struct Surroundings: Sendable {
    /// How many bytes are read of anything.
    package static let maximumLength = 1 << 20

    /// The environment variables.
    package let environment: [String: String]

    /// The colours that the output may have.
    package let palette: Palette

    private let standardInput: FileHandle
    private let prompt: @Sendable (String) -> Void

    /// - Parameters:
    ///   - environment: The environment variables.
    ///   - standardInput: What standard input is.
    ///   - palette: The colours that the output may have.
    ///   - prompt: What to do with a line that says what standard input is expected to hold.
    package init(
        environment: [String: String],
        standardInput: FileHandle,
        palette: Palette = .none,
        prompt: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.environment = environment
        self.standardInput = standardInput
        self.palette = palette
        self.prompt = prompt
    }

    /// Refuses to read two things from standard input.
    package static func requireOneStandardInput(_ sources: [InputSource]) throws(ControlFault) {
        guard sources.count(where: { $0 == .standardInput }) <= 1 else {
            throw .misuse("Only one thing can be read from standard input.")
        }
    }

    /// Returns a text, without the line end at its end if there is one.
    ///
    /// - Parameters:
    ///   - source: Where it comes from.
    ///   - content: What it is, for the person at a terminal.
    /// - Returns: The text.
    /// - Throws: ``ControlFault`` if it is missing, too long, or not UTF-8.
    package func text(of source: InputSource, _ content: String) throws(ControlFault) -> String {
        if case .variable(let name) = source {
            guard let value = self.environment[name] else {
                throw .configuration(name, "There is no such environment variable.")
            }
            return Self.removingLineEnd(value)
        }
        let bytes = try self.bytes(of: source, content)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .configuration(source.name, "It is not UTF-8 text.")
        }
        return Self.removingLineEnd(text)
    }

    /// Returns the bytes of a file, of standard input or of a variable.
    package func bytes(of source: InputSource, _ content: String) throws(ControlFault) -> [UInt8] {
        if case .variable = source { return Array(try self.text(of: source, content).utf8) }
        var bytes: [UInt8] = []
        try self.pieces(of: source, content) { piece throws(ControlFault) in
            bytes += piece
            guard bytes.count <= Self.maximumLength else {
                throw .configuration(source.name, "It has more than \(Self.maximumLength) bytes.")
            }
        }
        return bytes
    }

    /// Takes the bytes of a file or of standard input piece by piece, however many they are; of a variable, in one piece.
    func pieces(
        of source: InputSource,
        _ content: String,
        _ take: (ArraySlice<UInt8>) throws(ControlFault) -> Void
    ) throws(ControlFault) {
        switch source {
        case .variable:
            try take(Array(try self.text(of: source, content).utf8)[...])
        case .standardInput:
            self.prompt("Reading \(content) from standard input.")
            try Self.read(self.standardInput, of: source, take)
        case .file(let path):
            guard let file = FileHandle(forReadingAtPath: path) else {
                let exists = FileManager.default.fileExists(atPath: path)
                throw .configuration(source.name, exists ? "It cannot be read." : "There is no such file.")
            }
            defer { try? file.close() }
            try Self.read(file, of: source, take)
        }
    }

    /// Reads to the end, which a person at a terminal says once.
    private static func read(
        _ file: FileHandle,
        of source: InputSource,
        _ take: (ArraySlice<UInt8>) throws(ControlFault) -> Void
    ) throws(ControlFault) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { chunk in
                unsafe Foundation.read(file.fileDescriptor, chunk.baseAddress, chunk.count)
            }
            if count == 0 { return }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .configuration(source.name, "It cannot be read.")
            }
            try take(chunk.prefix(count))
        }
    }

    /// A line end is LF or CRLF, which Swift counts as one character.
    private static func removingLineEnd(_ text: String) -> String {
        text.last == "\n" || text.last == "\r\n" ? String(text.dropLast()) : text
    }
}
