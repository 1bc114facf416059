import HTTPMessageSignatures

/// The values of a signature's components that are tried, one after the other: those of the RFC first.
///
/// An app that deviates usually does so wherever it can, or in one way: so these are next, and then two ways at once.
struct ComponentSpellings: Sequence {
    /// Values in place of those of the RFC, and the forms that they come from.
    struct Candidate {
        private(set) var values: [MessageComponent: String] = [:]
        private(set) var forms: Set<CompatibilityForm> = []

        /// Combines deviations, of which the first for a component counts.
        fileprivate init(_ deviations: [Deviation], from values: [MessageComponent: String]) {
            self.values = values
            for deviation in deviations where self.values[deviation.component] == values[deviation.component] {
                self.values[deviation.component] = deviation.spelling
                self.forms.insert(deviation.form)
            }
        }
    }

    /// One way in which one component may deviate.
    fileprivate struct Deviation {
        let component: MessageComponent
        let form: CompatibilityForm
        let spelling: String
    }

    private let candidates: [Candidate]

    /// Combines the spellings of all components, up to a few.
    ///
    /// - Throws: ``SignatureRejection`` if the message lacks a component.
    init(of signature: UnverifiedSignature, in forms: Set<CompatibilityForm>) throws(SignatureRejection) {
        let components = signature.input.components
        guard components.contains(where: { component in forms.contains { $0.spells(component) } }) else {
            self.candidates = [Candidate([], from: [:])]
            return
        }
        let values = try signature.componentValues()
        let deviations = components.flatMap { component in
            CompatibilityForm.allCases.filter(forms.contains).flatMap { form in
                form.spellings(of: component, value: values[component] ?? "").map {
                    Deviation(component: component, form: form, spelling: $0)
                }
            }
        }
        let pairs = deviations.indices.flatMap { second in deviations[..<second].map { [$0, deviations[second]] } }
        var candidates: [Candidate] = []
        for combination in [[], deviations] + deviations.map({ [$0] }) + pairs {
            guard candidates.count < CompatibilityForm.maximumCandidates else { break }
            let candidate = Candidate(combination, from: values)
            guard !candidates.contains(where: { $0.values == candidate.values }) else { continue }
            candidates.append(candidate)
        }
        self.candidates = candidates
    }

    func makeIterator() -> some IteratorProtocol<Candidate> { self.candidates.makeIterator() }
}
