import Approov
import ApproovHummingbird
import ExampleServer
import HTTPTypes
import Hummingbird
import PhoenixChannels
import WebPages

/// The pages, what they need, and the tokens for the Echo page.
struct PlaygroundPages<API: HTTPResponder<BasicApproovRequestContext>>: Sendable {
    /// The paths of pages.
    static var pages: Set<String> { ["/", "/playground/echo"] }

    let player: SituationPlayer<API>
    let refusals: SocketRefusals

    func responder() -> RouterResponder<BasicApproovRequestContext> {
        let router = Router(context: BasicApproovRequestContext.self, options: .autoGenerateHeadEndpoints)
        let data: Set = ["/playground/token", "/playground/refusals"]
        router.add(middleware: ExactPaths(Self.pages.union(PlaygroundFiles.answers.keys).union(data)))
        for (path, answer) in PlaygroundFiles.answers { router.get("\(path)") { _, _ in answer } }
        router.get("/") { request, context in try await self.requestsPage(request, context) }
        router.get("/playground/echo") { _, _ in Self.echoPage }
        router.get("/playground/token") { request, _ in try self.token(request) }
        router.get("/playground/refusals") { request, _ in self.refusals(of: request) }
        return router.buildResponder()
    }

    private static var echoPage: PageAnswer { .page(String(decoding: PackageResources.echo_html, as: UTF8.self)) }

    private func requestsPage(_ request: Request, _ context: BasicApproovRequestContext) async throws -> PageAnswer {
        let name = request.uri.queryParameters["situation"].map(String.init)
        guard let situation = name.flatMap(Situation.init), let authority = request.head.authority else {
            return .page(RequestsPage(situation: nil, exchanges: []).html, status: name == nil ? .ok : .notFound)
        }
        let exchanges = try await self.player.play(situation, authority: authority, context: context)
        return .page(RequestsPage(situation: situation, exchanges: exchanges).html)
    }

    /// Returns a token for the Echo page.
    private func token(_ request: Request) throws -> PageAnswer {
        let app = AppStandIn(secret: self.player.secret, authority: "", now: self.player.now())
        let token =
            switch request.uri.queryParameters["kind"].map(String.init).flatMap(Situation.init) {
            case .valid: try app.token()
            case .expired: try app.oldToken()
            case .forged: try app.forgedToken()
            default: throw JSONAnswer(.notFound)
            }
        return Self.json(["token": .string(token)])
    }

    private func refusals(of request: Request) -> PageAnswer {
        let name = request.uri.queryParameters["socket"].map(String.init) ?? ""
        let rejections = self.refusals.rejections(of: name).map { rejection in
            PayloadValue.object([
                PayloadValue.Member(name: "code", value: .string(rejection.code.description)),
                PayloadValue.Member(name: "message", value: .string(rejection.message)),
            ])
        }
        return Self.json(["refusals": .array(rejections)])
    }

    private static func json(_ payload: Payload) -> PageAnswer {
        .json(payload.json.map { String(decoding: $0, as: UTF8.self) } ?? "{}")
    }
}
