#if Hummingbird

import HTTPTypes
import Hummingbird

/// What to do with the requests that a browser sends on its own, before one that crosses origins.
public enum PreflightRule: Sendable, Hashable {
    /// Check them like any other. A browser sends no token with them, so no page can use the API.
    case protect

    /// Let them through, if that is what they are: `OPTIONS` with `Origin` and `Access-Control-Request-Method`.
    ///
    /// Put the middleware that answers them, such as Hummingbird's `CORSMiddleware`, before the check, and you need no
    /// exemption.
    case exempt

    func exempts(_ request: Request) -> Bool {
        guard self == .exempt, request.method == .options else { return false }
        return request.headers.contains(.origin) && request.headers.contains(.accessControlRequestMethod)
    }
}

#endif
