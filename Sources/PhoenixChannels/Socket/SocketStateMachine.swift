/// The life of a socket's channels: what is to be done with each message, and in which order.
///
/// A topic with a channel, or with messages that wait, has an entry. Its messages are worked off one after the other; which
/// of them waits for what is decided when its turn comes.
struct SocketStateMachine {
    private struct Entry {
        /// What waits, the first first.
        var waiting: [Work] = []
        /// Whether somebody works it off.
        var isBusy = false
        /// The channel, if one is joined.
        var member: ChannelMember?
    }

    private enum Work {
        case message(ClientMessage)
        case broadcast(Broadcast, for: any ChannelClient)
    }

    /// What is to be done with a message that has come in.
    enum Reaction {
        case send(ServerMessage)
        /// It waits for its turn.
        case wait
        /// It waits, and nobody works off its topic.
        case work
    }

    /// What is to be done next on a topic.
    enum Step {
        case join(ClientMessage, replacing: ChannelMember?)
        case handle(ClientMessage, ChannelMember)
        case leave(ClientMessage, ChannelMember)
        case intercept(Broadcast, ChannelMember)
        case send(ServerMessage)
        case terminate(ChannelMember)
    }

    private let limits: SocketLimits
    private var entries: [TopicKey: Entry] = [:]
    private(set) var isClosed = false

    /// How many messages of the client wait, and how large they are.
    private var waiting = (messages: 0, bytes: 0)

    init(limits: SocketLimits) {
        self.limits = limits
    }

    /// Whether so much of the client's waits that no more should be read.
    var isFull: Bool {
        self.waiting.messages >= self.limits.waitingMessages || self.waiting.bytes >= self.limits.waitingBytes
    }

    /// Whether so little of the client's waits that more should be read.
    var isHalfEmpty: Bool {
        self.waiting.messages <= self.limits.waitingMessages / 2 && self.waiting.bytes <= self.limits.waitingBytes / 2
    }

    // MARK: Messages of the client

    mutating func receive(_ message: ClientMessage, isServed: (String) -> Bool) -> Reaction {
        let topic = TopicKey(message.topic)
        if message.topic == "phoenix" {
            guard message.event == "heartbeat" else { return .send(Self.answerOutside(message)) }
            return .send(.reply(joinRef: .null, ref: message.ref, topic: message.topic, .ok, .empty))
        }
        if self.entries[topic] == nil {
            guard message.event == "phx_join" else { return .send(Self.answerOutside(message)) }
            guard message.topic.utf8.count <= WireLimits.nameBytes, isServed(message.topic) else {
                return .send(.unmatchedTopic(message))
            }
            guard self.entries.count < self.limits.channels else {
                return .send(.refusedJoin(message, ChannelRefusal(reason: "too many channels")))
            }
        }
        self.waiting.messages += 1
        self.waiting.bytes += message.byteCount
        return self.enqueue(.message(message), topic) ? .work : .wait
    }

    /// What a message gets for whose topic there is no channel.
    private static func answerOutside(_ message: ClientMessage) -> ServerMessage {
        guard message.event == "phx_leave" else { return .unmatchedTopic(message) }
        return .reply(joinRef: message.joinRef, ref: message.ref, topic: message.topic, .ok, .empty)
    }

    /// Returns whether somebody has to begin to work.
    private mutating func enqueue(_ work: Work, _ topic: TopicKey) -> Bool {
        self.entries[topic, default: Entry()].waiting.append(work)
        guard self.entries[topic]?.isBusy == false else { return false }
        self.entries[topic]?.isBusy = true
        return true
    }

    // MARK: Broadcasts

    /// What is to be done with a broadcast that a channel may want to change.
    enum Delivery {
        /// Nothing: it waits for its turn, or the channel has come to its end.
        case none
        /// It waits, and nobody works off its topic.
        case work
        /// Too many wait.
        case overflow
    }

    mutating func queue(_ broadcast: Broadcast, for client: any ChannelClient) -> Delivery {
        let topic = TopicKey(client.topic)
        guard let entry = self.entries[topic], entry.member === client else { return .none }
        guard entry.waiting.count < self.limits.waitingBroadcasts else { return .overflow }
        return self.enqueue(.broadcast(broadcast, for: client), topic) ? .work : .none
    }

    // MARK: Working off

    /// Returns what is to be done next on a topic, or nothing when all is done; then it must be asked for work again.
    mutating func next(_ topic: String) -> Step? {
        let topic = TopicKey(topic)
        while let entry = self.entries[topic].map({ ($0.member, isDone: $0.waiting.isEmpty) }) {
            let (member, isDone) = entry
            if self.isClosed {
                self.entries[topic] = nil
                return member.map(Step.terminate)
            }
            guard !isDone, let work = self.entries[topic]?.waiting.removeFirst() else {
                self.entries[topic]?.isBusy = false
                if member == nil { self.entries[topic] = nil }
                return nil
            }
            if let step = self.step(work, member) { return step }
        }
        return nil
    }

    private mutating func step(_ work: Work, _ member: ChannelMember?) -> Step? {
        switch work {
        case .broadcast(let broadcast, let receiver):
            return member.flatMap { $0 === receiver ? .intercept(broadcast, $0) : nil }
        case .message(let message):
            self.waiting.messages -= 1
            self.waiting.bytes -= message.byteCount
            if message.event == "phx_join" { return .join(message, replacing: member) }
            guard let member else { return .send(Self.answerOutside(message)) }
            guard !member.isStale(message) else { return nil }
            return message.event == "phx_leave" ? .leave(message, member) : .handle(message, member)
        }
    }

    // MARK: Outcomes

    /// The client has joined; the entry is there, because somebody works it off.
    mutating func joined(_ member: ChannelMember) {
        self.entries[TopicKey(member.topic)]?.member = member
    }

    /// The channel of a topic has come to its end.
    mutating func ended(_ topic: String) {
        self.entries[TopicKey(topic)]?.member = nil
    }

    /// The socket is closed.
    ///
    /// Returns the topics whose channels wait for their end and that nobody works off.
    mutating func close() -> [String] {
        self.isClosed = true
        self.waiting = (0, 0)
        var idle: [String] = []
        for (topic, entry) in self.entries {
            self.entries[topic]?.waiting = []
            if !entry.isBusy { idle.append(topic.topic) }
            self.entries[topic]?.isBusy = true
        }
        return idle
    }
}

extension ServerMessage {
    static func unmatchedTopic(_ message: ClientMessage) -> ServerMessage {
        .reply(joinRef: .null, ref: message.ref, topic: message.topic, .error, ["reason": "unmatched topic"])
    }

    static func refusedJoin(_ message: ClientMessage, _ refusal: ChannelRefusal) -> ServerMessage {
        .reply(joinRef: message.joinRef, ref: message.ref, topic: message.topic, .error, refusal.response)
    }
}
