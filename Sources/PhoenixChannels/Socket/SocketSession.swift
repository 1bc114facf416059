/// A socket that is open: gives each message of the client to whom it concerns, and sends what comes of it.
///
/// It lives on the executor of its transport, which calls ``receive(text:)`` or ``receive(binary:)`` for each message, and
/// ``closed()`` once at the end.
public actor SocketSession: ChannelHome {
    private nonisolated let transport: any SocketTransport

    /// The version that the client asked for.
    public nonisolated let version: ProtocolVersion

    private let accepted: AcceptedSocket
    private var machine: SocketStateMachine
    private var isReading = true

    /// The executor of the transport.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe self.transport.executor.asUnownedSerialExecutor()
    }

    /// Opens a socket that has been accepted.
    public init(_ accepted: AcceptedSocket, version: ProtocolVersion, transport: any SocketTransport) {
        self.accepted = accepted
        self.version = version
        self.transport = transport
        self.machine = SocketStateMachine(limits: accepted.limits)
        accepted.handle.attach(to: transport)
        accepted.observer?.opened()
    }

    // MARK: From the transport

    /// Takes a text message, which need not be UTF-8.
    ///
    /// - Throws: ``WireFault``; the transport then closes.
    public func receive(text: [UInt8]) throws(WireFault) {
        self.receive(try self.version.decode(text: text))
    }

    /// Takes a binary message.
    ///
    /// - Throws: ``WireFault``; the transport then closes.
    public func receive(binary: [UInt8]) throws(WireFault) {
        self.receive(try self.version.decode(binary: binary))
    }

    /// Ends all channels.
    ///
    /// Nothing is sent any more.
    public func closed() {
        guard !self.machine.isClosed else { return }
        for topic in self.machine.close() { self.work(on: topic) }
        self.accepted.observer?.closed()
    }

    private func receive(_ message: ClientMessage) {
        guard !self.machine.isClosed else { return }
        switch self.machine.receive(message, isServed: self.accepted.serves) {
        case .send(let answer): self.send(answer)
        case .wait: break
        case .work: self.work(on: message.topic)
        }
        self.adjustReading()
    }

    private func adjustReading() {
        guard !self.machine.isClosed else { return }
        if self.isReading, self.machine.isFull {
            self.isReading = false
            self.transport.setReading(false)
        } else if !self.isReading, self.machine.isHalfEmpty {
            self.isReading = true
            self.transport.setReading(true)
        }
    }

    // MARK: To the client

    private func send(_ message: ServerMessage) {
        guard !self.machine.isClosed, let frame = self.version.encode(message) else { return }
        self.transport.send(frame)
    }

    func send(_ message: ServerMessage, to client: any ChannelClient) {
        guard client.isCurrent else { return }
        self.send(message)
    }

    nonisolated func queue(_ broadcast: Broadcast, for client: any ChannelClient) {
        self.assumeIsolated { session in
            switch session.machine.queue(broadcast, for: client) {
            case .work: session.work(on: client.topic)
            case .none: break
            case .overflow: session.transport.close(.policyViolation, reason: "too slow")
            }
        }
    }

    // MARK: Channels

    /// Works off what waits on a topic, until nothing does.
    private func work(on topic: String) {
        Task {
            while let step = self.machine.next(topic) {
                await self.take(step)
                self.adjustReading()
            }
            self.adjustReading()
        }
    }

    private func take(_ step: SocketStateMachine.Step) async {
        switch step {
        case .send(let message):
            self.send(message)
        case .join(let message, let former):
            await self.join(message, replacing: former)
        case .handle(let message, let member):
            await self.handle(message, member)
        case .intercept(let broadcast, let member):
            await self.intercept(broadcast, member)
        case .leave(let message, let member):
            self.end(member)
            self.send(.reply(joinRef: member.channelRef, ref: message.ref, topic: message.topic, .ok, .empty))
            self.send(.end(joinRef: member.joinRef, topic: member.topic, .closed))
            await member.channel.terminate(.left, socket: self.socket(member))
        case .terminate(let member):
            self.end(member)
            await member.channel.terminate(.disconnected, socket: self.socket(member))
        }
    }

    /// Joins, and closes a channel that was joined before, whatever comes of it.
    private func join(_ message: ClientMessage, replacing former: ChannelMember?) async {
        if let former {
            self.end(former)
            await former.channel.terminate(.replaced, socket: self.socket(former))
        }
        await self.join(message)
        if let former { self.send(.end(joinRef: former.joinRef, topic: former.topic, .closed)) }
    }

    private func join(_ message: ClientMessage) async {
        guard let channel = self.accepted.makeChannel(message.topic) else {
            return self.send(.unmatchedTopic(message))
        }
        let member = ChannelMember(message, channel, self.version, self.transport, home: self)
        do {
            let response = try await channel.join(message.topic, payload: message.payload, socket: self.socket(member))
            self.machine.joined(member)
            self.accepted.observer?.joined(member.topic)
            guard !self.machine.isClosed else { return }
            member.isCurrent = true
            self.accepted.pubSub.subscribe(member, to: member.topic)
            self.send(
                .reply(joinRef: message.joinRef, ref: message.ref, topic: message.topic, .ok, response)
            )
        } catch let refusal as ChannelRefusal {
            self.send(.refusedJoin(message, refusal))
        } catch {
            self.send(.refusedJoin(message, ChannelRefusal(reason: "join crashed")))
        }
    }

    private func handle(_ message: ClientMessage, _ member: ChannelMember) async {
        self.accepted.observer?.received(message.event, on: message.topic)
        do {
            let reply = try await member.channel.handle(
                message.event,
                payload: message.payload,
                socket: self.socket(member)
            )
            if case .answer(let status, let payload) = reply { self.reply(to: message, member, status, payload) }
        } catch let refusal as ChannelRefusal {
            self.reply(to: message, member, .error, refusal.response)
        } catch {
            await self.crash(member)
        }
    }

    private func reply(to message: ClientMessage, _ member: ChannelMember, _ status: ReplyStatus, _ payload: Payload) {
        self.send(.reply(joinRef: member.channelRef, ref: message.ref, topic: message.topic, status, payload))
    }

    private func intercept(_ broadcast: Broadcast, _ member: ChannelMember) async {
        do {
            guard member.intercepts(broadcast.event) else {
                return self.send(.broadcast(topic: broadcast.topic, event: broadcast.event, broadcast.payload))
            }
            let payload = try await member.channel.intercept(
                broadcast.event,
                payload: broadcast.payload,
                socket: self.socket(member)
            )
            guard let payload else { return }
            self.send(.push(joinRef: member.channelRef, topic: member.topic, event: broadcast.event, payload))
        } catch {
            await self.crash(member)
        }
    }

    private func crash(_ member: ChannelMember) async {
        self.end(member)
        self.send(.end(joinRef: member.joinRef, topic: member.topic, .crashed))
        await member.channel.terminate(.failed, socket: self.socket(member))
    }

    private func end(_ member: ChannelMember) {
        member.isCurrent = false
        self.accepted.pubSub.unsubscribe(member, from: member.topic)
        self.machine.ended(member.topic)
        self.accepted.observer?.left(member.topic)
    }

    private func socket(_ member: ChannelMember) -> ChannelSocket {
        ChannelSocket(client: member, handle: self.accepted.handle, pubSub: self.accepted.pubSub)
    }
}
