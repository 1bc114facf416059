/// Words of a command line for a POSIX shell.
enum ShellWord {
    /// Returns a word that the shell takes for exactly this text: within single quotes, nothing means anything but their end.
    static func quoting(_ text: String) -> String {
        "'\(text.replacing("'", with: #"'\''"#))'"
    }
}
