import HTTPMessageSignatures
import HTTPTypes

/// What a signature must cover, lest it prove nothing: the method, the whole target, the token, and what the policy adds.
struct RequiredCoverage {
    /// The components of which each set says where the whole request goes to.
    private static let targets: [[MessageComponent]] = [
        [.targetURI], [.authority, .path, .query], [.authority, .requestTarget],
    ]

    private let components: [MessageComponent]

    init(tokenField: HTTPField.Name, others: [MessageComponent]) {
        self.components = [.method, .field(tokenField)] + others
    }

    func check(_ covered: [MessageComponent]) throws(Rejection) {
        if let missing = self.components.first(where: { !covered.contains($0) }) {
            throw Self.rejection("The signature does not cover \(missing).")
        }
        guard Self.targets.contains(where: { $0.allSatisfy(covered.contains) }) else {
            throw Self.rejection("The signature does not cover the whole target of the request (\"@target-uri\").")
        }
    }

    static func rejection(_ message: String) -> Rejection {
        Rejection(.signatureCoverageInsufficient, check: .messageSignature, message: message)
    }
}
