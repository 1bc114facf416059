"""Why our verdict on a token may differ from PyJWT's: the rules by which we are stricter, and those by which it is.

Each rule looks at the token alone. None knows our verdict.
"""

import base64
import json
from collections.abc import Callable, Iterator

DATES = ("exp", "nbf", "iat")
WHITE_SPACE = " \t\r\n\0"


class Document:
    """A header or payload as lenient Python reads it, and what is to be said of its source."""

    def __init__(self, data: bytes):
        self.encoding = json.detect_encoding(data)
        self.source = data.decode(self.encoding, "surrogatepass")
        self.has_duplicate = False
        self.has_constant = False
        self.members = json.loads(self.source, object_pairs_hook=self.object, parse_constant=self.constant)
        if not isinstance(self.members, dict):
            raise ValueError("not an object")

    def object(self, pairs: list[tuple[str, object]]) -> dict:
        members = dict(pairs)
        self.has_duplicate |= len(members) < len(pairs)
        return members

    def constant(self, _: str) -> None:
        self.has_constant = True

    def values(self) -> Iterator[tuple[object, int]]:
        """Returns every name and value, each with how deeply it is nested."""
        pending: list[tuple[object, int]] = [(self.members, 1)]
        while pending:
            value, depth = pending.pop()
            yield value, depth
            if isinstance(value, dict):
                pending += [(child, depth + 1) for child in (*value, *value.values())]
            elif isinstance(value, list):
                pending += [(child, depth + 1) for child in value]

    def depth(self) -> int:
        return max(depth for value, depth in self.values() if isinstance(value, (dict, list)))

    def has_surrogate(self) -> bool:
        return any(is_surrogate(value) for value, _ in self.values() if isinstance(value, str))


def is_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


class Anatomy:
    """The parts of a token of which PyJWT can read at least the header; an unreadable payload counts as empty."""

    def __init__(self, text: str):
        self.text = text
        self.parts = text.strip(WHITE_SPACE).split(".")
        header, payload = [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in self.parts[:2]]
        self.header = Document(header)
        try:
            self.payload = Document(payload)
        except ValueError:
            self.payload = Document(b"{}")

    def documents(self, has: Callable[[Document], bool]) -> bool:
        return has(self.header) or has(self.payload)

    def dates(self) -> list[object]:
        return [self.payload.members[name] for name in DATES if name in self.payload.members]


def is_not_jwt(header: dict) -> bool:
    typ = header.get("typ", "JWT")
    return not isinstance(typ, str) or typ.lower() != "jwt"


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_beyond_double(value: object) -> bool:
    try:
        return is_number(value) and bool(float(value) in (float("inf"), float("-inf")))
    except OverflowError:
        return True


def has_endless_integer(anatomy: Anatomy) -> bool:
    return any(
        isinstance(value, int) and abs(value) >= 10**4300
        for document in (anatomy.header, anatomy.payload)
        for value, _ in document.values()
    )


Rules = dict[str, tuple[Callable[[Anatomy], bool], str]]

STRICTER: Rules = {
    "too_long": (lambda t: len(t.text.encode()) > 8192, "tokenTooLong"),
    "header_too_long": (lambda t: len(t.parts[0]) > 2048, "malformedToken"),
    "padded_base64": (lambda t: any("=" in part for part in t.parts), "malformedToken"),
    "byte_order_mark": (lambda t: t.documents(lambda d: d.encoding == "utf-8-sig"), "malformedToken"),
    "not_utf_8": (lambda t: t.documents(lambda d: not d.encoding.startswith("utf-8")), "malformedToken"),
    "surrogate_in_utf_8": (lambda t: t.documents(lambda d: is_surrogate(d.source)), "malformedToken"),
    "lone_surrogate_escape": (
        lambda t: t.documents(lambda d: d.has_surrogate() and not is_surrogate(d.source)),
        "malformedToken",
    ),
    "duplicate_member": (lambda t: t.documents(lambda d: d.has_duplicate), "malformedToken"),
    "number_not_json": (lambda t: t.documents(lambda d: d.has_constant), "malformedToken"),
    "nested_too_deeply": (lambda t: t.documents(lambda d: d.depth() > 16), "malformedToken"),
    "typ_not_jwt": (lambda t: is_not_jwt(t.header.members), "malformedToken"),
    "extension_in_header": (lambda t: not {"crit", "b64", "zip"}.isdisjoint(t.header.members), "malformedToken"),
    "date_not_a_number": (lambda t: not all(map(is_number, t.dates())), "invalidClaim"),
    "date_not_finite": (lambda t: any(map(is_beyond_double, t.dates())), "invalidClaim"),
}
"""What PyJWT accepts and we refuse, and as what we refuse it."""

MORE_LENIENT: dict[str, Callable[[Anatomy], bool]] = {
    "white_space_around": lambda t: t.text != t.text.strip(WHITE_SPACE),
    "sub_not_a_string": lambda t: not isinstance(t.payload.members.get("sub", ""), str),
    "jti_not_a_string": lambda t: not isinstance(t.payload.members.get("jti", ""), str),
    "integer_too_long_for_python": has_endless_integer,
}
"""What we accept and PyJWT refuses: a header's white space, claims that we do not use, and a limit of Python's."""

REASONS = {
    "accepted": {"accepted"},
    "InvalidSignatureError": {"invalidSignature"},
    "MissingRequiredClaimError": {"missingExpiry"},
    "ExpiredSignatureError": {"expired"},
    # PyJWT looks at iat and nbf first, we at exp.
    "ImmatureSignatureError": {"notYetValid", "expired"},
}
"""Our verdict on a token that no rule refuses, by PyJWT's; where PyJWT's exception says little, any refusal will do."""
