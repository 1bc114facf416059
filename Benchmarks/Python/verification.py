"""Measures one verification beside bare cryptography and beside other people's libraries, and a refusal beside both."""

import random
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from string import ascii_letters, digits
from tempfile import TemporaryDirectory

from instructions import allocations, can_count
from measuring import Measurement, in_turns, ours
from peers import PEERS, PeerUnavailable
from rows import Bound, Part, Row, Table, number
from signing import write_signed_case
from tokens import EXPIRY, key, token_of_length, usual_claims, write_case, wrongly_signed

BARE = "swift-crypto, the bare check"
VERDICT = "Approov, the verdict"
CLAIMS = "Approov, the verdict and the claims"
BINDING = "Approov, the verdict with binding"
FRACTION = "Approov, the verdict, of an exp with a fraction"
SUBJECTS = {BARE: "bare", VERDICT: "token", CLAIMS: "claims", BINDING: "binding"}
JWT_KIT = {"jwt-kit": "jwt-kit", "jwt-kit with binding": "jwt-kit-binding"}

AGAINST_BARE = {"HS256": 1.5, "RS256": 1.1, "ES256": 1.1}
"""How many times as long as the bare check a verdict may take."""

AGAINST_PEERS = {"Rust jsonwebtoken": 1.5, "libjwt": 4, "golang-jwt": 4, "jwt-kit": 8, "PyJWT": 20}
"""How many times as long as ours the verification of an HS256 token by a peer must take."""

LIMIT = 8192
"""The length above which a token is refused unread."""


def measure() -> Part:
    with TemporaryDirectory() as path:
        folder = Path(path)
        parts = [algorithm(name, folder / name) for name in AGAINST_BARE]
        parts += [signed_request(folder), refusals(folder / "garbage"), heap(folder / "HS256")]
    return Part.of(parts)


def algorithm(name: str, folder: Path) -> Part:
    """Measures tokens of one algorithm."""
    write_case(folder, algorithm=name)
    commands = {title: ours(folder, what) for title, what in SUBJECTS.items()}
    if name == "HS256":
        claims = usual_claims(exp=EXPIRY + 0.891912)
        commands[FRACTION] = ours(write_case(folder / "fraction", token=key(name).token(claims)), "token")
    commands |= {title: ours(folder, what) for title, what in JWT_KIT.items()}
    unavailable = {}
    for peer in PEERS:
        if name not in peer.algorithms:
            continue
        try:
            commands[peer.name] = [*peer.command(), str(folder)]
        except PeerUnavailable as reason:
            unavailable[peer.name] = str(reason)
    times = in_turns(commands)

    what = f"verify {name}"
    rows = [Row(what, BARE, times[VERDICT].over(times[BARE]), AGAINST_BARE[name], Bound.AT_MOST)]
    if name == "HS256":
        for peer, target in AGAINST_PEERS.items():
            figure = times[peer].over(times[CLAIMS]) if peer in times else None
            against, remark = f"{peer} (its ÷ ours)", unavailable.get(peer, "")
            rows.append(Row(f"{what}, claims read", against, figure, target, Bound.AT_LEAST, remark=remark))
        rows.append(openssl(times[VERDICT]))
    return Part(rows, [compared(f"{name}, a token of {len(key(name).token())} bytes", times, times[BARE], "bare")])


def openssl(verdict: Measurement) -> Row:
    """Returns what the verdict takes beside the MAC alone, as OpenSSL measures itself."""
    message, _, _ = key("HS256").token().rpartition(".")
    command = ["openssl", "speed", "-mr", "-seconds", "1", "-bytes", str(len(message)), "-hmac", "sha256"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    bytes_per_second = float(re.search(r"^\+F:\d+:hmac\(sha256\):([\d.]+)", output, re.MULTILINE)[1])
    figure = verdict.nanoseconds / (len(message) / bytes_per_second * 1e9)
    return Row("verify HS256", "openssl speed, HMAC of the same length", figure, None, Bound.AT_MOST)


def signed_request(folder: Path) -> Part:
    """Measures a request that the installation of an app has signed."""
    case = write_signed_case(folder / "signed")
    subjects = {
        "swift-crypto, the bare check of P-256": "signed-bare",
        "Approov, token": "token",
        "Approov, token and signature": "signed",
        "Approov, token, signature and body": "signed-body",
    }
    times = in_turns({title: ours(case, what) for title, what in subjects.items()})
    bare, token, signature, _ = times.values()
    base = bare + token
    what = "verify token and install signature"
    row = Row(what, "bare P-256 and the token", signature.over(base), 1.15, Bound.AT_MOST)
    title = f"A signed request, base of {(case / 'base').stat().st_size} bytes"
    return Part([row], [compared(title, times, base, "bare and token")])


def refusals(folder: Path) -> Part:
    """Measures what garbage costs beside what is genuine."""
    genuine = key("HS256").token()
    signed, _, signature = genuine.rpartition(".")
    header, _, payload = signed.partition(".")
    usual, long = "the usual token, accepted", "8 KiB, accepted"
    accepted = {usual: genuine, long: token_of_length(LIMIT, usual_claims())}
    garbage = [
        Garbage("the wrong signature", wrongly_signed(genuine), "invalidSignature", usual),
        Garbage("no dots", genuine.replace(".", "_"), "malformedToken", usual),
        Garbage("a header that is not base64url", f"{header[:-1]}!.{payload}.{signature}", "malformedToken", usual),
        Garbage("a signature that is not base64url", f"{signed}.{signature[:-1]}!", "malformedToken", usual),
        Garbage("8 KiB of junk", junk(LIMIT), "malformedToken", usual),
        Garbage("8 KiB with the wrong signature", wrongly_signed(accepted[long]), "invalidSignature", long),
        Garbage("1 MiB of junk", junk(1 << 20), "tokenTooLong", "8 KiB of junk"),
        Garbage(
            "an expired token", key("HS256").token(usual_claims(exp=int(time.time()) - 60)), "expired", usual, None
        ),
    ]
    commands = {}
    for title, token in accepted.items():
        commands[title] = ours(write_case(folder / title.replace(" ", "-"), token=token), "token")
    for each in garbage:
        case = write_case(folder / each.title.replace(" ", "-"), token=each.token, refusal=each.refusal)
        commands[each.title] = ours(case, "refuse")
    times = in_turns(commands)
    rows = [
        Row(f"refuse {each.title}", each.beside, times[each.title].over(times[each.beside]), each.target, Bound.AT_MOST)
        for each in garbage
    ]
    return Part(rows, [compared("Garbage", times, times[usual], "accepted")])


@dataclass(frozen=True)
class Garbage:
    """A token that must be refused."""

    title: str
    token: str

    refusal: str
    """The code of the refusal."""

    beside: str
    """What it is compared with."""

    target: float | None = 1.0


def junk(length: int) -> str:
    return "".join(random.Random(length).choices(ascii_letters + digits + "-_", k=length))


def heap(folder: Path) -> Part:
    """Counts the allocations of one verification."""

    def row(title: str, what: str, target: float | None) -> Row:
        figure = allocations(folder, what) if can_count() else None
        remark = "" if can_count() else "there is no valgrind"
        return Row(title, "the heap", figure, target, Bound.AT_MOST, "allocations", remark)

    return Part(
        [
            row("verify HS256", "token", 8),
            row("verify HS256 with binding", "binding", 8),
            row("verify HS256, claims read", "claims", None),
        ]
    )


def compared(title: str, times: dict[str, Measurement], base: Measurement, name: str) -> Table:
    """Returns a table of times, each also as a multiple of a base."""
    lines = [[what, number(its.nanoseconds), number(its.over(base))] for what, its in times.items()]
    return Table(title, ["", "ns", f"× {name}"], lines)
