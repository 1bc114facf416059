#if Configuration

/// How a configuration spells whether something must be there.
enum RequirementWord: String, CaseIterable {
    case required
    case ifPresent = "if-present"
    case off

    /// Whether tokens must be bound, if bindings are looked at.
    var binding: TokenBinding.Requirement? {
        switch self {
        case .required: .required
        case .ifPresent: .ifPresent
        case .off: nil
        }
    }

    /// Whether requests must be signed.
    var signing: SigningRequirement {
        switch self {
        case .required: .required
        case .ifPresent: .ifPresent
        case .off: .off
        }
    }
}

#endif
