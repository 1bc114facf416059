#if Hummingbird

import NIOCore
import Synchronization

/// One lane for each event loop on which there has been a socket.
final class EventLoopLanes: Sendable {
    private let lanes = Mutex<[ObjectIdentifier: EventLoopLane]>([:])

    func lane(of eventLoop: any EventLoop) -> EventLoopLane {
        self.lanes.withLock { lanes in
            if let lane = lanes[ObjectIdentifier(eventLoop)] { return lane }
            let lane = EventLoopLane(eventLoop)
            lanes[ObjectIdentifier(eventLoop)] = lane
            return lane
        }
    }
}

#endif
