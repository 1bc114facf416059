"""Measures how the cost of a verification grows with what a caller, or an operator, can make larger.

Nothing may grow faster than its cause: twice as much must not cost more than twice as much.
"""

import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import in_turns, ours
from rows import Bound, Part, Row, Table, number
from signing import write_signed_case
from tokens import EXPIRY, Key, base64url, key, token_of_length, usual_claims, write_case

TOKEN_LENGTHS = [200, 512, 1024, 2048, 4096, 8192]
NAMED_KEYS = [1, 2, 4, 8, 16, 32]
ANONYMOUS_KEYS = [1, 2, 4, 8]
CLAIMS = [4, 8, 16, 32, 64, 128, 256]
BODY_KIBIBYTES = [1, 4, 16, 64, 256, 512, 1024]


def measure() -> Part:
    with TemporaryDirectory() as path:
        folder = Path(path)
        keys = [number_of_keys(folder, named=True), number_of_keys(folder, named=False)]
        parts = [length_of_token(folder), number_of_claims(folder), *keys, size_of_body(folder)]
    return Part.of(parts)


def length_of_token(folder: Path) -> Part:
    """Measures tokens with a claim that fills them."""
    cases = {
        length: write_case(folder / f"length-{length}", token=token_of_length(length, {"exp": EXPIRY}))
        for length in TOKEN_LENGTHS
    }
    return growing("length of the token", "bytes", cases)


def number_of_claims(folder: Path) -> Part:
    """Measures tokens with more and more claims, all of one length."""
    cases = {}
    for count in CLAIMS:
        usual = usual_claims()
        others = {f"claim-{number:03}": 0 for number in range(count - len(usual))}
        cases[count] = write_case(folder / f"claims-{count}", token=key("HS256").token({**usual, **others}))
    return growing("number of claims", "claims", cases)


def number_of_keys(folder: Path, *, named: bool) -> Part:
    """Measures rings whose last key is the right one: it is found by its `kid`, or all are tried one after the other."""
    cases = {}
    for count in NAMED_KEYS if named else ANONYMOUS_KEYS:
        secrets = [hashlib.sha512(f"{number}".encode()).digest() for number in range(count)]
        names = [{"kid": f"{number}"} if named else {} for number in range(count)]
        ring = {"keys": [secret_key(secret, name) for secret, name in zip(secrets, names, strict=True)]}
        token = Key("HS256", secrets[-1]).token(**names[-1])
        path = folder / f"{'named' if named else 'anonymous'}-{count}"
        cases[count] = write_case(path, token=token, ring=json.dumps(ring))
    return growing(f"number of keys {'with' if named else 'without'} a kid", "keys", cases)


def secret_key(secret: bytes, name: dict[str, str]) -> dict[str, str]:
    """Returns the JSON Web Key of a secret."""
    return {"kty": "oct", "alg": "HS256", "k": base64url(secret), **name}


def size_of_body(folder: Path) -> Part:
    """Measures requests whose signature covers the digest of a body, with the body."""
    cases = {size: write_signed_case(folder / f"body-{size}", bytes(size * 1024)) for size in BODY_KIBIBYTES}
    return growing("size of a signed body", "KiB", cases, what="signed-body")


def growing(title: str, unit: str, cases: dict[int, Path], *, what: str = "token") -> Part:
    """Measures cases by their size, the last of which is twice the one before."""
    times = in_turns({f"{size}": ours(folder, what) for size, folder in cases.items()})
    first, *_, half, last = sizes = list(cases)
    lines = []
    for before, size in zip([None, *sizes], sizes):
        time = times[f"{size}"]
        more = "" if before is None else number((time - times[f"{before}"]).nanoseconds / (size - before))
        multiple = time.over(times[f"{first}"])
        lines.append([f"{size:,}", number(time.nanoseconds), number(multiple), number(size / first), more])
    columns = [f"{title}, {unit}".capitalize(), "ns", "× the first", "size, × the first", "ns for one more"]
    figure = times[f"{last}"].over(times[f"{half}"])
    row = Row(f"growth: {title}, {last:,} {unit}", f"{half:,} {unit}", figure, last / half, Bound.AT_MOST)
    return Part([row], [Table(f"Growth with the {title}", columns, lines)])
