import PhoenixChannels
import Synchronization
import Testing

@Suite("The life of a socket and its channels")
struct SocketSessionTests {
    private let join = #"["2","2","room:lobby","phx_join",{}]"#
    private let joined = #"["2","2","room:lobby","phx_reply",{"response":{},"status":"ok"}]"#
    private let heartbeat = #"[null,"h","phoenix","heartbeat",{}]"#
    private let beat = #"[null,"h","phoenix","phx_reply",{"response":{},"status":"ok"}]"#
    private let unmatched = #""phx_reply",{"response":{"reason":"unmatched topic"},"status":"error"}]"#

    // MARK: Without a channel

    @Test(
        "A message is answered at once that concerns no channel",
        arguments: [
            (
                #"[null,"1","phoenix","heartbeat",{}]"#,
                #"[null,"1","phoenix","phx_reply",{"response":{},"status":"ok"}]"#
            ),
            (#"["9",1,"phoenix","heartbeat",null]"#, #"[null,1,"phoenix","phx_reply",{"response":{},"status":"ok"}]"#),
            (#"["1","6","nope","phx_leave",{}]"#, #"["1","6","nope","phx_reply",{"response":{},"status":"ok"}]"#),
            (#"["1","6","phoenix","phx_join",{}]"#, "[null,\"6\",\"phoenix\","),
            (#"["1","6","phoenix","phx_leave",{}]"#, #"["1","6","phoenix","phx_reply",{"response":{},"status":"ok"}]"#),
            (#"["1","6","nope","phx_join",{}]"#, "[null,\"6\",\"nope\","),
            (#"["1","6","room:lobby","ask",{}]"#, "[null,\"6\",\"room:lobby\","),
            (#"["1","6","room:lobby","phx_close",{}]"#, "[null,\"6\",\"room:lobby\","),
            (#"["1","6","","",{}]"#, "[null,\"6\",\"\","),
        ]
    )
    func outside(message: String, answer: String) async throws {
        var client = try await TestClient(.scripted())
        #expect(try await client.ask(message) == (answer.hasSuffix("]") ? answer : answer + self.unmatched))
    }

    @Test("A topic too long for a frame is served by nobody")
    func longTopic() async throws {
        var client = try await TestClient(.scripted())
        let topic = "user:" + String(repeating: "x", count: 251)
        let refused = try await client.ask("[\"1\",\"1\",\"\(topic)\",\"phx_join\",{}]")
        #expect(refused == "[null,\"1\",\"\(topic)\"," + self.unmatched)
        let accepted = try await client.ask("[\"1\",\"1\",\"\(topic.dropLast())\",\"phx_join\",{}]")
        #expect(accepted.hasSuffix("\"status\":\"ok\"}]"))
    }

    // MARK: Joining

    @Test(
        "A join is answered by what the channel says",
        arguments: [
            (#"{"response":{"a":1}}"#, #"{"response":{"a":1},"status":"ok"}"#),
            (#"{"do":"refuse"}"#, #"{"response":{"reason":"no"},"status":"error"}"#),
            (#"{"do":"crash"}"#, #"{"response":{"reason":"join crashed"},"status":"error"}"#),
            ("null", #"{"response":{},"status":"ok"}"#), ("[1]", #"{"response":{},"status":"ok"}"#),
        ]
    )
    func join(payload: String, answer: String) async throws {
        var client = try await TestClient(.scripted())
        let reply = try await client.ask("[\"2\",\"3\",\"user:7\",\"phx_join\",\(payload)]")
        #expect(reply == "[\"2\",\"3\",\"user:7\",\"phx_reply\",\(answer)]")
    }

    @Test("Who was refused is not on the topic, and may try again")
    func joinAgain() async throws {
        var client = try await TestClient(.scripted())
        _ = try await client.ask(#"["2","2","room:lobby","phx_join",{"do":"refuse"}]"#)
        #expect(
            try await client.ask(#"["2","3","room:lobby","ask",{}]"#) == "[null,\"3\",\"room:lobby\"," + self.unmatched
        )
        #expect(try await client.ask(self.join) == self.joined)
    }

    @Test("Messages for a topic wait for its join; heartbeats do not")
    func slowJoin() async throws {
        let script = ScriptedChannel.Script()
        var client = try await TestClient(.scripted(script))
        try await client.send(#"["2","2","room:lobby","phx_join",{"do":"wait"}]"#)
        try await client.send(#"["2","3","room:lobby","ask",{"n":1}]"#)
        #expect(try await client.ask(self.heartbeat) == self.beat)
        script.open()
        #expect(try await client.next() == self.joined)
        #expect(
            try await client.next()
                == #"["2","3","room:lobby","phx_reply",{"response":{"n":1},"status":"ok"}]"#
        )
    }

    @Test("Messages that wait for a join that is refused are answered as if there had been none")
    func refusedSlowJoin() async throws {
        let script = ScriptedChannel.Script()
        var client = try await TestClient(.scripted(script))
        // The second join waits for the first, which a handler holds up.
        try await client.send(#"["2","2","room:lobby","phx_join",{"do":"wait"}]"#)
        try await client.send(#"["3","3","room:lobby","phx_join",{"do":"refuse"}]"#)
        try await client.send(#"["3","4","room:lobby","ask",{}]"#)
        try await client.send(#"["3","5","room:lobby","phx_leave",{}]"#)
        script.open()
        #expect(try await client.next() == self.joined)
        #expect(
            try await client.next()
                == #"["3","3","room:lobby","phx_reply",{"response":{"reason":"no"},"status":"error"}]"#
        )
        #expect(try await client.next() == #"["2","2","room:lobby","phx_close",{}]"#)
        #expect(try await client.next() == "[null,\"4\",\"room:lobby\"," + self.unmatched)
        #expect(try await client.next() == #"["3","5","room:lobby","phx_reply",{"response":{},"status":"ok"}]"#)
        #expect(script.endings.withLock { $0 } == [.replaced])
    }

    @Test("Joining anew closes the former channel, whatever comes of it", arguments: [true, false])
    func duplicateJoin(isAccepted: Bool) async throws {
        let script = ScriptedChannel.Script()
        var client = try await TestClient(.scripted(script))
        #expect(try await client.ask(self.join) == self.joined)
        let reply = try await client.ask(
            "[\"5\",\"6\",\"room:lobby\",\"phx_join\",{\"do\":\"\(isAccepted ? "" : "refuse")\"}]"
        )
        #expect(
            reply.hasPrefix("[\"5\",\"6\",\"room:lobby\",\"phx_reply\",") && reply.contains(isAccepted ? "ok" : "error")
        )
        #expect(try await client.next() == #"["2","2","room:lobby","phx_close",{}]"#)
        let answer = try await client.ask(#"["5","7","room:lobby","ask",{}]"#)
        #expect(answer.contains(isAccepted ? "\"status\":\"ok\"" : "unmatched topic"))
        #expect(script.endings.withLock { $0 } == [.replaced])
    }

    @Test("A join without join_ref works; the channel's messages then carry its ref, those about the channel none")
    func joinWithoutJoinRef() async throws {
        var client = try await TestClient(.scripted())
        #expect(
            try await client.ask(#"[null,"2","room:lobby","phx_join",{}]"#)
                == #"[null,"2","room:lobby","phx_reply",{"response":{},"status":"ok"}]"#
        )
        #expect(
            try await client.ask(#"[null,"3","room:lobby","phx_leave",{}]"#)
                == #"["2","3","room:lobby","phx_reply",{"response":{},"status":"ok"}]"#
        )
        #expect(try await client.next() == #"[null,null,"room:lobby","phx_close",{}]"#)
    }

    @Test("There is a limit to the topics of a socket")
    func channelLimit() async throws {
        var limits = SocketLimits()
        limits.channels = 2
        var client = try await TestClient(.scripted(limits: limits))
        for topic in ["user:1", "user:2"] {
            #expect(try await client.ask("[\"1\",\"1\",\"\(topic)\",\"phx_join\",{}]").contains("\"ok\""))
        }
        #expect(
            try await client.ask(#"["3","3","user:3","phx_join",{}]"#)
                == #"["3","3","user:3","phx_reply",{"response":{"reason":"too many channels"},"status":"error"}]"#
        )
        #expect(try await client.ask(#"["1","4","user:1","phx_leave",{}]"#).contains("\"ok\""))
        #expect(try await client.next().contains("phx_close"))
        #expect(try await client.ask(#"["3","5","user:3","phx_join",{}]"#).contains("\"ok\""))
    }

    // MARK: Events

    @Test(
        "An event is answered by what the channel says",
        arguments: [
            ("ask", #"["2","3","room:lobby","phx_reply",{"response":{"n":1},"status":"ok"}]"#),
            ("fail", #"["2","3","room:lobby","phx_reply",{"response":{"n":1},"status":"error"}]"#),
            ("refuse", #"["2","3","room:lobby","phx_reply",{"response":{"reason":"no"},"status":"error"}]"#),
            ("push", #"["2",null,"room:lobby","pushed",{"n":1}]"#),
            ("broadcast", #"[null,null,"room:lobby","shout",{"n":1}]"#),
            ("crash", #"["2","2","room:lobby","phx_error",{}]"#),
        ]
    )
    func events(event: String, answer: String) async throws {
        var client = try await TestClient(.scripted())
        _ = try await client.ask(self.join)
        #expect(try await client.ask("[\"2\",\"3\",\"room:lobby\",\"\(event)\",{\"n\":1}]") == answer)
    }

    @Test("A channel that failed is gone; its socket is not, and the client may join again")
    func crash() async throws {
        let script = ScriptedChannel.Script()
        var client = try await TestClient(.scripted(script))
        _ = try await client.ask(self.join)
        _ = try await client.ask(#"["2","3","room:lobby","crash",{}]"#)
        #expect(
            try await client.ask(#"["2","4","room:lobby","ask",{}]"#) == "[null,\"4\",\"room:lobby\"," + self.unmatched
        )
        #expect(try await client.ask(self.join) == self.joined)
        #expect(script.endings.withLock { $0 } == [.failed])
    }

    @Test("Events of one topic are handled in their order, and other topics do not wait")
    func order() async throws {
        let script = ScriptedChannel.Script()
        var client = try await TestClient(.scripted(script))
        _ = try await client.ask(self.join)
        _ = try await client.ask(#"["9","9","user:1","phx_join",{}]"#)
        try await client.send(#"["2","3","room:lobby","wait",{}]"#)
        for n in 0..<50 { try await client.send("[\"2\",\(n),\"room:lobby\",\"ask\",{}]") }
        #expect(try await client.ask(#"["9","10","user:1","ask",{}]"#).contains("\"10\",\"user:1\""))
        script.open()
        for n in 0..<50 { #expect(try await client.next().hasPrefix("[\"2\",\(n),")) }
    }

    @Test("A message for a former join of the topic is dropped", arguments: ["ask", "phx_leave", "crash"])
    func staleJoinRef(event: String) async throws {
        var client = try await TestClient(.scripted())
        _ = try await client.ask(self.join)
        try await client.send("[\"1\",\"3\",\"room:lobby\",\"\(event)\",{}]")
        #expect(
            try await client.ask(#"[null,"4","room:lobby","ask",{}]"#)
                == #"["2","4","room:lobby","phx_reply",{"response":{},"status":"ok"}]"#
        )
    }

    @Test("What only servers send is an event like others", arguments: ["phx_close", "phx_error", "phx_reply"])
    func serverEvents(event: String) async throws {
        let script = ScriptedChannel.Script()
        var client = try await TestClient(.scripted(script))
        _ = try await client.ask(self.join)
        try await client.send("[\"2\",\"3\",\"room:lobby\",\"\(event)\",{}]")
        _ = try await client.ask(#"["2","4","room:lobby","ask",{}]"#)
        #expect(script.seen.withLock { $0 } == [event, "ask"])
    }

    @Test("Binary messages are handled as others are, and a null ref stays an empty text")
    func binary() async throws {
        var client = try await TestClient(.scripted())
        _ = try await client.ask(#"["","1","room:lobby","phx_join",{}]"#)
        let ask: [UInt8] = [0, 0, 1, 10, 3] + Array("7room:lobbyask".utf8) + [0xDE, 0xAD]
        try await client.send(binary: ask)
        #expect(try await client.nextFrame().bytes == [1, 0, 1, 10, 2] + Array("7room:lobbyok".utf8) + [0xDE, 0xAD])
        try await client.send(binary: [0, 0, 1, 10, 9] + Array("8room:lobbyphx_leave".utf8))
        #expect(try await client.next() == #"["","8","room:lobby","phx_reply",{"response":{},"status":"ok"}]"#)
        #expect(try await client.next() == #"["","","room:lobby","phx_close",{}]"#)
    }

    // MARK: Leaving

    @Test("Leaving is answered, and the channel closed")
    func leave() async throws {
        let script = ScriptedChannel.Script()
        var client = try await TestClient(.scripted(script))
        _ = try await client.ask(self.join)
        #expect(
            try await client.ask(#"["2","4","room:lobby","phx_leave",{}]"#)
                == #"["2","4","room:lobby","phx_reply",{"response":{},"status":"ok"}]"#
        )
        #expect(try await client.next() == #"["2","2","room:lobby","phx_close",{}]"#)
        #expect(
            try await client.ask(#"["2","5","room:lobby","phx_leave",{}]"#)
                == #"["2","5","room:lobby","phx_reply",{"response":{},"status":"ok"}]"#
        )
        #expect(try await client.ask(self.join) == self.joined)
        #expect(script.endings.withLock { $0 } == [.left])
    }

    @Test("Version 1 says the same without join_ref")
    func version1() async throws {
        var client = try await TestClient(.scripted(), .v1)
        let message = { (event: String, ref: Int) in
            "{\"topic\":\"room:lobby\",\"event\":\"\(event)\",\"payload\":{},\"ref\":\(ref)}"
        }
        let reply = { (ref: Int) in
            #"{"event":"phx_reply","payload":{"response":{},"status":"ok"},"ref":"# + "\(ref),\"topic\":\"room:lobby\"}"
        }
        #expect(try await client.ask(message("phx_join", 0)) == reply(0))
        #expect(try await client.ask(message("ask", 1)) == reply(1))
        #expect(try await client.ask(message("phx_leave", 2)) == reply(2))
        #expect(try await client.next() == #"{"event":"phx_close","payload":{},"ref":null,"topic":"room:lobby"}"#)
    }

    // MARK: The end

    @Test("A socket that is closed ends its channels, those that are busy once they are done")
    func closing() async throws {
        let script = ScriptedChannel.Script()
        let pubSub = LocalPubSub()
        let counts = Counts()
        var client = try await TestClient(.scripted(script, pubSub: pubSub, observer: counts))
        _ = try await client.ask(self.join)
        _ = try await client.ask(#"["9","9","user:1","phx_join",{}]"#)
        try await client.send(#"["2","3","room:lobby","wait",{}]"#)
        try await client.send(#"["2","4","room:lobby","ask",{}]"#)
        #expect(try await client.ask(self.heartbeat) == self.beat)
        #expect(pubSub.topicCount == 2)
        await client.session.closed()
        await client.session.closed()
        script.open()
        await script.waitForEndings(2)
        #expect(script.endings.withLock { $0 } == [.disconnected, .disconnected])
        #expect(script.seen.withLock { $0 } == ["wait"])
        #expect(pubSub.topicCount == 0)
        #expect(counts.state.withLock { [$0.opened, $0.closed, $0.joined, $0.left, $0.received] } == [1, 1, 2, 2, 1])
    }

    @Test("A socket that is closed while a client joins leaves nothing behind")
    func closingWhileJoining() async throws {
        let script = ScriptedChannel.Script()
        let pubSub = LocalPubSub()
        let client = try await TestClient(.scripted(script, pubSub: pubSub))
        try await client.send(#"["2","2","room:lobby","phx_join",{"do":"wait"}]"#)
        await client.session.closed()
        script.open()
        await script.waitForEndings(1)
        #expect(script.endings.withLock { $0 } == [.disconnected])
        #expect(pubSub.topicCount == 0)
    }

    @Test("A channel can close its socket")
    func disconnect() async throws {
        var client = try await TestClient(.scripted())
        _ = try await client.ask(self.join)
        try await client.send(#"["2","3","room:lobby","close",{}]"#)
        _ = try await client.ask(#"["2","4","room:lobby","ask",{}]"#)
        let closure = TestTransport.Closure(code: .policyViolation, reason: "told so", delay: .zero)
        #expect(client.transport.closures.withLock { $0 } == [closure])
    }

    @Test("What was asked of a socket before it was open is done when it is")
    func earlyDisconnect() async throws {
        let socket = PhoenixSocket<String> { _, handle in
            handle.disconnect(after: .seconds(5), .goingAway, reason: "soon")
            return "somebody"
        } channels: {
            ChannelRoute("room:lobby") { _ in ScriptedChannel(script: ScriptedChannel.Script()) }
        }
        let client = try await TestClient(socket)
        let closure = TestTransport.Closure(code: .goingAway, reason: "soon", delay: .seconds(5))
        #expect(client.transport.closures.withLock { $0 } == [closure])
    }

    // MARK: Too much

    @Test("A client whose messages wait is not read from, until half of them are done")
    func backPressure() async throws {
        let script = ScriptedChannel.Script()
        var limits = SocketLimits()
        limits.waitingMessages = 4
        var client = try await TestClient(.scripted(script, limits: limits))
        _ = try await client.ask(self.join)
        try await client.send(#"["2","3","room:lobby","wait",{}]"#)
        #expect(try await client.ask(self.heartbeat) == self.beat)
        for n in 0..<3 { try await client.send("[\"2\",\(n),\"room:lobby\",\"ask\",{}]") }
        #expect(client.transport.readings.withLock { $0 } == [])
        try await client.send(#"["2",3,"room:lobby","ask",{}]"#)
        #expect(client.transport.readings.withLock { $0 } == [false])
        script.open()
        for _ in 0..<4 { _ = try await client.next() }
        #expect(try await client.ask(self.heartbeat) == self.beat)
        #expect(client.transport.readings.withLock { $0 } == [false, true])
    }

    @Test("Messages that are dropped do not stop the reading for good")
    func droppedMessages() async throws {
        var limits = SocketLimits()
        limits.waitingMessages = 4
        var client = try await TestClient(.scripted(limits: limits))
        _ = try await client.ask(self.join)
        try await client.session.receive(count: 10, of: #"["0","3","room:lobby","ask",{}]"#)
        #expect(try await client.ask(#"["2","4","room:lobby","ask",{}]"#).hasPrefix(#"["2","4","#))
        #expect(try await client.ask(self.heartbeat) == self.beat)
        #expect(client.transport.readings.withLock { $0 } == [false, true])
    }

    @Test("Large messages that wait stop the reading as many do")
    func waitingBytes() async throws {
        let script = ScriptedChannel.Script()
        var limits = SocketLimits()
        limits.waitingBytes = 1000
        var client = try await TestClient(.scripted(script, limits: limits))
        _ = try await client.ask(self.join)
        try await client.send(#"["2","3","room:lobby","wait",{}]"#)
        #expect(try await client.ask(self.heartbeat) == self.beat)
        try await client.send("[\"2\",\"4\",\"room:lobby\",\"ask\",{\"t\":\"\(String(repeating: "x", count: 1000))\"}]")
        #expect(client.transport.readings.withLock { $0 } == [false])
        script.open()
        _ = try await client.next()
        #expect(try await client.ask(self.heartbeat) == self.beat)
        #expect(client.transport.readings.withLock { $0 } == [false, true])
    }

    // MARK: Intercepting

    @Test(
        "A channel can change a broadcast for its client, or withhold it",
        arguments: [
            (#"{"do":"see"}"#, #"["2",null,"room:lobby","shout",{"seen":true}]"#),
            (#"{"do":"drop"}"#, #"["2","4","room:lobby","phx_reply",{"response":{},"status":"ok"}]"#),
            (#"{"do":"crash"}"#, #"["2","2","room:lobby","phx_error",{}]"#),
        ]
    )
    func intercept(payload: String, answer: String) async throws {
        var client = try await TestClient(.scripted(intercepting: ["shout"]))
        _ = try await client.ask(self.join)
        try await client.send("[\"2\",\"3\",\"room:lobby\",\"broadcast\",\(payload)]")
        try await client.send(#"["2","4","room:lobby","ask",{}]"#)
        var answers = [try await client.next()]
        // Whoever gets something for the broadcast gets an answer to the event besides.
        if !answer.contains("phx_reply") { answers.append(try await client.next()) }
        #expect(answers.contains(answer))
    }

    @Test("Broadcasts of a channel that intercepts keep their order, also those that it does not look at")
    func interceptedOrder() async throws {
        let script = ScriptedChannel.Script()
        let pubSub = LocalPubSub()
        var client = try await TestClient(.scripted(script, pubSub: pubSub, intercepting: ["shout"]))
        _ = try await client.ask(self.join)
        await pubSub.publish(try Broadcast(topic: "room:lobby", event: "shout", payload: ["do": "wait"]))
        await pubSub.publish(try Broadcast(topic: "room:lobby", event: "whisper", payload: ["n": 1]))
        #expect(try await client.ask(self.heartbeat) == self.beat)
        script.open()
        #expect(try await client.next() == #"["2",null,"room:lobby","shout",{"seen":true}]"#)
        #expect(try await client.next() == #"[null,null,"room:lobby","whisper",{"n":1}]"#)
    }

    @Test("A channel whose broadcasts pile up costs its socket")
    func interceptedOverflow() async throws {
        var limits = SocketLimits()
        limits.waitingBroadcasts = 3
        let pubSub = LocalPubSub()
        var client = try await TestClient(.scripted(pubSub: pubSub, limits: limits, intercepting: ["shout"]))
        _ = try await client.ask(self.join)
        for _ in 0..<5 {
            await pubSub.publish(try Broadcast(topic: "room:lobby", event: "shout", payload: ["do": "wait"]))
        }
        #expect(try await client.ask(self.heartbeat) == self.beat)
        let closure = TestTransport.Closure(code: .policyViolation, reason: "too slow", delay: .zero)
        #expect(client.transport.closures.withLock { $0 }.first == closure)
    }
}

extension SocketSession {
    /// Takes a message several times, with nothing in between, as from one read.
    fileprivate func receive(count: Int, of text: String) throws {
        for _ in 0..<count { try self.receive(text: Array(text.utf8)) }
    }
}
