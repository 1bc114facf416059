#if Hummingbird

import Approov
import Crypto
import HTTPTypes
import Hummingbird

/// The addresses of a ``LocalIssuer``.
struct IssuerRoutes {
    /// How long a server may keep the key set, in seconds: short, since keys change when a test says so.
    private static let lifetime = 5

    let issuer: LocalIssuer

    func add(to router: Router<some RequestContext>) {
        router.get("/.well-known/jwks.json") { request, _ in self.keySet(request) }
        router.post("/token") { request, _ in try await self.token(request) }
        router.post("/rotate") { _, _ in self.changed { () throws(KeyError) in try self.issuer.rotate() } }
        router.post("/retire") { _, _ in self.changed { () throws(KeyError) in try self.issuer.retire() } }
    }

    /// Changes the keys and says which there are.
    private func changed(_ change: () throws(KeyError) -> Void) -> Response {
        do throws(KeyError) {
            try change()
        } catch {
            return Self.fault(.conflict, error.message)
        }
        let keyIDs = self.issuer.keyIDs
        return Self.json(
            .ok,
            .object([("kid", .optionalText(keyIDs.last)), ("published", .array(keyIDs.map(JSONOutput.text)))])
        )
    }

    private func keySet(_ request: Request) -> Response {
        let text = self.issuer.publicKeySet
        let digest = SHA256.hash(data: Array(text.utf8)).prefix(8)
        let tag = "\"\(SecretEncoding.hex.text(of: Array(digest)))\""
        let fields: HTTPFields = [
            .contentType: "application/jwk-set+json", .eTag: tag, .cacheControl: "max-age=\(Self.lifetime)",
        ]
        guard request.headers[.ifNoneMatch] != tag else { return Response(status: .notModified, headers: fields) }
        return Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func token(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: TokenOrder.maximumLength)
        do {
            let (token, keyID) = try self.issuer.token(TokenOrder(Array(body.readableBytesView)))
            if request.headers[.accept] == "text/plain" { return Self.answer(.ok, "text/plain", token + "\n") }
            return Self.json(.ok, .object([("token", .text(token)), ("kid", .optionalText(keyID))]))
        } catch let fault as TokenOrder.Fault {
            return Self.fault(.unprocessableContent, fault.message)
        } catch let error as KeyError {
            return Self.fault(.unprocessableContent, error.message)
        }
    }

    static func fault(_ status: HTTPResponse.Status, _ message: String) -> Response {
        Self.json(status, .object([("error", .text(message))]))
    }

    private static func json(_ status: HTTPResponse.Status, _ output: JSONOutput) -> Response {
        Self.answer(status, "application/json", output.line + "\n")
    }

    private static func answer(_ status: HTTPResponse.Status, _ type: String, _ text: String) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}

#endif
