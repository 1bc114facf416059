/// What has been measured of the Echo server.
struct ChannelFigures: Encodable {
    /// The cost of an event that one socket sends and hears.
    struct Event: Encodable {
        /// How many are on their way at once.
        let inFlight: Int
        let microseconds: Double
    }

    /// The cost of each delivery of a broadcast.
    struct Delivery: Encodable {
        /// How many sockets hear it.
        let sockets: Int
        let microseconds: Double
    }

    /// The cost of a request to Hummingbird without any check, 16 at a time.
    let hummingbirdMicroseconds: Double
    var events: [Event] = []
    var deliveries: [Delivery] = []

    /// The memory that a joined socket takes when there are a thousand.
    var kibibytesOfSocket = 0.0
}
