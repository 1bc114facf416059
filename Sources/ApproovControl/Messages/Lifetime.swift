/// How long a signature is valid as the command line spells it: `15s`, `2m`, or a number of seconds.
package struct Lifetime: Sendable, CustomStringConvertible {
    let seconds: Int64

    /// Reads an argument; one below zero makes a signature that has expired before it was made.
    package init?(_ argument: String) {
        guard let match = argument.wholeMatch(of: /(-?[0-9]{1,9})(s|m)?/), let number = Int64(match.output.1) else {
            return nil
        }
        self.seconds = match.output.2 == "m" ? number * 60 : number
    }

    /// What Approov's SDK gives a signature.
    package static let standard = Lifetime(seconds: 15)

    /// The span in seconds, as it is read.
    package var description: String { "\(self.seconds)s" }

    private init(seconds: Int64) {
        self.seconds = seconds
    }
}
