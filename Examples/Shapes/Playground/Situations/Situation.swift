/// Something that happens to a request between an app and its API: one button of the playground.
enum Situation: String, Sendable, CaseIterable {
    case valid, missing, expired, forged
    case wrongKey = "wrong-key"
    case bound
    case boundToSomeoneElse = "bound-to-someone-else"
    case failover
    case messageSigned = "message-signed"
    case bodyTampered = "body-tampered"
    case replayed

    /// What situations have in common.
    enum Group: String, CaseIterable {
        case token = "The token"
        case binding = "Bound to a user"
        case signing = "Signed requests"
    }

    var group: Group {
        switch self {
        case .valid, .missing, .expired, .forged, .wrongKey: .token
        case .bound, .boundToSomeoneElse, .failover: .binding
        case .messageSigned, .bodyTampered, .replayed: .signing
        }
    }

    /// What the button says.
    var title: String {
        switch self {
        case .valid: "Valid token"
        case .missing: "No token"
        case .expired: "Expired token"
        case .forged: "Forged token"
        case .wrongKey: "Wrong key"
        case .bound: "Bound to the user"
        case .boundToSomeoneElse: "Bound to someone else"
        case .failover: "Failover token"
        case .messageSigned: "Signed request"
        case .bodyTampered: "Body tampered with"
        case .replayed: "Replayed request"
        }
    }

    /// What happens in real life.
    var story: String {
        switch self {
        case .valid: "A genuine app has fetched a token and sends it with its request."
        case .missing: "A script, a browser or an old app calls the API without a token."
        case .expired: "Somebody has recorded a token and uses it a quarter of an hour later."
        case .forged: "Somebody has written a later expiry into an old token, under the old signature."
        case .wrongKey: "An app that failed attestation gets a token too, signed with a key that no server has."
        case .bound: "The app has bound its token to the user who is signed in, by the hash of the credential."
        case .boundToSomeoneElse: "Somebody uses a stolen token with a credential of their own."
        case .failover:
            "Approov's cloud cannot be reached. Its failover service issues a token that is bound to nothing."
        case .messageSigned: "The app signs its order with a key that never leaves the device."
        case .bodyTampered: "Somebody on the way makes the order larger, after it has been signed."
        case .replayed: "Somebody has recorded a signed order and sends it again, as it is."
        }
    }
}
