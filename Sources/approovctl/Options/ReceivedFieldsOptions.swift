#if Tools

import ApproovControl
import ArgumentParser

/// Where the header fields of a request are that has arrived.
struct ReceivedFieldsOptions: ParsableArguments {
    @Option(
        help: .init(
            "A file with the header fields as they arrived, one in a line; - for standard input.",
            valueName: "file"
        ),
        completion: .file()
    )
    var fieldsFile: String

    var source: InputSource { InputSource(path: self.fieldsFile) }
}

#endif
