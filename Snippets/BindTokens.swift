// Accepts a token only together with the credential of the user for whom the app has fetched it.

// snippet.hide
#if Hummingbird
// snippet.show
import Approov
import ApproovHummingbird
import HTTPTypes
import Hummingbird

// snippet.bind
func addRoutes(to router: Router<BasicApproovRequestContext>, keys: KeyStore) {
    var policy = VerificationPolicy.standard
    policy.binding = TokenBinding(to: BoundField(.authorization))
    router.group("v1")
        .add(middleware: ApproovMiddleware(verifier: ApproovVerifier(keys: keys, policy: policy)))
        .get("orders") { _, _ in "Your orders" }
}
// snippet.end

// snippet.group
/// Lets users who have not signed in yet reach `login`, and nothing else without a bound token.
func addRoutes(to router: Router<BasicApproovRequestContext>, verifier: ApproovVerifier) {
    router.group("login")
        .add(middleware: ApproovMiddleware(verifier: verifier))
        .post { _, _ in "Welcome" }

    var policy = verifier.policy
    policy.binding = TokenBinding(to: BoundField(.authorization))
    router.group("v1")
        .add(middleware: ApproovMiddleware(verifier: verifier.applying(policy)))
        .get("orders") { _, _ in "Your orders" }
}
// snippet.end

// snippet.fields
/// The app binds the user's access token, without `Bearer` before it.
let credential = TokenBinding(to: BoundField(.authorization, .credential))

/// The app binds the value of one field followed by that of another.
func binding(to device: HTTPField.Name) -> TokenBinding {
    TokenBinding(to: BoundField(.authorization), BoundField(device))
}

/// The app binds the part of the cookie that names the session.
let session = TokenBinding(
    to: BoundField(
        .cookie,
        .custom { value in
            let pairs = value.split(separator: UInt8(ascii: ";")).map { $0.drop { $0 == UInt8(ascii: " ") } }
            return pairs.first { $0.starts(with: "session=".utf8) }.map { Array($0.dropFirst("session=".utf8.count)) }
        }
    )
)
// snippet.end

// snippet.failover
/// Tokens of Approov's failover service are bound to nothing. They pass; those that are bound must be bound rightly.
let lenient = TokenBinding(to: BoundField(.authorization), requirement: .ifPresent)
// snippet.end
// snippet.hide

#endif
