/// What there is under `/dashboard`.
enum DashboardPart: String, CaseIterable, Sendable {
    case root = ""
    case home
    case events
    case numbers
    case style = "dashboard.css"
    case script = "dashboard.js"
    case icon = "icon.svg"

    /// Returns the part at a path, which may end with a slash.
    init?(path: String) {
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
        guard segments.first == "dashboard", segments.count <= 2 else { return nil }
        self.init(rawValue: segments.count == 2 ? String(segments[1]) : "")
    }

    /// Where it is.
    var path: String { self == .root ? "/dashboard" : "/dashboard/\(self.rawValue)" }
}
