/// Puts together the routes of a ``PhoenixSocket``.
@resultBuilder
public enum ChannelRouteBuilder<Connection: Sendable> {
    /// Takes a route.
    public static func buildExpression(_ route: ChannelRoute<Connection>) -> [ChannelRoute<Connection>] { [route] }

    /// Takes routes one below the other.
    public static func buildBlock(_ routes: [ChannelRoute<Connection>]...) -> [ChannelRoute<Connection>] {
        routes.flatMap(\.self)
    }

    /// Takes the routes of a condition that holds.
    public static func buildOptional(_ routes: [ChannelRoute<Connection>]?) -> [ChannelRoute<Connection>] {
        routes ?? []
    }
}
