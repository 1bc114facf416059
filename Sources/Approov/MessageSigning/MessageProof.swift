/// What the signatures of a request prove, and what is left to be proved of its body.
struct MessageProof {
    /// The signatures that have been verified.
    var signatures: [MessageSignature] = []

    /// What is asked of the body, if anything.
    var body: BodyExpectation?
}
