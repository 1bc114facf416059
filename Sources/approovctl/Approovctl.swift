#if Tools

import ArgumentParser

/// Makes, checks and explains Approov tokens without a cloud account.
@main
struct Approovctl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approovctl",
        abstract: "Make, check and explain Approov tokens."
    )
}

#else

/// Built without the trait Tools, the program only says so.
@main
struct Approovctl {
    static func main() {
        print("Build approovctl with the trait Tools.")
    }
}

#endif
