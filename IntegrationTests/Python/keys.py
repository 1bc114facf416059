"""Key pairs for every algorithm: PyJWT signs with one half, we verify with the other."""

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from tokens import SECRET, secret_key, valid_claims

ALGORITHMS = [family + size for family in ("HS", "RS", "PS", "ES") for size in ("256", "384", "512")]
RSA_ALGORITHMS = ALGORITHMS[3:9]
EC_ALGORITHMS = ALGORITHMS[9:]
CURVES = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}


class KeyPairs:
    """A key for each algorithm; those of one family share what they can, so that confusing them is possible."""

    def __init__(self, secret: bytes = SECRET):
        rsa_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signing = {
            **{name: secret for name in ALGORITHMS[:3]},
            **{name: rsa_key for name in RSA_ALGORITHMS},
            **{name: ec.generate_private_key(curve) for name, curve in CURVES.items()},
        }

    def public_key(self, alg: str):
        return self.signing[alg].public_key()

    def jwk(self, alg: str, **members: str) -> dict:
        """Returns the JSON Web Key that we are configured with, as PyJWT writes it."""
        if alg.startswith("HS"):
            return secret_key(self.signing[alg], alg, **members)
        writer = ECAlgorithm if alg.startswith("ES") else RSAAlgorithm
        return {**writer.to_jwk(self.public_key(alg), as_dict=True), "alg": alg, **members}


OURS = KeyPairs()
FOREIGN = KeyPairs(secret=bytes(range(1, 65)))


def signed(alg: str, claims: dict | None = None, keys: KeyPairs = OURS, **header: object) -> str:
    """Returns a token that PyJWT has signed."""
    return jwt.encode(claims or valid_claims(), keys.signing[alg], algorithm=alg, headers=header)
