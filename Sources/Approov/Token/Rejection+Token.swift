import StrictJSON

extension Rejection {
    static func malformed(_ message: String) -> Rejection {
        Rejection(.malformedToken, check: .token, message: message)
    }

    static func algorithmNotAllowed(_ message: String) -> Rejection {
        Rejection(.algorithmNotAllowed, check: .token, message: message)
    }

    /// A token part whose text is not the strict JSON object that it must be.
    static func malformed(_ part: String, _ fault: JSONFault) -> Rejection {
        switch fault {
        case .syntax: .malformed("The token's \(part) is not a JSON object.")
        case .text: .malformed("The token's \(part) is not valid Unicode text.")
        case .duplicateName: .malformed("The token's \(part) has two members of the same name.")
        case .depth: .malformed("The token's \(part) is nested too deeply.")
        }
    }
}
