package import Approov

/// Deviations from RFC 9421 that are accepted, as the command line names them, with commas between.
package struct CompatibilityForms: Sendable {
    package let forms: Set<CompatibilityForm>

    /// Reads names, each of a known deviation.
    package init?(_ argument: String) {
        let names = argument.split(separator: ",", omittingEmptySubsequences: false)
        let forms = names.compactMap { CompatibilityForm(rawValue: String($0)) }
        guard forms.count == names.count else { return nil }
        self.forms = Set(forms)
    }
}
