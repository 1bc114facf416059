/// Where a channel's client lives: its socket.
protocol ChannelHome: AnyObject, Sendable {
    /// Sends what concerns a client, if it is still there.
    func send(_ message: ServerMessage, to client: any ChannelClient) async

    /// Puts a broadcast that a client's channel may want to change behind what waits for the channel.
    ///
    /// It is called where the socket lives.
    func queue(_ broadcast: Broadcast, for client: any ChannelClient)
}
