import WebPages

/// What the pages need, made once.
enum PlaygroundFiles {
    /// The files by their paths.
    static let answers: [String: PageAnswer] = [
        "/playground/style.css": .style(PackageResources.style_css),
        "/playground/icon.svg": .icon(PackageResources.icon_svg),
        "/playground/copy.js": .script(PackageResources.copy_js),
        "/playground/requests.js": .script(PackageResources.requests_js),
        "/playground/echo.js": .script(PackageResources.echo_js),
    ]
}
