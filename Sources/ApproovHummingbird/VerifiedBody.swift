#if Hummingbird

import Approov
import Hummingbird
import NIOCore
import Synchronization

/// The body of a request on its way to a handler, which does not get the last of it before all of it is known to be genuine.
///
/// Each piece is handed on when the next one is there, so that whoever has the whole body has the one that the app has signed.
struct VerifiedBody: AsyncSequence, Sendable {
    /// Why the body was refused, if it was.
    final class Fault: Sendable {
        private let error = Mutex<(any HTTPResponseError)?>(nil)

        var found: (any HTTPResponseError)? { self.error.withLock(\.self) }

        fileprivate func keep(_ error: any HTTPResponseError) {
            self.error.withLock { $0 = error }
        }
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var pieces: RequestBody.AsyncIterator
        fileprivate var piece: ByteBuffer?
        fileprivate var verification: BodyVerification
        fileprivate let fault: Fault
        fileprivate let allowed: Set<Rejection.Code>
        fileprivate var isLetThrough = false
        fileprivate let refuse: @Sendable (Rejection) -> any HTTPResponseError

        @concurrent
        mutating func next() async throws -> ByteBuffer? {
            if self.piece == nil { try await self.advance() }
            guard let piece = self.piece else { return nil }
            try await self.advance()
            return piece
        }

        @concurrent
        private mutating func advance() async throws {
            if let error = self.fault.found { throw error }
            self.piece = try await self.pieces.next()
            guard !self.isLetThrough else { return }
            do throws(Rejection) {
                if let piece = self.piece {
                    try self.verification.update(piece.readableBytesUInt8Span)
                } else {
                    try self.verification.finish()
                }
            } catch {
                guard !self.allowed.contains(error.code) else { return self.isLetThrough = true }
                let answer = self.refuse(error)
                self.fault.keep(answer)
                throw answer
            }
        }
    }

    let body: RequestBody
    let verification: BodyVerification
    let fault: Fault
    let allowed: Set<Rejection.Code>
    let refuse: @Sendable (Rejection) -> any HTTPResponseError

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(
            pieces: self.body.makeAsyncIterator(),
            piece: nil,
            verification: self.verification,
            fault: self.fault,
            allowed: self.allowed,
            refuse: self.refuse
        )
    }
}

#endif
