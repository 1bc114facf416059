import Approov
import ApproovTesting

/// What may be said of a key in public.
struct KeySummary {
    static let columns = ["KID", "ALG", "KIND", "THUMBPRINT"]

    private let key: SigningKey

    init(_ key: SigningKey) {
        self.key = key
    }

    private var kind: String {
        switch self.key.algorithm {
        case .hs256, .hs384, .hs512: "secret \(self.key.bits)"
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: "RSA \(self.key.bits)"
        case .es256, .es384, .es512: "P-\(self.key.bits)"
        }
    }

    var cells: [String] {
        [
            PlainText.escaping(self.key.keyID ?? ""), self.key.algorithm.rawValue, self.kind,
            self.key.thumbprint ?? "-",
        ]
    }

    var json: JSONOutput {
        .object([
            ("kid", .optionalText(self.key.keyID)),
            ("alg", .text(self.key.algorithm.rawValue)),
            ("kind", .text(self.kind)),
            ("bits", .number(Double(self.key.bits))),
            ("thumbprint", .optionalText(self.key.thumbprint)),
        ])
    }
}
