"""Makes tokens by hand, so that anything can be wrong with them."""

import base64
import hmac
import json
import time

SECRET = bytes(range(64))
HEADER = {"alg": "HS256", "typ": "JWT"}


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def secret_key(secret: bytes = SECRET, alg: str = "HS256", **members: str) -> dict:
    """Returns the JSON Web Key of a secret."""
    return {"kty": "oct", "alg": alg, "k": base64url(secret), **members}


def in_seconds(seconds: float) -> float:
    return time.time() + seconds


def valid_claims(**claims) -> dict:
    """Returns the claims of a token that is valid until the last test is over, since many are made before the first."""
    return {"exp": in_seconds(7200), "ip": "192.0.2.7", "did": "ExampleApproovTokenDID==", **claims}


def part(content: object) -> str:
    """Returns the spelling of a header or payload: of bytes and text as they are, of anything else as JSON."""
    if not isinstance(content, (str, bytes)):
        content = json.dumps(content, separators=(",", ":"))
    return base64url(content.encode() if isinstance(content, str) else content)


def mac(signed: str, secret: bytes = SECRET, digest: str = "sha256") -> bytes:
    return hmac.digest(secret, signed.encode(), digest)


def token(header: object = HEADER, payload: object = None, *, secret: bytes = SECRET, digest: str = "sha256") -> str:
    """Returns a token with a genuine MAC over whatever its header and payload are."""
    signed = f"{part(header)}.{part(valid_claims() if payload is None else payload)}"
    return f"{signed}.{base64url(mac(signed, secret, digest))}"


def unsigned(header: object, payload: object = None) -> str:
    """Returns a token with an empty signature."""
    return f"{part(header)}.{part(valid_claims() if payload is None else payload)}."
