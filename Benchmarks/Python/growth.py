"""Measures how the cost of a verification grows with what a caller, or an operator, can make larger.

Nothing may grow faster than its cause, so each unit must not cost more at the end than at the beginning.
"""

import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import Measurement, measure as measure_all, ours
from rows import Bound, Part, Row, Table, number
from signing import write_signed_case
from tokens import EXPIRY, Key, base64url, token_of_length, usual_claims, key, write_case

TOKEN_LENGTHS = [200, 400, 800, 1600, 3200, 8192]
NAMED_KEYS = [1, 2, 4, 8, 16, 32]
ANONYMOUS_KEYS = [1, 2, 4, 8]
CLAIMS = [4, 8, 16, 32, 64, 128, 256]
BODY_KIBIBYTES = [1, 4, 16, 64, 256, 1024]


def measure() -> Part:
    with TemporaryDirectory() as name:
        folder = Path(name)
        parts = [token_length(folder), keys(folder, named=True), keys(folder, named=False), claims(folder), body(folder)]
    return Part([row for part in parts for row in part.rows], [table for part in parts for table in part.tables])


def token_length(folder: Path) -> Part:
    """Measures tokens with a claim that fills them."""
    cases = {
        length: write_case(folder / f"length-{length}", token=token_of_length(length, {"exp": EXPIRY}))
        for length in TOKEN_LENGTHS
    }
    return growing("length of the token", "byte", cases)


def claims(folder: Path) -> Part:
    """Measures tokens with more and more claims, all of them short."""
    cases = {}
    for count in CLAIMS:
        usual = usual_claims()
        others = {f"claim-{number}": number for number in range(count - len(usual))}
        cases[count] = write_case(folder / f"claims-{count}", token=key("HS256").token({**usual, **others}))
    return growing("number of claims", "claim", cases)


def keys(folder: Path, *, named: bool) -> Part:
    """Measures rings whose last key is the right one. The keys are found by their `kid`, or tried one after the other."""
    cases = {}
    for count in NAMED_KEYS if named else ANONYMOUS_KEYS:
        secrets = [hashlib.sha512(f"{number}".encode()).digest() for number in range(count)]
        ring = {"keys": [secret_key(secret, {"kid": f"{number}"} if named else {}) for number, secret in enumerate(secrets)]}
        token = Key("HS256", secrets[-1]).token(**({"kid": f"{count - 1}"} if named else {}))
        name = f"{'named' if named else 'anonymous'}-{count}"
        cases[count] = write_case(folder / name, token=token, ring=json.dumps(ring))
    return growing(f"number of keys, {'with' if named else 'without'} kid", "key", cases)


def secret_key(secret: bytes, members: dict[str, str]) -> dict[str, str]:
    """Returns the JSON Web Key of a secret."""
    return {"kty": "oct", "alg": "HS256", "k": base64url(secret), **members}


def body(folder: Path) -> Part:
    """Measures requests whose signature covers the digest of a body."""
    cases = {
        size: write_signed_case(folder / f"body-{size}", bytes(size * 1024))
        for size in BODY_KIBIBYTES
    }
    return growing("size of a signed body", "KiB", cases, what="signed-body", without="signed")


def growing(title: str, unit: str, cases: dict[int, Path], *, what: str = "token", without: str | None = None) -> Part:
    """Measures cases by their size; a unit costs what the case costs, or what it costs `without` being subtracted."""
    commands = {f"{size}": ours(folder, what) for size, folder in cases.items()}
    if without is not None:
        commands |= {f"{size} {without}": ours(folder, without) for size, folder in cases.items()}
    times = measure_all(commands)

    def unit_cost(size: int) -> Measurement:
        whole = times[f"{size}"] if without is None else times[f"{size}"] - times[f"{size} {without}"]
        return Measurement([time / size for time in whole.times])

    first, last = min(cases), max(cases)
    lines = [
        [
            f"{size:,}",
            number(times[f"{size}"].nanoseconds),
            number(times[f"{size}"].over(times[f"{first}"])),
            number(size / first),
            number(unit_cost(size).nanoseconds),
        ]
        for size in cases
    ]
    columns = [title.capitalize(), "ns", "× the first", "size, × the first", f"ns for each {unit}"]
    row = Row(
        f"each {unit}, {title} {last:,}",
        f"each of {first:,}",
        unit_cost(last).over(unit_cost(first)),
        1.0,
        Bound.AT_MOST,
    )
    return Part([row], [Table(f"Growth with the {title}", columns, lines)])
