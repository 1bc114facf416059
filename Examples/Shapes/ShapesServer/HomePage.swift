import HTTPTypes
import Hummingbird

/// The page at the root of the API.
struct HomePage: ResponseGenerator {
    private static let html = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="robots" content="noindex">
        <title>Approov Mobile App Authentication</title>
        </head>
        <body>
        <h1>Approov Mobile App Authentication</h1>
        <p>To learn how your API can tell genuine apps from everybody else, go to \
        <a href="https://approov.io">approov.io</a>.</p>
        </body>
        </html>

        """

    func response(from request: Request, context: some RequestContext) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: Self.html))
        )
    }
}
