import Foundation

/// Files that only their owner may read.
enum ProtectedFile {
    private static let ownerOnly: mode_t = 0o600

    /// Creates a file with this content, and refuses if there is one.
    static func create(_ path: String, holding text: String) throws(ControlFault) {
        let file = try self.createEmpty(path, else: "There is such a file already; it is left as it is.")
        do {
            try self.write(text, to: file)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw .configuration(path, "It cannot be written.")
        }
    }

    /// Replaces the content of a file, or creates it, by what the closure makes of the old content.
    ///
    /// The new content is written to a file beside the old one, which is then put in its place: whoever reads meanwhile finds
    /// the one or the other. That file is also the lock that keeps two writers apart. Nobody but the owner may read the result,
    /// whoever could read the old content.
    static func update<Value>(
        _ path: String,
        _ change: (_ exists: Bool) throws(ControlFault) -> (text: String, value: Value)
    ) throws(ControlFault) -> Value {
        let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
        let target = isLink ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : path
        guard !isLink || FileManager.default.fileExists(atPath: target) else {
            throw .configuration(path, "It is a link to nothing.")
        }
        let beside = target + ".lock"
        let file = try self.createEmpty(
            beside,
            else: "There is such a file, so another command writes the set now, or was interrupted; then remove it."
        )
        do throws(ControlFault) {
            let (text, value) = try change(FileManager.default.fileExists(atPath: target))
            do {
                try self.write(text, to: file)
                guard unsafe rename(beside, target) == 0 else { throw CocoaError(.fileWriteUnknown) }
            } catch {
                throw .configuration(path, "It cannot be written.")
            }
            return value
        } catch {
            try? FileManager.default.removeItem(atPath: beside)
            throw error
        }
    }

    private static func createEmpty(_ path: String, else message: String) throws(ControlFault) -> FileHandle {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, self.ownerOnly)
        guard descriptor >= 0 else {
            throw .configuration(path, errno == EEXIST ? message : "It cannot be created.")
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private static func write(_ text: String, to file: FileHandle) throws {
        try file.write(contentsOf: Data(text.utf8))
        try file.synchronize()
        try file.close()
    }
}
