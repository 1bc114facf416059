import Approov

/// How far a request came: each step of the decision, and what became of it.
struct CheckList: Sendable {
    enum State: String, Sendable {
        case passed = "passed"
        case stopped = "stopped here"
        case observed = "failed, and was let through"
        case notReached = "not reached"
        case notNeeded = "allowed without"
    }

    struct Row: Sendable {
        let step: CheckStep
        let state: State
    }

    let rows: [Row]

    /// Reads a verdict.
    ///
    /// - Parameters:
    ///   - verdict: What the verifier found out, if it was asked.
    ///   - steps: The steps that its policy asks for.
    init(_ verdict: Verdict?, steps: [CheckStep]) {
        guard let verdict else { self.rows = []; return }
        let refusal = verdict.refusal
        let observed = Dictionary(verdict.observations.map { ($0.check, $0) }) { first, _ in first }
        let isUnbound = verdict.attestation.map { !$0.isBound } ?? false
        var rows: [Row] = []
        var failed: Rejection.Check?
        var isOver = false
        for step in steps {
            let rejection = [refusal, observed[step.check]].compactMap(\.self).first {
                $0.check == step.check && CheckStep(stoppingWith: $0.code) == step
            }
            if isOver || failed == step.check {
                rows.append(Row(step: step, state: .notReached))
            } else if let rejection {
                isOver = rejection == refusal
                failed = step.check
                rows.append(Row(step: step, state: isOver ? .stopped : .observed))
            } else {
                let state: State = step == .binding && isUnbound ? .notNeeded : .passed
                rows.append(Row(step: step, state: state))
            }
        }
        self.rows = rows
    }
}

extension Verdict {
    /// Why the request was turned away, if it was.
    var refusal: Rejection? {
        if case .refused(let rejection, _) = self { rejection } else { nil }
    }

    /// What was wrong with it and let pass.
    var observations: [Rejection] {
        switch self {
        case .attested: []
        case .observed(let rejections, _): rejections
        case .refused(_, let rejections): rejections
        }
    }
}
