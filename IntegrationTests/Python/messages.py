"""Signs requests as RFC 9421 says, by hand, so that anything can be wrong with them.

Only the primitives are another library's. The requests know nothing of any server: they hold what their sender sees.
"""

import base64
import hashlib
import hmac
import re
import time
import urllib.parse
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tokens import token, valid_claims

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""The order of the curve P-256."""

IDENTIFIER = re.compile(r'("[^"]*")((?:;[a-z*][a-z0-9_.*-]*(?:="[^"]*"|=[^"; ]+)?)*)')
"""A component identifier: a string and its parameters."""

SDK = ';alg="{alg}";created={created};expires={expires}'
"""The parameters as most clients order them."""

DEFAULTS = ["approov-token", "approov-traceid", "approov-status", "authorization", "content-length", "content-type"]
DEFAULTS += ["content-digest"]
"""The fields that clients cover if they are sent, in this order."""


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def byte_sequence(data: bytes) -> str:
    return f":{base64_of(data)}:"


def digest_of(body: bytes, *algorithms: str) -> str:
    """Returns a `Content-Digest`."""
    return ", ".join(
        f"{name}={byte_sequence(hashlib.new(name.replace('-', ''), body).digest())}" for name in algorithms
    )


@dataclass(frozen=True)
class Message:
    """A request as its sender sees it."""

    method: str = "GET"
    target: str = "/"
    fields: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    chunks: tuple[bytes, ...] | None = None
    scheme: str = "https"
    authority: str = "api.example.com"

    # Other requests

    def having(self, name: str, value: str) -> "Message":
        return replace(self, fields=(*self.fields, (name, value)))

    def without(self, name: str) -> "Message":
        return replace(self, fields=tuple(field for field in self.fields if field[0].lower() != name.lower()))

    def altered(self, name: str, change: Callable[[str], str] | str) -> "Message":
        """Returns the request with other values of a field, which must be there and must become another."""
        change = change if callable(change) else lambda _, value=change: value
        fields = tuple((n, change(value) if n.lower() == name.lower() else value) for n, value in self.fields)
        assert fields != self.fields, f"{name} is what it was."
        return replace(self, fields=fields)

    def having_member(self, name: str, member: str) -> "Message":
        """Returns the request with one more member in a field that is a dictionary."""
        if name.lower() not in (n.lower() for n, _ in self.fields):
            return self.having(name, member)
        return self.altered(name, lambda value: f"{value}, {member}")

    # What is signed

    @property
    def sent(self) -> list[tuple[str, str]]:
        """All fields, with those that frame the request."""
        fields = [("Host", self.authority), *self.fields]
        if self.chunks is not None:
            fields.append(("Transfer-Encoding", "chunked"))
        elif self.body is not None:
            fields.append(("Content-Length", str(len(self.body))))
        return fields

    def field(self, name: str) -> list[str]:
        """Returns the values of the lines of a field."""
        return [value.strip(" \t") for n, value in self.sent if n.lower() == name]

    def value(self, name: str, parameters: str) -> str:
        """Returns the value of a component (RFC 9421, sections 2.1 and 2.2)."""
        path, _, query = self.target.partition("?")
        match name:
            case "@method":
                return self.method
            case "@target-uri":
                return f"{self.scheme}://{self.normal_authority}{self.target}"
            case "@authority":
                return self.normal_authority
            case "@scheme":
                return self.scheme
            case "@request-target":
                return self.target
            case "@path":
                return path
            case "@query":
                return f"?{query}"
            case "@query-param":
                wanted = urllib.parse.unquote(re.fullmatch(';name="(.*)"', parameters)[1])
                [value] = [value for key, value in urllib.parse.parse_qsl(query, True) if key == wanted]
                return urllib.parse.quote(value, safe="*").replace("~", "%7E")
        lines = self.field(name)
        assert lines, f"There is no {name}."
        if ";bs" in parameters:
            return ", ".join(byte_sequence(line.encode("latin-1")) for line in lines)
        members = re.split(r"[ \t]*,[ \t]*", ", ".join(lines))
        if key := re.search(';key="(.*?)"', parameters):
            return dict(member.partition("=")[::2] for member in members)[key[1]]
        return ", ".join(members if ";sf" in parameters else lines)

    @property
    def normal_authority(self) -> str:
        return self.authority.lower().removesuffix({"http": ":80", "https": ":443"}[self.scheme])

    def base(self, covered: str, parameters: str, values: Mapping[str, str] = {}) -> bytes:
        """Returns the signature base (section 2.5). A component may be given a value that it does not have."""
        lines = []
        for name, its in IDENTIFIER.findall(covered):
            value = values[name + its] if name + its in values else self.value(name.strip('"'), its)
            lines.append(f"{name}{its}: {value}\n")
        return f'{"".join(lines)}"@signature-params": ({covered}){parameters}'.encode("latin-1")

    @property
    def covered_by_default(self) -> str:
        """What the SDK of an app covers."""
        fields = [f'"{name}"' for name in DEFAULTS if self.field(name)]
        return " ".join(['"@method"', '"@target-uri"', *fields])

    def signature(self, label: str = "install") -> str:
        """Returns the base64 of the signature with a label."""
        return re.search(rf"(?:^|, ){label}=:([^:]*):", ", ".join(self.field("signature")))[1]

    def stated(self, label: str) -> tuple[str, str]:
        """Returns what a signature covers and its parameters, as the base has them."""
        inputs = ", ".join(self.field("signature-input"))
        found = re.search(rf"(?:^|, ){label}=\(([^)]*)\)((?:;[a-z]+=(?:\"[^\"]*\"|\d+))*)", inputs)
        return found[1], found[2]

    # What is sent

    @property
    def head(self) -> bytes:
        lines = [f"{self.method} {self.target} HTTP/1.1", *(f"{name}: {value}" for name, value in self.sent), "", ""]
        return "\r\n".join(lines).encode("latin-1")

    @property
    def wire(self) -> bytes:
        if self.chunks is None:
            return self.head + (self.body or b"")
        return self.head + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*self.chunks, b""))


class Installation:
    """The key pair of an app on a device."""

    label = "install"
    alg = "ecdsa-p256-sha256"

    def __init__(self, private: ec.EllipticCurvePrivateKey | None = None):
        self.private = private or ec.generate_private_key(ec.SECP256R1())

    @property
    def spki(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def ipk(self) -> str:
        return base64_of(self.spki)

    def sign(self, base: bytes) -> bytes:
        r, s = decode_dss_signature(self.private.sign(base, ec.ECDSA(SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)

    def verifies(self, signature: bytes, base: bytes) -> bool:
        r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
        try:
            self.private.public_key().verify(encode_dss_signature(r, s), base, ec.ECDSA(SHA256()))
        except InvalidSignature:
            return False
        return len(signature) == 64


class Account:
    """A key with which the apps of an account sign."""

    label = "account"
    alg = "hmac-sha256"

    def __init__(self, kid: str, secret: bytes):
        self.kid = kid
        self.secret = secret

    @property
    def setting(self) -> str:
        """The key as APPROOV_ACCOUNT_KEYS has it."""
        return f"{self.kid}:{base64_of(self.secret)}"

    def derived(self, did: str, exp: int) -> "Account":
        """Returns the key of one token (protocol notes, section 3.5)."""
        return Account(self.kid, hmac.digest(self.secret, did.encode() + exp.to_bytes(8), "sha256"))

    def sign(self, base: bytes) -> bytes:
        return hmac.digest(self.secret, base, "sha256")

    def verifies(self, signature: bytes, base: bytes) -> bool:
        return signature == self.sign(base)


Signer = Installation | Account


def signed(
    message: Message,
    signer: Signer,
    covered: str | None = None,
    parameters: str = SDK,
    *,
    created: int = 0,
    lifetime: int = 15,
    now: int | None = None,
    label: str | None = None,
    spelled: Callable[[bytes], str] = byte_sequence,
    values: Mapping[str, str] = {},
) -> Message:
    """Returns the request with a signature beside those that it has.

    It is `created` so many seconds from now, in a base with these `values` where they are not those of the request.
    """
    label = label or signer.label
    covered = message.covered_by_default if covered is None else covered
    created += int(time.time()) if now is None else now
    parameters = parameters.format(alg=signer.alg, created=created, expires=created + lifetime)
    signature = signer.sign(message.base(covered, parameters, values))
    message = message.having_member("Signature-Input", f"{label}=({covered}){parameters}")
    return message.having_member("Signature", f"{label}={spelled(signature)}")


def is_genuine(message: Message, signer: Signer) -> bool:
    """Returns whether the request is what was signed, whatever it covers and whenever that was."""
    signature = base64.b64decode(message.signature(signer.label), validate=True)
    return signer.verifies(signature, message.base(*message.stated(signer.label)))


def malleable_twin(signature: str) -> str:
    """Returns the base64 of the other signature that is as valid: with n − s in place of s."""
    data = base64.b64decode(signature)
    return base64_of(data[:32] + (ORDER - int.from_bytes(data[32:])).to_bytes(32))


def token_with(signers: Iterable[Signer] = (), **claims) -> str:
    """Returns a token that carries the keys of these signers."""
    for signer in signers:
        claims.update({"ipk": signer.ipk} if isinstance(signer, Installation) else {"mskid": signer.kid})
    return token(payload=valid_claims(**claims))
