package import Approov
import ApproovTesting
package import HTTPMessageSignatures
import HTTPTypes

/// Makes a signed request as an app with Approov's SDK makes it, and the command that sends it.
package struct MessageSign: Sendable {
    /// The request before it is signed.
    package var request: RequestSource

    /// Where its body is.
    package var body: InputSource?

    /// What it states of its body.
    package var digest = BodyDigest.sha256

    /// A file with the private key of the installation; by default a new key is made.
    package var key: InputSource?

    /// The account's key, if it signs too.
    package var account: SigningAccount?

    /// A file with the token; by default a token is made that carries the keys.
    package var token: InputSource?

    /// What a token that is made is signed with.
    package var tokenKey: SigningKeyChoice

    /// What the signatures cover, in this order; by default what the SDK covers.
    package var components: [MessageComponent] = []

    /// When it is signed.
    package var now: NumericDate

    /// How long the signatures are valid.
    package var lifetime = Lifetime.standard

    /// A file to write the header fields to.
    package var output: String?

    /// The origin that the command sends the request to, if not to that of the URL.
    package var destination: String?

    /// Whether the answer is a JSON object.
    package var isJSON = false

    package init(request: RequestSource, tokenKey: SigningKeyChoice, now: NumericDate) {
        self.request = request
        self.tokenKey = tokenKey
        self.now = now
    }

    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        let named = [self.body, self.key, self.account?.source, self.token].compactMap(\.self)
        try Surroundings.requireOneStandardInput(named + self.request.sources + self.tokenKey.sources)
        let destination = try self.destinationURL()
        let request = try self.unsigned(in: surroundings)
        let app = try self.app(hasToken: request.headerFields.contains(.approovToken), in: surroundings)
        let signed = try self.sign(request, app)
        if let output {
            let text = FieldsFile.text(of: signed.request.headerFields)
            try ProtectedFile.update(output) { _ throws(ControlFault) in (text, ()) }
        }
        if self.isJSON { return Answer(lines: [signed.json(url: self.request.url).line]) }
        let command = CurlCommand(
            request: signed.request,
            fields: self.output.map { .file($0) } ?? .written(signed.request.headerFields),
            body: self.body,
            destination: destination
        )
        return Answer(lines: [try Self.plain(command.line)])
    }

    private func destinationURL() throws(ControlFault) -> RequestURL? {
        guard let destination else { return nil }
        let url = try RequestURL(destination, of: "--send-to")
        guard url.target == "/" else { throw .misuse("--send-to: An origin has no path.") }
        return url
    }

    /// Returns the request with its token, if one is named, and with the digest of its body.
    private func unsigned(in surroundings: Surroundings) throws(ControlFault) -> HTTPRequest {
        var request = try self.request.request(in: surroundings)
        guard !request.headerFields.contains(where: { $0.name.canonicalName == "host" }) else {
            throw .misuse("The URL says what the Host field holds: leave the field out.")
        }
        if let token {
            guard !request.headerFields.contains(.approovToken) else {
                throw .misuse("The request has a token already.")
            }
            request.headerFields[.approovToken] = try surroundings.text(of: token, "a token")
                .trimmingASCIIWhitespace()
        }
        if let body, !request.headerFields.contains(.contentDigest) {
            request.headerFields[.contentDigest] = try self.digest.fieldValue(of: body, in: surroundings)
        }
        return request
    }

    /// Returns the app that signs, and that has the key with which tokens are made unless there is one.
    private func app(hasToken: Bool, in surroundings: Surroundings) throws(ControlFault) -> TestApp {
        let account = try self.account.map { account throws(ControlFault) in try account.load(in: surroundings) }
        var installation = hasToken ? nil : TestInstallation()
        if let key { installation = try self.installation(key, in: surroundings) }
        guard installation != nil || account != nil else {
            throw .misuse(
                "The token carries the public key of an installation: name its private key, or an account key."
            )
        }
        let issuer = try self.issuer(hasToken: hasToken, in: surroundings)
        var app = TestApp(attestedBy: issuer, installation: installation, accountKey: account)
        app.components = self.components.isEmpty ? nil : self.components
        app.lifetime = self.lifetime.seconds
        return app
    }

    private func installation(
        _ source: InputSource,
        in surroundings: Surroundings
    ) throws(ControlFault) -> TestInstallation {
        let pem = try surroundings.text(of: source, "a private key in PEM")
        do throws(KeyError) {
            return try TestInstallation(privateKeyPEM: pem)
        } catch {
            throw .configuration(source.name, error.message)
        }
    }

    private func issuer(hasToken: Bool, in surroundings: Surroundings) throws(ControlFault) -> TestIssuer {
        let key = hasToken ? nil : try self.tokenKey.load(in: surroundings)
        do throws(KeyError) {
            guard let key else { return try TestIssuer(key: SigningKey(generating: .hs256), now: self.now) }
            return try TestIssuer(key: key, now: self.now)
        } catch {
            throw .configuration(self.tokenKey.name, error.message)
        }
    }

    private func sign(_ request: HTTPRequest, _ app: TestApp) throws(ControlFault) -> SignedRequest {
        do {
            var signed = request
            let bases = try app.sign(&signed)
            return SignedRequest(request: signed, bases: bases)
        } catch let rejection as SignatureRejection {
            throw .misuse("The request cannot be signed. \(rejection.message)")
        } catch let error as KeyError {
            throw .misuse("The request cannot be signed. \(error.message)")
        } catch {
            throw .configuration(self.tokenKey.name, "The key cannot sign.")
        }
    }

    /// Returns the line, unless it would do something to the terminal that it is shown or pasted in.
    private static func plain(_ line: String) throws(ControlFault) -> String {
        guard line.unicodeScalars.allSatisfy(PlainText.isPlain) else {
            throw .misuse(
                "A header field or a file name has invisible characters: write the fields to a file (--output)."
            )
        }
        return line
    }
}
