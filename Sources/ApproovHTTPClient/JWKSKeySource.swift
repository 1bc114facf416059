#if HTTPClient

public import Approov
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The public keys at the address that `approov keyset -getJWKSURI` prints: a JWK Set (RFC 7517 section 5) over HTTPS.
///
/// ```swift
/// let keys = KeyStore(.empty)
/// let refresher = KeyRefresher(of: keys, from: try JWKSKeySource(url: "https://keys.example.com/jwks.json"))
/// ```
///
/// Whoever can change what is read from there can make tokens, so nothing is read from anywhere else: the address must be `https`
/// (`http` only on this machine), certificates are verified, redirections are not followed, and cookies, proxies and compressed
/// answers are not used. An answer counts if its status is 200, its media type is that of JSON, it is not too long, and every key
/// in it is a public one that can be used. An `ETag` saves sending the same set again, and `Cache-Control: max-age` brings the next
/// look forward.
public struct JWKSKeySource: KeySource {
    /// The greatest length of a JWK Set, in bytes.
    public static let maximumLength = 256 * 1024

    /// The word `jwks`.
    public let name = "jwks"

    private let address: KeySetAddress
    private let authorities: [NIOSSLCertificate]

    /// Makes a source of the keys at an address.
    ///
    /// - Parameters:
    ///   - url: The address, without user, password and fragment.
    ///   - certificateAuthorityFile: A file with certificates in PEM, which are trusted in place of those of the system.
    /// - Throws: ``/Approov/KeySourceError`` if the address is not one to read keys from, or the file has no certificates.
    public init(url: String, certificateAuthorityFile: String? = nil) throws(KeySourceError) {
        self.address = try KeySetAddress(url)
        guard let file = certificateAuthorityFile else {
            self.authorities = []
            return
        }
        // Opening a pipe would wait for somebody to write.
        guard FileManager.default.isRegularFile(file), let authorities = try? NIOSSLCertificate.fromPEMFile(file),
            !authorities.isEmpty
        else {
            throw KeySourceError(.unreachable, "The file with certificate authorities holds no certificates in PEM.")
        }
        self.authorities = authorities
    }

    /// Fetches the keys.
    public func keys(since version: String?) async throws -> KeyUpdate {
        try await self.answer(since: version).update
    }

    /// Fetches the keys, and returns beside them the time at which the server made the answer (RFC 9110 section 6.6.1), unless a
    /// cache has kept it since.
    package func answer(since version: String?) async throws -> (update: KeyUpdate, date: String?) {
        let known = version.flatMap(KeySetVersion.init)
        do {
            return try await HTTPClient.withHTTPClient(configuration: self.configuration) { client in
                let response = try await client.execute(self.request(since: known), timeout: .seconds(60))
                let date = response.headers.contains(name: "age") ? nil : response.headers.first(name: "date")
                return (try await self.update(from: response, since: known), date)
            }
        } catch let error as HTTPClientError {
            throw KeySourceError(.unreachable, "There is no answer: \(error.shortDescription).")
        } catch is NIOSSLError {
            throw KeySourceError(.unreachable, "There is no answer: the TLS handshake failed.")
        } catch is NIOConnectionError {
            throw KeySourceError(.unreachable, "There is no answer: the connection failed.")
        } catch is IOError {
            throw KeySourceError(.unreachable, "There is no answer: the connection was lost.")
        }
    }

    private var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(5)
        configuration.http1_1ConnectionDebugInitializer = { ResponseStatusCheck.add(to: $0) }
        configuration.connectionPool.retryConnectionEstablishment = false
        if !self.authorities.isEmpty {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(self.authorities)
            configuration.tlsConfiguration = tls
        }
        return configuration
    }

    private func request(since known: KeySetVersion?) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: self.address.text)
        request.headers.add(name: "accept", value: "application/jwk-set+json, application/json")
        request.headers.add(name: "accept-encoding", value: "identity")
        if let tag = known?.tag { request.headers.add(name: "if-none-match", value: tag) }
        return request
    }

    private func update(
        from response: HTTPClientResponse,
        since known: KeySetVersion?
    ) async throws -> KeyUpdate {
        let head = KeySetHead(response.headers)
        switch response.status.code {
        case 200: break
        case 304 where known?.tag != nil: return .unchanged(lifetime: head.lifetime)
        case 304:
            throw KeySourceError(.refused, "The server says that keys are unchanged which it was not asked about.")
        case 300...399: throw KeySourceError(.refused, "The server redirects (\(response.status.code)).")
        default: throw KeySourceError(.refused, "The server answers with status \(response.status.code).")
        }
        try head.checkForm()
        let text = try await self.text(of: response)
        let version = KeySetVersion(of: text, tag: head.tag)
        guard version.digest != known?.digest else { return .unchanged(lifetime: head.lifetime) }
        return .changed(to: try KeyRing(jwks: text), version: version.text, lifetime: head.lifetime)
    }

    private func text(of response: HTTPClientResponse) async throws -> String {
        let body: ByteBuffer
        do {
            body = try await response.body.collect(upTo: Self.maximumLength)
        } catch is NIOTooManyBytesError {
            throw KeySourceError(.tooLarge, "The answer has more than \(Self.maximumLength) bytes.")
        }
        guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
            throw KeySourceError(.unexpectedForm, "The answer is not text in UTF-8.")
        }
        return text
    }
}

extension FileManager {
    fileprivate func isRegularFile(_ path: String) -> Bool {
        let path = URL(filePath: path).resolvingSymlinksInPath().path
        return (try? self.attributesOfItem(atPath: path))?[.type] as? FileAttributeType == .typeRegular
    }
}

#endif
