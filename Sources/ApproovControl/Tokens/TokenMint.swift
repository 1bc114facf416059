package import Approov
import ApproovTesting

/// Makes a token, good or bad, as Approov's own tool makes examples.
package struct TokenMint: Sendable {
    /// What is right or wrong with it.
    package var kind = TokenKind.valid

    /// How many minutes from now it expires; fewer than none for one that has expired.
    package var minutes: Double?

    /// Claims that the kind does not have, or has with another value.
    package var claims: [ClaimArgument] = []

    /// Who issues it (`iss`).
    package var issuer: String?

    /// What it is bound to.
    package var bound: [InputSource] = []

    /// Whether it is bound to the published example.
    package var isBoundToExample = false

    /// When it is made.
    package var now: NumericDate

    /// What it is signed with.
    package var key: SigningKeyChoice

    package init(key: SigningKeyChoice, now: NumericDate) {
        self.key = key
        self.now = now
    }

    /// Returns the token alone.
    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        try self.validate()
        try Surroundings.requireOneStandardInput(self.bound + self.key.sources)
        let key = try self.key.load(in: surroundings)
        let claims = try self.claims(in: surroundings)
        do {
            return Answer(lines: [try TestIssuer(key: key, now: self.now).token(self.kind.testToken, claims: claims)])
        } catch {
            throw .configuration(self.key.name, "The key cannot sign.")
        }
    }

    private func validate() throws(ControlFault) {
        let isBound = !self.bound.isEmpty || self.isBoundToExample
        guard !isBound || self.kind.testToken.canBeBound else {
            throw .misuse("A token of the kind \(self.kind.rawValue) is bound to nothing.")
        }
        guard self.bound.isEmpty || !self.isBoundToExample else {
            throw .misuse("A token is bound to the example or to other values, not to both.")
        }
        guard self.kind != .withoutExpiry || self.minutes == nil else {
            throw .misuse("A token of the kind \(self.kind.rawValue) has no lifetime.")
        }
        guard self.now.advanced(bySeconds: (self.minutes ?? 0) * 60).secondsSinceEpoch.isFinite else {
            throw .misuse("A time must be a finite number.")
        }
        var names: Set<[UInt8]> = []
        for claim in self.claims where !names.insert(Array(claim.name.utf8)).inserted {
            throw .misuse("There are two claims \(KeyName.quoted(claim.name)).")
        }
    }

    private func claims(in surroundings: Surroundings) throws(ControlFault) -> TestClaims {
        let bound = self.isBoundToExample ? .example : try BoundValues(self.bound, in: surroundings)
        var claims = self.kind.testToken.claims(
            issuedAt: self.now,
            lifetime: self.minutes.map { $0 * 60 } ?? self.kind.standardLifetime,
            boundTo: bound.bytes.isEmpty ? nil : bound.bytes
        )
        if claims["ip"] != nil { claims.set("ip", text: "1.2.3.4") }
        if let issuer = self.issuer { claims.set("iss", text: issuer) }
        for claim in self.claims { claims[claim.name] = claim.json }
        return claims
    }
}
