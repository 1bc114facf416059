import PhoenixChannels
import Testing

@testable import PhoenixChannelsHummingbird

@Suite("What waits for a slow reader")
struct FrameBacklogTests {
    private func frame(_ count: Int) -> WireFrame {
        WireFrame(isText: true, Array(repeating: 0x20, count: count))
    }

    private func backlog(messages: Int, bytes: Int) -> FrameBacklog {
        var limits = PhoenixEndpoint.Limits()
        limits.waitingMessages = messages
        limits.waitingBytes = bytes
        return FrameBacklog(limits)
    }

    @Test("There is a limit to the frames and to their bytes")
    func limits() {
        var few = self.backlog(messages: 2, bytes: 100)
        let tries = [1, 1, 1].map { few.append(self.frame($0)) }
        #expect(tries == [true, true, false])
        var small = self.backlog(messages: 10, bytes: 100)
        let sizes = [60, 41, 40].map { small.append(self.frame($0)) }
        #expect(sizes == [true, false, true])
        let first = small.next()
        let again = small.append(self.frame(60))
        #expect(first?.bytes.count == 60)
        #expect(again)
    }

    @Test("One frame may always wait, however large it is")
    func largeFrame() {
        var backlog = self.backlog(messages: 2, bytes: 100)
        let tries = [1000, 1].map { backlog.append(self.frame($0)) }
        #expect(tries == [true, false])
        let first = backlog.next()
        let again = backlog.append(self.frame(1))
        #expect(first?.bytes.count == 1000)
        #expect(again)
    }
}
