public import Approov

/// The routes that the playground calls, with the policies under which they answer.
public struct PlaygroundRoutes: Sendable {
    static let shapes = "/v2/shapes"
    static let forms = "/v2/forms"
    static let orders = "/playground/orders"

    /// What the route for orders asks for.
    let orders: VerificationPolicy

    private let policies: [String: VerificationPolicy]

    /// Says what the API asks for.
    ///
    /// - Parameters:
    ///   - shapes: What the route for shapes asks for.
    ///   - forms: What the route for forms asks for.
    public init(shapes: VerificationPolicy, forms: VerificationPolicy) {
        self.orders = OrdersRoute.policy
        self.policies = [Self.shapes: shapes, Self.forms: forms, Self.orders: self.orders]
    }

    /// The steps of the decision on requests to a path.
    func steps(of path: String) -> [CheckStep] {
        self.policies[path].map { CheckStep.all(of: $0, remembers: path == Self.orders) } ?? []
    }
}
