import Approov
import HTTPTypes
import StrictJSON

/// What can be seen of a token by whoever holds it.
struct InspectionReport {
    private enum Content {
        case parts(header: TokenPart, payload: TokenPart, signature: [UInt8]?)
        case encrypted(header: TokenPart)
        /// The form of a token that the SDK writes to logs.
        case loggable(JSONObject)
        case unknown
    }

    /// What a strict verifier has against the token's shape, whoever has signed it.
    let objections: [Rejection]

    private let content: Content
    private let now: NumericDate

    init(of text: String, now: NumericDate) {
        let content = Self.content(of: text)
        self.content = content
        self.now = now
        self.objections = Self.shapeObjection(to: text).map { [$0] } ?? Self.objections(to: content)
    }

    private static func content(of text: String) -> Content {
        if let object = try? JSONObject(parsing: Array(text.utf8), maximumDepth: TokenPart.maximumDepth),
            object["sip"] != nil || object["status"] != nil || object["exp"] != nil
        {
            return .loggable(object)
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        switch parts.count {
        case 3:
            return .parts(
                header: TokenPart(parts[0]),
                payload: TokenPart(parts[1]),
                signature: Base64.url.decode(String(parts[2]))
            )
        case 5: return .encrypted(header: TokenPart(parts[0]))
        default: return .unknown
        }
    }

    /// Asks a verifier that has no keys, and so looks at nothing but the shape.
    private static func shapeObjection(to text: String) -> Rejection? {
        do throws(Rejection) {
            _ = try ApproovVerifier(keys: .empty).verify(RequestEvidence(fields: [.approovToken: text]))
            return nil
        } catch {
            return error.code == .keysUnavailable ? nil : error
        }
    }

    private static func objections(to content: Content) -> [Rejection] {
        guard case .parts(let header, let payload, let signature) = content else { return [] }
        var objections: [Rejection] = []
        if let algorithm = header.object?.string("alg").flatMap(TokenAlgorithm.init(rawValue:)) {
            let length = signature?.count ?? 0
            if let expected = algorithm.signatureLength, length != expected {
                let message = "The signature has \(length) bytes; with \(algorithm.rawValue) it has \(expected)."
                objections.append(Rejection(.invalidSignature, check: .token, message: message))
            }
        } else {
            let message = "The token names an algorithm (alg) that no key has."
            objections.append(Rejection(.algorithmNotAllowed, check: .token, message: message))
        }
        guard let claims = payload.object else {
            let message = "The token's payload is not a JSON object in base64url."
            return objections + [Rejection(.malformedToken, check: .token, message: message)]
        }
        if claims["exp"] == nil {
            objections.append(Rejection(.missingExpiry, check: .token, message: "The token has no expiry (exp)."))
        }
        for name in ["exp", "nbf", "iat"] {
            guard let value = claims.value(named: name), value.number(in: claims.bytes.span) == nil else { continue }
            objections.append(Rejection(.invalidClaim, check: .token, message: "The token's \(name) is not a date."))
        }
        return objections
    }

    func lines(_ palette: Palette) -> [String] {
        let warning = "Anybody can write such a text. Whether it is genuine, only approovctl token verify says."
        var lines = ["\(palette.bad("NOT VERIFIED"))  \(warning)", ""]
        switch self.content {
        case .parts(let header, let payload, let signature):
            lines += self.lines("header", of: header, palette) + self.lines("claims", of: payload, palette)
            let length = signature.map { "\($0.count) bytes" } ?? "not base64url"
            lines += ["\(palette.heading("signature"))  \(length)", ""]
        case .encrypted(let header):
            lines += ["An encrypted token (JWE): its claims cannot be seen.", ""]
            lines += self.lines("header", of: header, palette)
        case .loggable(let object):
            lines += ["A loggable token: the claims without the signature, which no server accepts.", ""]
            lines += [palette.heading("claims")] + ClaimTable(object, now: self.now).lines + [""]
        case .unknown: break
        }
        lines.append(palette.heading("a strict verifier says of its shape"))
        let rows = self.objections.map { [$0.code.description, PlainText.escaping($0.message)] }
        return lines + (rows.isEmpty ? ["  nothing against it"] : Table.lines(rows, indent: "  "))
    }

    private func lines(_ title: String, of part: TokenPart, _ palette: Palette) -> [String] {
        let lines = part.object.map { ClaimTable($0, now: self.now).lines } ?? ["  \(part.fault)"]
        return [palette.heading(title)] + lines + [""]
    }
}

extension TokenAlgorithm {
    /// How many bytes its signatures have, if that does not depend on the key.
    fileprivate var signatureLength: Int? {
        switch self {
        case .hs256: 32
        case .hs384: 48
        case .hs512: 64
        case .es256: 64
        case .es384: 96
        case .es512: 132
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: nil
        }
    }
}
