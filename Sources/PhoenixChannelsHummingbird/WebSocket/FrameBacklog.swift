#if Hummingbird

import DequeModule
import PhoenixChannels

/// What waits for a client that reads more slowly than it is written to.
struct FrameBacklog {
    private let limits: PhoenixEndpoint.Limits
    private var frames = Deque<WireFrame>()
    private var byteCount = 0

    init(_ limits: PhoenixEndpoint.Limits) {
        self.limits = limits
    }

    var isEmpty: Bool { self.frames.isEmpty }

    /// Takes a frame, if there is room for it; however large it is, for one there is.
    mutating func append(_ frame: WireFrame) -> Bool {
        guard
            self.frames.isEmpty
                || self.frames.count < self.limits.waitingMessages
                    && frame.bytes.count <= self.limits.waitingBytes - self.byteCount
        else { return false }
        self.frames.append(frame)
        self.byteCount += frame.bytes.count
        return true
    }

    /// Returns the frame that has waited longest.
    mutating func next() -> WireFrame? {
        guard let frame = self.frames.popFirst() else { return nil }
        self.byteCount -= frame.bytes.count
        return frame
    }

    mutating func removeAll() {
        self.frames = []
        self.byteCount = 0
    }
}

#endif
