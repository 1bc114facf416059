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

/// The app binds what stands before the first dot, such as the name of a session before its signature.
let session = TokenBinding(
    to: BoundField(.authorization, .custom { value in value.split(separator: UInt8(ascii: ".")).first.map(Array.init) })
)
// snippet.end

// snippet.failover
/// Accepts the tokens of Approov's failover service, which are bound to nothing.
let lenient = TokenBinding(to: BoundField(.authorization), requirement: .ifPresent)
// snippet.end
// snippet.hide

#endif
