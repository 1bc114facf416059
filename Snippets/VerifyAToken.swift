// Verifies one token without any web framework.

import Approov
import HTTPTypes

func device(of request: HTTPRequest, verifier: ApproovVerifier) -> String? {
    do throws(Rejection) {
        let attestation = try verifier.verify(RequestEvidence(request))
        return attestation.claims.deviceID
    } catch {
        print("Refused:", error.code)
        return nil
    }
}
