// Gives each API domain its own keys, so that a token for one is worthless at another.

import Approov

// snippet.domains
func verifier(shapes: KeyStore, orders: KeyStore) throws(KeyError) -> ApproovVerifier {
    let verifier = ApproovVerifier(keys: try DomainKeys(["shapes.example.com": shapes, "orders.example.com": orders]))
    return verifier
}
// snippet.end
