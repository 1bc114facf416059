import HTTPMessageSignatures

/// The values of a signature's components that are tried, one after the other: those of the RFC first.
struct ComponentSpellings: Sequence {
    /// Values in place of those of the RFC, and the forms that they come from.
    struct Candidate {
        var values: [MessageComponent: String] = [:]
        var forms: Set<CompatibilityForm> = []
    }

    private let candidates: [Candidate]

    /// Combines the spellings of all components, up to a few.
    init(of signature: UnverifiedSignature, in forms: Set<CompatibilityForm>) {
        var candidates = [Candidate()]
        for component in forms.isEmpty ? [] : signature.input.components {
            guard let value = try? signature.value(of: component) else { continue }
            let spelt = CompatibilityForm.allCases.filter(forms.contains).flatMap { form in
                form.spellings(of: component, value: value).map { (form, $0) }
            }
            for candidate in candidates {
                for (form, spelling) in spelt where candidates.count < CompatibilityForm.maximumCandidates {
                    var candidate = candidate
                    candidate.values[component] = spelling
                    candidate.forms.insert(form)
                    candidates.append(candidate)
                }
            }
        }
        self.candidates = candidates
    }

    func makeIterator() -> some IteratorProtocol<Candidate> { self.candidates.makeIterator() }
}
