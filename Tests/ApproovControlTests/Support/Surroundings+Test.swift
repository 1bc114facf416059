import ApproovControl
import Foundation

extension Surroundings {
    /// Surroundings with these environment variables and this standard input.
    static func test(_ environment: [String: String] = [:], input: String = "") -> Surroundings {
        let pipe = Pipe()
        pipe.fileHandleForWriting.write(Data(input.utf8))
        try? pipe.fileHandleForWriting.close()
        return Surroundings(environment: environment, standardInput: pipe.fileHandleForReading)
    }
}

extension Answer {
    /// The lines of the text.
    var lines: [Substring] { self.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }
}

/// Returns the fault that stops a command, if one does.
func fault(_ command: () throws(ControlFault) -> some Any) -> ControlFault? {
    do throws(ControlFault) {
        _ = try command()
        return nil
    } catch {
        return error
    }
}

/// A secret that is published, for development only.
let developmentSecret = "h+CX0tOzdAAR9l15bWAqvq7w9olk66daIH+Xk+IAHhVVHszjDzeGobzNnqyRze3lw/WVyWrc2gZfh3XXfBOmww=="
