import Crypto
import Foundation

/// The three parts of a token, to be put together in another way.
struct TokenText {
    var header: String
    var payload: String
    var signature: String

    /// The parts of a compact serialization.
    init(_ token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        (self.header, self.payload, self.signature) = (parts[0], parts[1], parts[2])
    }

    /// A token with this header and these claims, not yet signed.
    init(header: String, claims: String) {
        self.header = base64URL(header.utf8)
        self.payload = base64URL(claims.utf8)
        self.signature = ""
    }

    /// What a signature is made over.
    var signed: [UInt8] { Array("\(self.header).\(self.payload)".utf8) }

    /// The compact serialization.
    var token: String { "\(self.header).\(self.payload).\(self.signature)" }

    /// Returns the token with these bytes as its signature.
    func signed(_ signature: some Sequence<UInt8>) -> String {
        var text = self
        text.signature = base64URL(signature)
        return text.token
    }

    /// Returns the token with a MAC made with these bytes.
    func authenticated<H: HashFunction>(with secret: some ContiguousBytes, _ hash: H.Type = SHA256.self) -> String {
        self.signed(HMAC<H>.authenticationCode(for: self.signed, using: SymmetricKey(data: secret)))
    }
}

/// Returns the unpadded base64url of bytes.
func base64URL(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString()
        .replacingOccurrences(of: "+", with: "-")
        .replacingOccurrences(of: "/", with: "_")
        .replacingOccurrences(of: "=", with: "")
}

/// Returns the padded base64 of bytes.
func base64(_ bytes: some Sequence<UInt8>) -> String { Data(bytes).base64EncodedString() }
