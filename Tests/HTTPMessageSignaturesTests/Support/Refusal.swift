import HTTPMessageSignatures
import Testing

/// Returns the code with which the body refuses, or nothing if it does not.
func refusal(_ body: () throws -> some Any) -> SignatureRejection.Code? {
    do {
        _ = try body()
        return nil
    } catch let rejection as SignatureRejection {
        return rejection.code
    } catch {
        Issue.record("An error of another type: \(error)")
        return nil
    }
}
