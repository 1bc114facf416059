package import StrictJSON

/// What a genuine token says.
///
/// Only a token whose signature has been verified has claims. A claim that is absent, or of another type than Approov gives
/// it, is `nil` or empty: only the claims that a check needs are a reason to refuse.
///
/// Apart from ``expiry``, whether a claim is present depends on the account's policy; failover tokens have hardly any.
public struct TokenClaims: Sendable {
    package let object: JSONObject

    init(_ object: JSONObject) {
        self.object = object
    }

    /// When the token expires (`exp`).
    public var expiry: NumericDate? { self.date("exp") }

    /// When the token becomes valid (`nbf`).
    ///
    /// Approov does not set it.
    public var notBefore: NumericDate? { self.date("nbf") }

    /// When the token was issued (`iat`).
    public var issuedAt: NumericDate? { self.date("iat") }

    /// Who issued the token (`iss`): the account, such as `example.approov.io`, or the name given to a long-lived token.
    public var issuer: String? { self.object.string("iss") }

    /// For whom the token was issued (`aud`): the API domain.
    public var audience: [String] { self.object.strings("aud") ?? [] }

    /// Whom the token is about (`sub`): the device, and the app's package if known.
    public var subject: String? { self.object.string("sub") }

    /// The installation of the app (`did`).
    ///
    /// It looks like base64 and need not be: treat it as an opaque word. It changes when the app is installed anew.
    public var deviceID: String? { self.object.string("did") }

    /// The address from which the app reached Approov (`ip`).
    ///
    /// A hint, never a reason to refuse: the same phone may reach your backend from another one.
    public var ipAddress: String? { self.object.string("ip") }

    /// The attestation response code (`arc`), which Approov can decode into the properties of the device.
    public var attestationResponseCode: String? { self.object.string("arc") }

    /// What the account's policy noted about the device (`anno`).
    public var annotations: [String] { self.object.strings("anno") ?? [] }

    /// The hash of what the token is bound to (`pay`), as the token spells it.
    ///
    /// See ``TokenBinding``.
    public var bindingHash: String? { self.object.string("pay") }

    /// The public key of the app's installation (`ipk`): SubjectPublicKeyInfo in base64.
    public var installationPublicKey: String? { self.object.string("ipk") }

    /// The identifier of the key with which the app signs messages for the account (`mskid`).
    public var messageSigningKeyID: String? { self.object.string("mskid") }

    /// The value of any claim, also of one that has no property here.
    ///
    /// - Parameter name: The exact name; names are compared byte by byte.
    public subscript(name: String) -> JSONValue? {
        self.object.value(named: name).map { JSONValue($0, in: self.object.bytes.span) }
    }

    private func date(_ name: StaticString) -> NumericDate? {
        self.object.number(name).map(NumericDate.init(secondsSinceEpoch:))
    }
}

extension TokenClaims: CustomStringConvertible, CustomReflectable {
    /// The names of the claims, without their values.
    public var description: String { "TokenClaims(\(self.object.names.joined(separator: ", ")))" }

    /// A mirror without children, so that `dump` does not show the values either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
