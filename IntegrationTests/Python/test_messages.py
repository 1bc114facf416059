"""The signer and verifier that the other tests rely on, against the vectors of the protocol notes (section 3.9)."""

import base64
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from apps import BODY
from messages import SDK, Account, Installation, Message, base64_of, digest_of, is_genuine, malleable_twin, signed
from tokens import token

NOW = 1899999000
D = 0xFD2E1179DBB24DA42C1F5D09642D9F0F424005EAE5A9DF6CEBFC4AAC3326785C
INSTALLATION = Installation(ec.derive_private_key(D, ec.SECP256R1()))
ACCOUNT = Account("j3AWy6", bytes.fromhex("ba36c9b476a8e384836ca6ca9dcfa3b8a422ad8862b4f770cb1aa1a1d3a80dc5"))
CLAIMS = {
    "exp": 1900000000,
    "ip": "198.51.100.7",
    "did": "AAECAwQFBgcICQoLDA0ODw==",
    "arc": "IXPSB7TRK26LXE3M",
    "iss": "example.approov.io",
    "aud": "api.example.com",
    "pay": "TZOejxw1qPsrng5eThgvX/FnBV3UVdIOQxmTJtK4M+U=",
    "ipk": INSTALLATION.ipk,
    "mskid": ACCOUNT.kid,
}
TOKEN_A = ("Approov-Token", token(payload=json.dumps(CLAIMS, separators=(",", ":"))))
USER = ("Authorization", "Bearer user-access-token")
V1 = Message("GET", "/v1/items?b=2&a=1%20x", (TOKEN_A, ("Approov-TraceID", "dHJhY2UtMDAwMQ"), USER))
TYPE, DIGEST = ("Content-Type", "application/json"), ("Content-Digest", digest_of(BODY, "sha-256"))
V2 = Message("POST", "/v1/orders", (TOKEN_A, USER, TYPE, DIGEST))
V2_SIGNATURE = "08rSn9CQ55SrUC8QRmCigvwLXuRGugldkmcDr4/I3j0RcnoxYLwKBrGmtokLWPnm35oJ+7/YyhPCYYKo8Fh39w=="
V2_TWIN = "08rSn9CQ55SrUC8QRmCigvwLXuRGugldkmcDr4/I3j3ujYXNn0P1+k5ZSXb0pwYY3Uzwsec+1HExWEgaDAqtWg=="
V4_SIGNATURE = "ItTBfrsRAdDnFg1JnFVE7033X6bvWUHiMqKom2Dpq5M="


@pytest.mark.parametrize(
    ("message", "signer", "digest"),
    [
        (V1, INSTALLATION, "bigFc8Dmd8n0WRqalzYT6+bv3jCfYhO+lEqfGv6YnKI="),
        (V2, INSTALLATION, "PVD7GJBvBdC8OS7tj/J4xsAsq3N7kWefraVSNG2ZOaY="),
        (V2, ACCOUNT, "RzEiXdZhYoH+k48ZoweiuJGmQltwIWE37HQdXtso0mU="),
    ],
    ids=["V1", "V2", "V4"],
)
def test_signature_bases_are_those_of_the_vectors(message, signer, digest):
    base = message.base(message.covered_by_default, SDK.format(alg=signer.alg, created=NOW, expires=NOW + 15))
    assert base64_of(hashlib.sha256(base).digest()) == digest
    both = signed(signed(message, signer, now=NOW), Account("other", bytes(32)), label="other")
    assert is_genuine(both, signer)
    assert not is_genuine(both.altered("Authorization", "Bearer x"), signer)
    assert not is_genuine(both, Installation() if signer is INSTALLATION else Account("other", bytes(32)))


def test_signatures_are_those_of_the_vectors():
    assert signed(V2, ACCOUNT, now=NOW).signature("account") == V4_SIGNATURE
    assert malleable_twin(V2_SIGNATURE) == V2_TWIN
    base = V2.base(V2.covered_by_default, SDK.format(alg=INSTALLATION.alg, created=NOW, expires=NOW + 15))
    for signature in (V2_SIGNATURE, V2_TWIN):
        assert INSTALLATION.verifies(base64.b64decode(signature), base)
