"""Shows where the time of one verification goes: samples the measured program with perf, and adds up its functions by kind."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import MeasurementFailed, ours
from rows import Table, number
from signing import write_signed_case
from tokens import write_case

SAMPLES_PER_SECOND = 10_000
SECONDS = 4

SUBJECTS = {
    "bare": ("HS256", "bare"),
    "token": ("HS256", "token"),
    "with binding": ("HS256", "binding"),
    "signed request": ("signed", "signed"),
}
"""What is looked at, by the title of its column: the case, and what is done with it."""

KINDS = {
    "SHA-256 itself": r"sha256_block|sha256_update|sha256_final|SHA256_(Update|Final|Init)|BCM_sha256",
    "P-256 itself": r"ecp_nistz|ecdsa|ec_|EC_|GFp|BN_|bn_|beeu|felem|point_",
    "swift-crypto around them": r"HMAC|SHA256|Digest|ConstantTime|constantTime|MessageAuthenticationCode|OneRegion"
    r"|Crypto|CRYPTO|OPENSSL|OpenSSL|NISTCurve|ECDSA|P256|BoringSSL",
    "structured fields (library)": r"StructuredFieldValue|StructuredFieldBytes|consumeFirst|stripLeading|OrderedMap|BareItem",
    "message signatures": r"StructuredField|Signature(?!Check)|SignedMessage|Component|MessageOrigin|RequestTarget|ContentDigest"
    r"|MessageSigning|RequiredCoverage|BodyExpectation|OriginRule|ByteSequence",
    "reference counts": r"swift_(retain|release|bridgeObject|isUniquely)|RefCount",
    "heap": r"malloc|cfree|_int_free|^free|swift_(alloc|dealloc|slow)|dealloc|tcache|_copyCollection|_ContiguousArray",
    "generic code finding its types": r"[Mm]etadata|witness|Witness|tryCast|ynamicCast|conformsTo|getCache|Demangle"
    r"|mangled|EnumTag|Collection|Sequence|Iterator|TupleCache|swift_once|ConcurrentMap|HashMap",
    "exclusivity checks": r"swift_(begin|end)Access|AccessSet|TLSContext|tls_get",
    "base64": r"Base64",
    "JSON": r"JSON|endOfPlainText|UTF8Sequence",
    "the clock": r"clock_gettime|Date|Clock",
    "spans, metrics, logs": r"Observation|Instrument|rwlock|Counter|TaskLocal|Metrics|Logger",
    "the decision": r"Approov|Token|Evidence|HTTPField|UsualHeaders|Freshness|KeyStore|KeyRing|DomainKeys|position\(of"
    r"|Attestation|SignatureCheck|withUTF8|Rejection",
}
"""The kinds of functions, by what their names match first."""

OTHER = "everything else"


def kind(function: str) -> str:
    return next((name for name, pattern in KINDS.items() if re.search(pattern, function)), OTHER)


def profile(folder: Path, what: str, data: Path) -> dict[str, float]:
    """Returns the nanoseconds of one verification by kind."""
    nanoseconds = sampled(folder, what, data)
    report = subprocess.run(
        ["perf", "report", "-i", data, "--stdio", "--sort", "symbol", "--percentage", "absolute"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    simplified = subprocess.run(
        ["swift", "demangle", "--simplified"], input=report, capture_output=True, text=True, check=True
    ).stdout
    times: dict[str, float] = {}
    for share, function in re.findall(r"^ *([\d.]+)% +\[.\] (.+?) *$", simplified, re.MULTILINE):
        name = kind(function)
        times[name] = times.get(name, 0) + float(share) / 100 * nanoseconds
    return times


def sampled(folder: Path, what: str, data: Path) -> float:
    """Runs the program under perf, and returns the nanoseconds that one verification took meanwhile."""
    recorded = ["perf", "record", "--quiet", "--freq", str(SAMPLES_PER_SECOND), "-o", str(data), "--"]
    count, nanoseconds = 1000, 0
    while nanoseconds < SECONDS * 1e9:
        run = subprocess.run([*recorded, *ours(folder, what)], input=f"{count}\n", capture_output=True, text=True)
        if run.returncode != 0:
            raise MeasurementFailed(f"perf failed: {run.stderr}")
        nanoseconds = int(run.stdout)
        if nanoseconds < SECONDS * 1e9:
            count = round(count * min(1000, 1.1 * SECONDS * 1e9 / nanoseconds))
    return nanoseconds / count


def main() -> int:
    if not shutil.which("perf"):
        print("There is no perf.", file=sys.stderr)
        return 1
    with TemporaryDirectory() as path:
        folder = Path(path)
        cases = {"HS256": write_case(folder / "HS256"), "signed": write_signed_case(folder / "signed")}
        times = {title: profile(cases[case], what, folder / "data") for title, (case, what) in SUBJECTS.items()}
    lines = []
    for name in [*KINDS, OTHER]:
        lines.append([name, *(number(round(each.get(name, 0))) for each in times.values())])
    lines.append(["together", *(number(round(sum(each.values()))) for each in times.values())])
    print(Table("Nanoseconds of one verification, under perf", ["", *times], lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
