#if Hummingbird

public import Approov
import HTTPTypes
public import Hummingbird

/// How a refused request is answered.
///
/// Whatever the reason, the client sees a status and `{}`. The reason is for your logs and metrics: who tries to get past
/// the check should not be told how far they came.
public struct RefusalResponse: Sendable {
    private enum Statuses { case uniform(HTTPResponse.Status), missing400Wrong401 }

    private let statuses: Statuses
    private let isRevealing: Bool

    private init(_ statuses: Statuses, isRevealing: Bool = false) {
        self.statuses = statuses
        self.isRevealing = isRevealing
    }

    /// 401 for everything.
    public static let uniform401 = RefusalResponse(.uniform(.unauthorized))

    /// 400 for everything.
    public static let uniform400 = RefusalResponse(.uniform(.badRequest))

    /// 400 when something that the request needs is missing, 401 when it is there and wrong.
    public static let missing400Wrong401 = RefusalResponse(.missing400Wrong401)

    /// Returns the same statuses with the code of the rejection in the body, as `{"reason":"expired"}`.
    ///
    /// For development: it tells everyone which check they failed.
    public func revealingReason() -> RefusalResponse {
        RefusalResponse(self.statuses, isRevealing: true)
    }

    /// Returns the error that answers a rejection so.
    public func error(for rejection: Rejection) -> any HTTPResponseError {
        Refusal(status: self.status(for: rejection.code), reason: self.isRevealing ? rejection.code : nil)
    }

    private func status(for code: Rejection.Code) -> HTTPResponse.Status {
        switch self.statuses {
        case .uniform(let status): status
        case .missing400Wrong401: Self.missing.contains(code) ? .badRequest : .unauthorized
        }
    }

    private static let missing: Set<Rejection.Code> = [
        .missingToken, .bindingHeaderMissing, .signatureMissing, .digestMissing,
    ]
}

#endif
