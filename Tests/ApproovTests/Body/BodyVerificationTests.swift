import Approov
import ApproovTesting
import HTTPTypes
import Testing

@Suite("The body of a signed request")
struct BodyVerificationTests {
    /// Returns what is left to do with the body of a request whose app has signed the digest of these bytes.
    private func verification(
        of body: [UInt8]? = SignedScene.body,
        _ change: (inout SignedScene) -> Void = { _ in }
    ) throws -> BodyVerification? {
        var scene = try SignedScene()
        scene.body = body
        change(&scene)
        try scene.sign()
        let verdict = scene.verifier.assess(scene.evidence)
        #expect(verdict.outcome == "accepted")
        return verdict.attestation?.bodyVerification
    }

    /// Returns the word for what becomes of a body that comes in these pieces.
    private func judged(_ verification: BodyVerification?, _ pieces: [[UInt8]]) -> String {
        ApproovTests.outcome { () throws(Rejection) in
            var verification = verification
            for piece in pieces { try verification?.update(piece) }
            try verification?.finish()
        }
    }

    @Test("It does not matter where it is cut", arguments: 0...SignedScene.body.count)
    func pieces(cut: Int) throws {
        let verification = try self.verification()
        let body = SignedScene.body
        let (start, end) = (Array(body[..<cut]), Array(body[cut...]))
        #expect(self.judged(verification, [start, end]) == "accepted")
        #expect(self.judged(verification, [[], start, [], [], end, []]) == "accepted")
        #expect(self.judged(verification, body.map { [$0] }) == "accepted")
        if cut > 0, cut < body.count {
            #expect(self.judged(verification, [end, start]) == "digestMismatch")
            #expect(self.judged(verification, [start]) == "digestMismatch")
            #expect(self.judged(verification, [start, end, end]) == "digestMismatch")
        }
    }

    @Test("Every bit counts")
    func bits() throws {
        let verification = try self.verification()
        for bit in 0..<(SignedScene.body.count * 8) {
            var body = SignedScene.body
            body[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(self.judged(verification, [body]) == "digestMismatch")
        }
    }

    @Test("An empty body is a body")
    func empty() throws {
        let verification = try self.verification(of: [])
        #expect(self.judged(verification, []) == "accepted")
        #expect(self.judged(verification, [[], []]) == "accepted")
        #expect(self.judged(verification, [[0]]) == "digestMismatch")
    }

    @Test("Without a digest there is nothing to do, and with one that is required there must be no body")
    func noDigest() throws {
        #expect(try self.verification { $0.app.digest = nil } == nil)
        let required = try self.verification(of: nil) {
            $0.signing.bodyDigest = .required
            $0.request.headerFields[.contentLength] = nil
        }
        #expect(required != nil)
        #expect(self.judged(required, []) == "accepted")
        #expect(self.judged(required, [[]]) == "accepted")
        #expect(self.judged(required, [[], [0]]) == "digestMissing")
        var unsigned = try SignedScene()
        unsigned.signing.installation = .ifPresent
        unsigned.signing.bodyDigest = .required
        try unsigned.attest()
        #expect(try unsigned.verifier.verify(unsigned.evidence).bodyVerification == nil)
    }

    @Test("A body may be as long as the limit, and no longer", arguments: [0, 1, 16, 17, 18, 1000])
    func limit(limit: Int) throws {
        let verification = try self.verification {
            $0.signing.maximumBodyLength = limit
            $0.request.headerFields[.contentLength] = nil
        }
        let length = SignedScene.body.count
        let expected = length <= limit ? "accepted" : "bodyTooLarge"
        #expect(self.judged(verification, [SignedScene.body]) == expected)
        #expect(self.judged(verification, SignedScene.body.map { [$0] }) == expected)
        let longer = [UInt8](repeating: 0, count: limit + 1)
        #expect(self.judged(verification, [longer]) == "bodyTooLarge")
        #expect(self.judged(verification, [Array(longer.dropLast()), [0]]) == "bodyTooLarge")
        let exact = Array(longer.dropLast())
        #expect(self.judged(verification, [exact]) == (limit == 0 && length == 0 ? "accepted" : "digestMismatch"))
    }

    @Test("A body that is announced to be too long is refused before it comes", arguments: [0, 1, 16, 17, 18])
    func announcedLength(limit: Int) throws {
        var scene = try SignedScene()
        scene.signing.maximumBodyLength = limit
        try scene.sign()
        #expect(scene.verifier.assess(scene.evidence).outcome == (limit < 17 ? "bodyTooLarge" : "accepted"))
    }

    @Test("What comes after the end is refused")
    func afterTheEnd() throws {
        var verification = try #require(try self.verification())
        try verification.update(SignedScene.body)
        try verification.finish()
        try verification.update([])
        try verification.finish()
        let rejection = #expect(throws: Rejection.self) { try verification.update([0]) }
        #expect(rejection?.code == .digestMismatch)
        #expect(throws: Rejection.self) { try verification.finish() }
    }

    @Test("What has been refused stays refused, whatever follows")
    func afterRefusal() throws {
        var verification = try #require(try self.verification { $0.signing.maximumBodyLength = 17 })
        let tooLong = [UInt8](repeating: 0, count: 18)
        #expect(throws: Rejection.self) { try verification.update(tooLong) }
        for _ in 0..<2 {
            #expect(outcome { () throws(Rejection) in try verification.update(SignedScene.body) } == "bodyTooLarge")
            #expect(outcome { () throws(Rejection) in try verification.update([]) } == "bodyTooLarge")
            #expect(outcome { () throws(Rejection) in try verification.finish() } == "bodyTooLarge")
        }
    }

    @Test("The end comes once, and says the same when it is asked for again")
    func finishTwice() throws {
        var right = try #require(try self.verification())
        try right.update(SignedScene.body)
        for _ in 0..<3 { #expect(outcome { () throws(Rejection) in try right.finish() } == "accepted") }
        var wrong = try #require(try self.verification())
        for _ in 0..<3 { #expect(outcome { () throws(Rejection) in try wrong.finish() } == "digestMismatch") }
        #expect(outcome { () throws(Rejection) in try wrong.update(SignedScene.body) } == "digestMismatch")
    }

    @Test("A copy goes its own way")
    func copies() throws {
        var first = try #require(try self.verification())
        try first.update(Array(SignedScene.body.prefix(3)))
        var second = first
        try first.update(Array(SignedScene.body.dropFirst(3)))
        try first.finish()
        #expect(outcome { () throws(Rejection) in try second.finish() } == "digestMismatch")
    }

    @Test("A body that is only observed passes, whatever it is")
    func observed() throws {
        for pieces in [[], [[0]], [SignedScene.body, [0]], [[UInt8](repeating: 0, count: 100)]] as [[[UInt8]]] {
            let verification = try self.verification {
                $0.signing.mode = .observe
                $0.signing.maximumBodyLength = 20
            }
            #expect(self.judged(verification, pieces) == "accepted")
        }
    }

    @Test("Printing shows nothing of the digest")
    func printing() throws {
        let verification = try #require(try self.verification())
        var dumped = ""
        dump(verification, to: &dumped)
        #expect("\(verification)" == "BodyVerification(…)")
        #expect(!dumped.contains("digest"))
    }
}
