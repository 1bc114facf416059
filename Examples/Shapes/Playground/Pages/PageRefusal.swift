import ExampleServer
import HTTPTypes
import Hummingbird
import WebPages

/// Why the playground does not answer.
enum PageRefusal {
    case otherSite, tooManyRequests

    private static let template = PageTemplate(PackageResources.refusal_html)

    /// Returns a page for who looks at one, and an empty object for everybody else.
    func response(to request: Request, isPage: Bool, context: some RequestContext) -> Response {
        var response =
            if isPage {
                PageAnswer.page(
                    Self.template.filled(["title": self.title, "text": self.text]),
                    status: self.status
                )
                .response(from: request, context: context)
            } else {
                JSONAnswer(self.status).response(from: request, context: context)
            }
        if self == .tooManyRequests { response.headers[.retryAfter] = "1" }
        return response
    }

    private var status: HTTPResponse.Status {
        switch self {
        case .otherSite: .forbidden
        case .tooManyRequests: .tooManyRequests
        }
    }

    private var title: String {
        switch self {
        case .otherSite: "Not from here"
        case .tooManyRequests: "Too many requests"
        }
    }

    private var text: String {
        switch self {
        case .otherSite:
            """
            The playground answers the browser on its own machine, under its own address, and follows no link from another site. \
            Type the address that the server prints.
            """
        case .tooManyRequests: "The playground answers some twenty requests each second. Try again in a second."
        }
    }
}
