import HTTPMessageSignatures
import HTTPTypes
import StrictJSON

extension MessageSigning {
    /// Returns what the signatures of a request prove, and what they leave to be proved of its body.
    ///
    /// Without a genuine token, there is no key to verify with.
    func check(
        _ evidence: RequestEvidence,
        against token: FreshToken?,
        in tokenField: HTTPField.Name
    ) throws(Rejection) -> MessageProof {
        var proof = MessageProof()
        guard self.installation != .off || self.account != .off else { return proof }
        guard let request = evidence.request else {
            guard self.installation != .required, self.account != .required, !evidence.isSigned else {
                throw Self.rejection(.signatureMissing, "There is no request that could be signed.")
            }
            return proof
        }
        let message = try self.message(of: request, from: evidence.peerAddress)
        let coverage = RequiredCoverage(tokenField: tokenField, others: self.requiredComponents)
        for (label, requirement) in [(SigningLabel.installation, self.installation), (.account, self.account)] {
            guard requirement != .off else { continue }
            guard let message, message.hasLabel(label.rawValue) else {
                guard requirement == .ifPresent else {
                    throw Self.rejection(.signatureMissing, "The request has no signature of the \(label).")
                }
                continue
            }
            if requirement == .ifPresent, let token, label.names(noKeyIn: token.claims) { continue }
            let signature = try self.signature(label, of: message)
            guard let token else {
                throw Self.rejection(.signatureKeyMissing, "There is no genuine token with a key for the signature.")
            }
            let keys = try self.keys(label, token.claims)
            try coverage.check(signature.input.components)
            let end = try self.freshness.check(signature.input, at: token.verifiedAt)
            proof.signatures.append(try self.verified(signature, label, by: keys, until: end, arrivedAs: request))
        }
        proof.body = try self.bodyExpectation(of: request, covered: proof.signatures)
        return proof
    }

    /// Returns the request with its signatures, or nothing if it has none.
    private func message(of request: HTTPRequest, from peerAddress: String?) throws(Rejection) -> SignedMessage? {
        let fields = request.headerFields
        guard fields.contains(.signature) || fields.contains(.signatureInput) else { return nil }
        let (request, origin) = try self.origin.resolved(request, from: peerAddress)
        do throws(SignatureRejection) {
            return try SignedMessage(request, origin: origin, limits: self.limits)
        } catch {
            throw Rejection(error)
        }
    }

    private func signature(
        _ label: SigningLabel,
        of message: SignedMessage
    ) throws(Rejection) -> UnverifiedSignature {
        let acceptsStrings = self.compatibility.contains(.stringSignature)
        do throws(SignatureRejection) {
            let encoding: SignatureEncoding = acceptsStrings ? .byteSequenceOrString : .byteSequence
            let signature = try message.signature(labelled: label.rawValue, encoding: encoding)
            guard signature.input.algorithm == label.algorithm.rawValue else {
                throw SignatureRejection(.algorithmMismatch, "The signature is not for \(label.algorithm.rawValue).")
            }
            return signature
        } catch {
            throw Rejection(error)
        }
    }

    private func keys(_ label: SigningLabel, _ claims: TokenClaims) throws(Rejection) -> [SignatureVerificationKey] {
        let keys: [SignatureVerificationKey]
        switch label {
        case .installation: keys = InstallationKey.key(of: claims).map { [$0] } ?? []
        case .account: keys = self.accountKeys.keys(for: claims)
        }
        guard !keys.isEmpty else {
            throw switch (label, label.names(noKeyIn: claims)) {
            case (.installation, true): Self.rejection(.signatureKeyMissing, "The token carries no key (ipk).")
            case (.installation, false): Self.rejection(.signatureKeyMissing, "The token's key is not P-256 (ipk).")
            case (.account, true): Self.rejection(.signatureKeyMissing, "The token names no key (mskid).")
            case (.account, false): Self.rejection(.signatureKeyMissing, "There is no such account key (mskid).")
            }
        }
        return keys
    }

    /// Tries the spellings that are accepted with each key.
    private func verified(
        _ signature: UnverifiedSignature,
        _ label: SigningLabel,
        by keys: [SignatureVerificationKey],
        until end: NumericDate,
        arrivedAs request: HTTPRequest
    ) throws(Rejection) -> MessageSignature {
        for spelling in try self.spellings(of: signature) {
            for key in keys {
                do throws(SignatureRejection) {
                    let verified = try signature.verified(
                        by: key,
                        covering: [],
                        requiring: [],
                        replacing: spelling.values
                    )
                    let forms = spelling.forms.union(signature.isString ? [.stringSignature] : [])
                    return MessageSignature(label, verified, in: forms, until: end)
                } catch {
                    guard error.code == .invalidSignature else { throw Rejection(error) }
                }
            }
        }
        throw Self.rejection(.messageSignatureInvalid, self.diagnosis(of: signature, label, arrivedAs: request))
    }

    private func spellings(of signature: UnverifiedSignature) throws(Rejection) -> ComponentSpellings {
        do throws(SignatureRejection) {
            return try ComponentSpellings(of: signature, in: self.compatibility)
        } catch {
            throw Rejection(error)
        }
    }

    /// Returns what an operator should know of a signature that does not fit the request, as far as the app helps.
    private func diagnosis(
        of signature: UnverifiedSignature,
        _ label: SigningLabel,
        arrivedAs request: HTTPRequest
    ) -> String {
        let isStated = request.headerFields.contains(.signatureBaseDigest)
        let stated = (isStated ? try? signature.base() : nil).map { base in
            StatedBaseDigest(in: request.headerFields, labelled: label.rawValue, of: base, limits: self.limits)
        }
        return switch stated {
        case .equal: "The request is the one that was signed, but with another key (Signature-Base-Digest)."
        case .different:
            "The app has signed something else than what has arrived (Signature-Base-Digest).\(self.origin.advice(on: request))"
        default: "The request is not the one that was signed.\(self.origin.advice(on: request))"
        }
    }

    static func rejection(_ code: Rejection.Code, _ message: String) -> Rejection {
        Rejection(code, check: .messageSignature, message: message)
    }
}

extension SigningLabel {
    fileprivate var algorithm: SignatureAlgorithm {
        switch self {
        case .installation: .ecdsaP256SHA256
        case .account: .hmacSHA256
        }
    }

    /// Returns whether a genuine token says nothing of a key for this signature, whatever the type of the claim.
    fileprivate func names(noKeyIn claims: TokenClaims) -> Bool {
        claims.object[self == .installation ? "ipk" : "mskid"] == nil
    }
}
