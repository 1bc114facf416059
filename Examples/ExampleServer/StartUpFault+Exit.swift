public import ApproovSettings
public import ArgumentParser
import SystemPackage

extension StartUpFault {
    /// Writes the line to standard error, and returns what the program is to throw.
    ///
    /// - Parameter program: What the line begins with.
    /// - Returns: The exit status as an error.
    public func reported(by program: String) -> ExitCode {
        _ = try? FileDescriptor.standardError.writeAll("\(program): \(self)\n".utf8)
        return ExitCode(self.status.rawValue)
    }
}
