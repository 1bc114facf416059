// Reads the account secret from a file, and again when the file changes.

// snippet.hide
#if Hummingbird && Lifecycle
// snippet.show
import Approov
import ApproovHummingbird
import Hummingbird
import Logging
import ServiceLifecycle

// snippet.file
func serve(secretsFrom path: String, logger: Logger) async throws {
    let source = FileKeySource(path: path)
    let keys = KeyStore(try source.ring())
    let refresher = KeyRefresher(of: keys, from: source, timing: .file, logger: logger)

    let router = Router(context: BasicApproovRequestContext.self)
    router.group("v1")
        .add(middleware: ApproovMiddleware(verifier: ApproovVerifier(keys: keys)))
        .get("hello") { _, _ in "Hello!" }

    let services: [any Service] = [refresher, KeyReload(of: [refresher])]
    try await Application(router: router, services: services, logger: logger).runService()
}
// snippet.end
// snippet.hide

#endif
