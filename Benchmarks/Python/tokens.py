"""Makes keys and tokens, and writes them as the folders that measured programs read."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SECRET = bytes(range(64))
CREDENTIAL = "Bearer user-access-token"
EXPIRY = 4_102_444_800
"""The beginning of the year 2100: tokens are the same in each run."""


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def usual_claims(**claims) -> dict:
    """Returns the claims that Approov sends by default, bound to a credential, and others."""
    pay = base64_of(hashlib.sha256(CREDENTIAL.encode()).digest())
    return {"exp": EXPIRY, "ip": "192.0.2.7", "did": "ExampleApproovTokenDID==", "pay": pay, **claims}


@dataclass(frozen=True)
class Key:
    """What tokens of one algorithm are signed with: a secret, or a private key."""

    algorithm: str
    private: bytes | rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

    @property
    def text(self) -> str:
        """What verifies: the secret in base64, or the public key in PEM."""
        return base64_of(self.private) if isinstance(self.private, bytes) else public_pem(self.private)

    def sign(self, message: bytes) -> bytes:
        match self.private:
            case bytes(secret):
                return hmac.digest(secret, message, "sha256")
            case rsa.RSAPrivateKey() as private:
                return private.sign(message, padding.PKCS1v15(), SHA256())
            case private:
                return p256_signature(private, message)

    def token(self, claims: dict | None = None, **header) -> str:
        """Returns a token with these claims, or the usual ones."""
        parts = [{"alg": self.algorithm, "typ": "JWT", **header}, usual_claims() if claims is None else claims]
        signed = ".".join(base64url(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
        return f"{signed}.{base64url(self.sign(signed.encode()))}"


@cache
def key(algorithm: str) -> Key:
    """Returns the key of an algorithm, which stays the same as long as this program runs."""
    match algorithm:
        case "HS256":
            return Key(algorithm, SECRET)
        case "RS256":
            return Key(algorithm, rsa.generate_private_key(65537, 2048))
        case _:
            return Key(algorithm, ec.generate_private_key(ec.SECP256R1()))


def public_pem(private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> str:
    return private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def p256_signature(private: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    """Returns a signature as JOSE and RFC 9421 spell it: both numbers, 32 bytes each."""
    r, s = decode_dss_signature(private.sign(message, ec.ECDSA(SHA256())))
    return r.to_bytes(32) + s.to_bytes(32)


def token_of_length(length: int, claims: dict) -> str:
    """Returns a genuine token of this length, or up to two characters less, with one more claim that fills it."""
    filling = (length - len(key("HS256").token({**claims, "filling": ""}))) * 3 // 4
    token = key("HS256").token({**claims, "filling": "x" * filling})
    assert length - 2 <= len(token) <= length, f"{len(token)} characters instead of {length}"
    return token


def wrongly_signed(token: str) -> str:
    """Returns a token signed with a secret that nobody has."""
    signed, _, _ = token.rpartition(".")
    return f"{signed}.{base64url(hmac.digest(bytes(64), signed.encode(), 'sha256'))}"


def write_case(folder: Path, *, algorithm: str = "HS256", token: str | None = None, **files: str | bytes) -> Path:
    """Writes the files of a case, whose token is the usual one unless another is given."""
    its = key(algorithm)
    files = {
        "algorithm": algorithm,
        "key": its.text,
        "token": its.token() if token is None else token,
        "credential": CREDENTIAL,
        **files,
    }
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
