#if Tools

import ArgumentParser

/// Where a request was sent to.
struct RequestOptions: ParsableArguments {
    @Option(help: .init("The URL as the app uses it, whatever a proxy makes of it.", valueName: "url"))
    var url: String

    @Option(help: .init("The method.", valueName: "method"))
    var method = "GET"
}

#endif
