"""Makes a request that the installation of an app has signed, as RFC 9421 says and Approov's SDK does."""

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tokens import CREDENTIAL, base64_of, key, p256_signature, public_pem, usual_claims, write_case

LIFETIME = 3600
"""How many seconds a benchmark may take. The program that measures allows for it."""


@dataclass(frozen=True)
class SignedRequest:
    """The fields of a request, the text that is signed of it, and who has signed it."""

    fields: dict[str, str]
    base: bytes
    signature: bytes
    installation: ec.EllipticCurvePrivateKey

    @property
    def token(self) -> str:
        return self.fields["Approov-Token"]


def signed_request(method: str, target: str, fields: dict[str, str] | None = None) -> SignedRequest:
    """Returns a request with a token, a credential, these fields, and a signature that covers all of it."""
    installation = ec.generate_private_key(ec.SECP256R1())
    public = installation.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    token = key("HS256").token(usual_claims(ipk=base64_of(public)))
    fields = {"Approov-Token": token, "Authorization": CREDENTIAL, **(fields or {})}
    values = {"@method": method, "@target-uri": target} | {name.lower(): value for name, value in fields.items()}

    created = int(time.time())
    covered = " ".join(f'"{name}"' for name in values)
    parameters = f'({covered});alg="ecdsa-p256-sha256";created={created};expires={created + LIFETIME}'
    lines = [f'"{name}": {value}' for name, value in values.items()]
    base = "\n".join([*lines, f'"@signature-params": {parameters}']).encode()
    signature = p256_signature(installation, base)
    fields |= {"Signature-Input": f"install={parameters}", "Signature": f"install=:{base64_of(signature)}:"}
    return SignedRequest(fields, base, signature, installation)


def write_signed_case(folder: Path, body: bytes = b'{"hello":"world"}') -> Path:
    """Writes a case with a signed POST, its body, and what it takes to check its signature alone."""
    digest = f"sha-256=:{base64_of(hashlib.sha256(body).digest())}:"
    fields = {"Content-Type": "application/json", "Content-Digest": digest}
    request = signed_request("POST", "https://api.example.com/v1/orders", fields)
    head = ["POST /v1/orders HTTP/1.1", "Host: api.example.com"]
    head += [f"{name}: {value}" for name, value in request.fields.items()]
    return write_case(
        folder,
        token=request.token,
        request="\r\n".join(head),
        body=body,
        base=request.base,
        signature=request.signature,
        installation=public_pem(request.installation),
    )
