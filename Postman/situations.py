"""What a request can bring in place of good credentials, and what becomes of it.

All tokens are signed with the development secret that Approov publishes, and expire in 2119 unless they are to be
expired.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

SECRET = base64.b64decode("h+CX0tOzdAAR9l15bWAqvq7w9olk66daIH+Xk+IAHhVVHszjDzeGobzNnqyRze3lw/WVyWrc2gZfh3XXfBOmww==")
HEADER = {"alg": "HS256", "typ": "JWT"}
FAR = 4708683205
PAST = 1555083349
USER = "Bearer abc"


class Verdict(Enum):
    """What a request is, however a server answers it."""

    GOOD = "good"
    TOKEN_MISSING = "the token is missing"
    TOKEN_WRONG = "the token is wrong"
    USER_MISSING = "the credential is missing"
    USER_TWICE = "the credential is there twice"
    UNBOUND = "the token is bound to nothing"
    BOUND_TO_OTHER = "the token is bound to something else"


@dataclass(frozen=True)
class Situation:
    """What a request brings: values of the token's field and of Authorization, each any number of times."""

    name: str
    tokens: tuple[str, ...]
    users: tuple[str, ...]
    verdict: Verdict
    reason: str | None
    why: str


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def part(content: object) -> str:
    """Returns the spelling of a header or payload: of text as it is, of anything else as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, separators=(",", ":"))
    return base64url(text.encode())


def token(payload: object, header: object = HEADER, secret: bytes = SECRET, digest: str = "sha256") -> str:
    signed = f"{part(header)}.{part(payload)}"
    return f"{signed}.{base64url(hmac.digest(secret, signed.encode(), digest))}"


def pay(value: str) -> str:
    """Returns the claim that binds a token to a value."""
    return base64.b64encode(hashlib.sha256(value.encode()).digest()).decode()


def tampered(token: str) -> str:
    """Returns a token with another first letter in its signature."""
    head, _, signature = token.rpartition(".")
    return f"{head}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"


def token_situations(**bound: str) -> Iterator[Situation]:
    """Returns all situations that lie in the token, which is otherwise good for `USER`, or for anybody."""

    def make(**claims: object) -> str:
        return token({"exp": FAR, **bound, **claims})

    def wrong(name: str, value: str, reason: str, why: str, *more: str) -> Situation:
        return Situation(name, (value, *more), (USER,), Verdict.TOKEN_WRONG, reason, why)

    good = make()
    yield Situation(
        "A valid token", (good,), (USER,), Verdict.GOOD, None, "The signature is right and the time is not over."
    )
    for name, values in [("No token", ()), ("An empty token", ("",))]:
        why = "Nothing shows that a genuine app sends this."
        yield Situation(name, values, (USER,), Verdict.TOKEN_MISSING, "missingToken", why)
    yield wrong("Not a token", "not.a.token", "malformedToken", "The header of the token is not JSON in base64url.")
    yield wrong("One segment", "abc", "malformedToken", "A token has three parts with dots between them.")
    yield wrong("Four segments", f"{good}.e30", "malformedToken", "A token has three parts, and no fourth.")
    encrypted = f"{part({'alg': 'A256KW', 'enc': 'A256GCM'})}.e30.e30.e30.e30"
    yield wrong("Encrypted", encrypted, "encryptedToken", "Five parts: nobody reads it without a key for that.")
    yield wrong("A padded signature", f"{good}=", "malformedToken", "A token has one spelling, without padding.")
    yield wrong("A wrong signature", tampered(good), "invalidSignature", "One letter of the signature is another.")
    other = token({"exp": FAR, **bound}, secret=bytes(64))
    yield wrong("Another key", other, "invalidSignature", "Signed well, but not with the secret of this account.")
    changed = f"{good.split('.')[0]}.{part({'exp': FAR + 1, **bound})}.{good.split('.')[2]}"
    yield wrong(
        "Changed claims", changed, "invalidSignature", "The signature of one token under the claims of another."
    )
    unsigned = f"{part({'alg': 'none', 'typ': 'JWT'})}.{part({'exp': FAR, **bound})}."
    yield wrong("alg none", unsigned, "algorithmNotAllowed", "A token cannot excuse itself from being signed.")
    confused = token({"exp": FAR, **bound}, {"alg": "RS256", "typ": "JWT"})
    yield wrong(
        "alg RS256", confused, "algorithmNotAllowed", "The key decides the algorithm, and this key is for HS256."
    )
    longer = token({"exp": FAR, **bound}, {"alg": "HS512", "typ": "JWT"}, digest="sha512")
    yield wrong("alg HS512", longer, "algorithmNotAllowed", "Signed with the right secret, but not with its algorithm.")
    critical = token({"exp": FAR, **bound}, {**HEADER, "crit": ["b64"], "b64": True})
    yield wrong("Something critical", critical, "malformedToken", "An extension that must be understood is not.")
    yield wrong("Expired", make(exp=PAST), "expired", "The time was over in April 2019.")
    yield wrong("No exp", token(bound), "missingExpiry", "A token that never ends is none of Approov's.")
    yield wrong("exp as text", make(exp=str(FAR)), "invalidClaim", "A time is a number, even if the text would be one.")
    yield wrong("exp empty", make(exp=""), "invalidClaim", "A time is a number.")
    yield wrong("exp null", make(exp=None), "invalidClaim", "A time is a number.")
    twice = token(json.dumps({"exp": FAR, **bound}, separators=(",", ":")).replace("{", f'{{"exp":{PAST},', 1))
    yield wrong("exp twice", twice, "malformedToken", "Two parsers could take two different ones.")
    yield wrong("Not yet valid", make(nbf=FAR - 1), "notYetValid", "Its `nbf` is in 2119.")
    yield wrong("A status word", "NO_APPROOV_SERVICE", "clientStatus", "What the SDK says in place of a token.")
    yield wrong("With a prefix", f"Bearer {good}", "malformedToken", "The token stands alone in its field.")
    yield wrong(
        "Twice the same", good, "duplicateHeader", "There is one token or none, even if two are the same.", good
    )
    yield wrong("A good one and a bad one", good, "duplicateHeader", "Which of them would count?", "bad")


def binding_situations() -> Iterator[Situation]:
    """Returns the situations that lie in the binding of a good token to the credential."""
    bound = token({"exp": FAR, "pay": pay(USER)})

    def other(name: str, why: str, token: str = bound, user: str = USER) -> Situation:
        return Situation(name, (token,), (user,), Verdict.BOUND_TO_OTHER, "bindingMismatch", why)

    def paying(pay: object) -> str:
        return token({"exp": FAR, "pay": pay})

    yield other("Bound to someone else", "A stolen token with the thief's own credential.", user="Bearer xyz")
    yield other("The scheme in small letters", "The whole value is bound, byte for byte.", user="bearer abc")
    yield other(
        "Bound to the credential without its scheme", "The whole value is bound, `Bearer` included.", paying(pay("abc"))
    )
    for name, users in [("No Authorization", ()), ("An empty Authorization", ("",))]:
        why = "The token is bound to a credential that is not there."
        yield Situation(name, (bound,), users, Verdict.USER_MISSING, "bindingHeaderMissing", why)
    why = "There is one credential or none, even if two are the same."
    yield Situation("Authorization twice", (bound,), (USER, USER), Verdict.USER_TWICE, "duplicateHeader", why)
    why = "Approov's fail-over service issues such tokens. Each server decides what they are worth."
    yield Situation("Bound to nothing", (token({"exp": FAR}),), (USER,), Verdict.UNBOUND, "bindingClaimMissing", why)
    digest = hashlib.sha256(USER.encode()).hexdigest()
    yield other("pay in hexadecimal", "The digest is written in base64.", paying(digest))
    yield other(
        "pay without padding", "The digest is written in base64, with its padding.", paying(pay(USER).rstrip("="))
    )
    yield other("pay empty", "A digest of nothing binds to nothing.", paying(""))
    yield other("pay a number", "A digest is a text.", paying(1))
    yield other("pay null", "A digest is a text.", paying(None))


def situations(is_bound: bool) -> list[Situation]:
    """Returns all situations of a route whose tokens must be bound, or need not be."""
    if is_bound:
        return [*token_situations(pay=pay(USER)), *binding_situations()]
    return list(token_situations())
