"""Measures one verification beside bare cryptography and beside other people's libraries, and a refusal beside both."""

import random
import re
import subprocess
import time
from pathlib import Path
from string import ascii_letters, digits
from tempfile import TemporaryDirectory

from instructions import allocations, can_count
from measuring import Measurement, measure as measure_all, ours
from peers import PEERS, PeerUnavailable
from rows import Bound, Part, Row, Table, number
from signing import write_signed_case
from tokens import key, token_of_length, usual_claims, write_case

BARE = "swift-crypto, the bare check"
VERDICT = "Approov, the verdict"
CLAIMS = "Approov, the verdict and the claims"
BINDING = "Approov, the verdict with binding"
SUBJECTS = {BARE: "bare", VERDICT: "token", CLAIMS: "claims", BINDING: "binding"}
JWT_KIT = {"jwt-kit": "jwt-kit", "jwt-kit with binding": "jwt-kit-binding"}

AGAINST_BARE = {"HS256": 1.5, "RS256": 1.1, "ES256": 1.1}
"""How many times as long as the bare check a verdict may take."""

AGAINST_PEERS = {"Rust jsonwebtoken": 1.5, "libjwt": 4, "golang-jwt": 4, "jwt-kit": 8, "PyJWT": 20}
"""How many times as long as ours the verification of an HS256 token by a peer must take."""

LIMIT = 8192
"""The length above which a token is refused unread."""


def measure() -> Part:
    with TemporaryDirectory() as name:
        folder = Path(name)
        parts = [algorithm(name, folder / name) for name in AGAINST_BARE]
        parts += [signed_request(folder), refusals(folder / "garbage"), heap(folder / "HS256")]
    return Part([row for part in parts for row in part.rows], [table for part in parts for table in part.tables])


def algorithm(name: str, folder: Path) -> Part:
    """Measures tokens of one algorithm."""
    write_case(folder, algorithm=name)
    commands = {title: ours(folder, what) for title, what in {**SUBJECTS, **JWT_KIT}.items()}
    unavailable = {}
    for peer in PEERS:
        if name not in peer.algorithms:
            continue
        try:
            commands[peer.name] = [*peer.command(), str(folder)]
        except PeerUnavailable as reason:
            unavailable[peer.name] = str(reason)
    times = measure_all(commands)

    what = f"verify {name}"
    rows = [Row(what, BARE, times[VERDICT].over(times[BARE]), AGAINST_BARE[name], Bound.AT_MOST)]
    if name == "HS256":
        for peer, target in AGAINST_PEERS.items():
            figure = times[peer].over(times[CLAIMS]) if peer in times else None
            rows.append(
                Row(f"{what}, claims read", f"{peer} (its ÷ ours)", figure, target, Bound.AT_LEAST, remark=unavailable.get(peer, ""))
            )
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
    bare, verdict, signature = "swift-crypto, the bare check of P-256", "Approov, the verdict", "Approov, token and signature"
    body = "Approov, token, signature and body"
    subjects = {bare: "signed-bare", verdict: "token", signature: "signed", body: "signed-body"}
    times = measure_all({title: ours(case, what) for title, what in subjects.items()})
    base = times[bare] + times[verdict]
    row = Row("verify token and install signature", "bare P-256 and the token", times[signature].over(base), 1.15, Bound.AT_MOST)
    title = f"A signed request, base of {(case / 'base').stat().st_size} bytes"
    return Part([row], [compared(title, times, base, "bare and token")])


def refusals(folder: Path) -> Part:
    """Measures what garbage costs beside what is genuine."""
    genuine = key("HS256").token()
    signed, _, signature = genuine.rpartition(".")
    header, _, payload = signed.partition(".")
    long = token_of_length(LIMIT, usual_claims())
    dots = str.maketrans(".", "_")
    usual = "the usual token, accepted"
    garbage = {
        "the wrong signature": (f"{signed}.{signature[::-1]}", usual),
        "no dots": (genuine.translate(dots), usual),
        "a header that is not base64url": (f"{header[:-1]}!.{payload}.{signature}", usual),
        "a signature that is not base64url": (f"{signed}.{signature[:-1]}!", usual),
        "8 KiB of junk": (junk(LIMIT), usual),
        "8 KiB with the wrong signature": (long.rpartition(".")[0] + "." + signature[::-1], "8 KiB, accepted"),
        "1 MiB of junk": (junk(1 << 20), "8 KiB of junk"),
    }
    expired = key("HS256").token(usual_claims(exp=int(time.time()) - 60))
    commands = {usual: ours(write_case(folder / "usual"), "token")}
    commands["8 KiB, accepted"] = ours(write_case(folder / "long", token=long), "token")
    for title, token in {**{title: token for title, (token, _) in garbage.items()}, "an expired token": expired}.items():
        commands[title] = ours(write_case(folder / title.replace(" ", "-"), token=token), "refuse")
    times = measure_all(commands)
    rows = [
        Row(f"refuse {title}", against, times[title].over(times[against]), 1.0, Bound.AT_MOST)
        for title, (_, against) in garbage.items()
    ]
    rows.append(Row("refuse an expired token", usual, times["an expired token"].over(times[usual]), None, Bound.AT_MOST))
    return Part(rows, [compared("Garbage", times, times[usual], "accepted")])


def junk(length: int) -> str:
    return "".join(random.Random(length).choices(ascii_letters + digits + "-_", k=length))


def heap(folder: Path) -> Part:
    """Counts the allocations of one verification."""
    rows = []
    for title, what, target in [("verify HS256", "token", 8), ("verify HS256 with binding", "binding", 8), ("verify HS256, claims read", "claims", None)]:
        figure = allocations(folder, what) if can_count() else None
        remark = "" if can_count() else "there is no valgrind"
        rows.append(Row(title, "the heap", figure, target, Bound.AT_MOST, unit="allocations", remark=remark))
    return Part(rows)


def compared(title: str, times: dict[str, Measurement], base: Measurement, name: str) -> Table:
    lines = [[what, number(its.nanoseconds), f"{its.over(base):.2f}"] for what, its in times.items()]
    return Table(title, [title, "ns", f"× {name}"], lines)
