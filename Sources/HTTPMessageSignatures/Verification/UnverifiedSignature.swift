/// A signature and what it says that it covers; nothing is checked.
public struct UnverifiedSignature: Sendable {
    /// The label.
    public let label: String

    /// What the signature says of itself.
    public let input: SignatureInput

    let bytes: [UInt8]

    /// Whether the bytes are spelled as a string, which the RFC does not allow.
    package let isString: Bool

    let values: ComponentValues

    /// Returns the bytes that must have been signed.
    ///
    /// - Returns: The signature base.
    /// - Throws: ``SignatureRejection`` if the message lacks a component, or has one whose value no base can hold.
    public func base() throws(SignatureRejection) -> SignatureBase {
        try self.base(replacing: [:])
    }

    /// Returns the signature base with other values for some components, as clients compute them that deviate from the RFC.
    ///
    /// Each value must be derived from the message; only the spelling is a matter of choice.
    package func base(replacing values: [MessageComponent: String]) throws(SignatureRejection) -> SignatureBase {
        var computed = self.values
        return try SignatureBase(self.input, limit: computed.limits.baseLength) {
            component throws(SignatureRejection) in
            if let value = values[component] { return Array(value.utf8) }
            return try computed.value(of: component)
        }
    }

    /// Returns the values of the covered components, as the RFC has them.
    ///
    /// - Throws: ``SignatureRejection`` if the message lacks a component.
    package func componentValues() throws(SignatureRejection) -> [MessageComponent: String] {
        var computed = self.values
        var values: [MessageComponent: String] = [:]
        for component in self.input.components {
            values[component] = String(decoding: try computed.value(of: component), as: UTF8.self)
        }
        return values
    }

    /// Returns the signature with the proof that the message is what was signed.
    ///
    /// What must be covered is said here, because a genuine signature over too little proves too little. Nothing is said
    /// about time: judge ``VerifiedSignature/created`` and ``VerifiedSignature/expires`` yourself.
    ///
    /// - Parameters:
    ///   - key: The key, which decides the algorithm.
    ///   - required: The components that must be covered, in any order, in exactly the form that is stated.
    ///   - parameters: The parameters that the signature must have.
    /// - Returns: The verified signature.
    /// - Throws: ``SignatureRejection`` with the first thing that is wrong.
    public func verified(
        by key: SignatureVerificationKey,
        covering required: [MessageComponent],
        requiring parameters: Set<SignatureParameter.Name> = []
    ) throws(SignatureRejection) -> VerifiedSignature {
        try self.verified(by: key, covering: required, requiring: parameters, replacing: [:])
    }

    /// Returns the signature with the proof that the message, with other values for some components, is what was signed.
    package func verified(
        by key: SignatureVerificationKey,
        covering required: [MessageComponent],
        requiring parameters: Set<SignatureParameter.Name>,
        replacing values: [MessageComponent: String]
    ) throws(SignatureRejection) -> VerifiedSignature {
        try self.checkParameters(parameters)
        if let algorithm = self.input.algorithm, algorithm != key.algorithm.rawValue {
            throw SignatureRejection(.algorithmMismatch, "The signature is not for \(key.algorithm.rawValue).")
        }
        let identifiers = self.input.identifiers
        if let missing = required.first(where: { component in
            !identifiers.contains { $0.component == component }
        }) {
            throw SignatureRejection(.insufficientCoverage, "The signature does not cover \(missing).")
        }
        guard self.bytes.count == key.signatureLength else {
            throw SignatureRejection(
                .wrongSignatureLength,
                "The signature has \(self.bytes.count) bytes, not \(key.signatureLength)."
            )
        }
        let base = try self.base(replacing: values)
        guard key.isValid(self.bytes, of: base.bytes) else {
            throw SignatureRejection(.invalidSignature, "The signature is not that of this message with this key.")
        }
        return VerifiedSignature(label: self.label, input: self.input, algorithm: key.algorithm, base: base)
    }

    private func checkParameters(_ required: Set<SignatureParameter.Name>) throws(SignatureRejection) {
        guard !required.isEmpty else { return }
        if let missing = SignatureParameter.Name.allCases.first(where: { name in
            required.contains(name) && !self.input.parameters.contains { $0.name == name }
        }) {
            throw SignatureRejection(.missingParameter, "The signature has no \(missing.rawValue).")
        }
    }
}

extension UnverifiedSignature: CustomStringConvertible, CustomReflectable {
    /// The label.
    public var description: String { "UnverifiedSignature(\(self.label))" }

    /// A mirror without children, so that `dump` shows no value of the message.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
