"""Compares what a verification takes of the processor and of the heap with what was recorded, or records it.

What is accepted is counted beyond the bare check of the same signature, so that only what is ours counts: what
cryptography takes depends on the machine, and with curves on the signature.
"""

import json
import platform
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from instructions import Counts, counts
from rows import markdown, number
from signing import write_signed_case
from tokens import key, write_case, wrongly_signed

RECORD = Path(__file__).parent.parent / "recorded.json"
ALLOWANCE = 0.05
"""How many more instructions are not yet a regression. Of allocations, one is."""


@dataclass(frozen=True)
class Case:
    """Something to count, beyond what cannot be avoided."""

    name: str
    folder: str
    what: str
    bare: str | None = "bare"


CASES = [
    Case("HS256", "HS256", "token"),
    Case("HS256, claims read", "HS256", "claims"),
    Case("HS256 and binding", "HS256", "binding"),
    Case("RS256", "RS256", "token"),
    Case("ES256", "ES256", "token"),
    Case("signed request", "signed", "signed", "signed-bare"),
    Case("signed request and body", "signed", "signed-body", "signed-bare"),
    Case("refused: wrong signature", "wrong-signature", "refuse", None),
    Case("refused: 8 KiB of junk", "junk", "refuse", None),
]


def surroundings() -> dict[str, str]:
    """Returns what the counts depend on beside our sources."""
    output = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True).stdout
    return {"swift": re.search(r"Swift version (\S+)", output)[1], "machine": platform.machine()}


def count_all() -> dict[str, Counts]:
    with TemporaryDirectory() as path:
        folder = Path(path)
        for algorithm in ["HS256", "RS256", "ES256"]:
            write_case(folder / algorithm, algorithm=algorithm)
        write_signed_case(folder / "signed")
        wrong = wrongly_signed(key("HS256").token())
        write_case(folder / "wrong-signature", token=wrong, refusal="invalidSignature")
        write_case(folder / "junk", token="x" * 8192, refusal="malformedToken")
        return {case.name: count(case, folder) for case in CASES}


def count(case: Case, folder: Path) -> Counts:
    whole = counts(folder / case.folder, case.what)
    return whole if case.bare is None else whole - counts(folder / case.folder, case.bare)


def faults(recorded: dict[str, dict], counted: dict[str, Counts]) -> list[str]:
    """Returns what has become worse, a line for each."""
    lines = []
    for name, now in counted.items():
        if name not in recorded:
            lines.append(f"{name}: not recorded yet; run make bench-record.")
            continue
        before = Counts(**recorded[name])
        if now.instructions > before.instructions * (1 + ALLOWANCE):
            growth = now.instructions / before.instructions - 1
            lines.append(f"{name}: {growth:.1%} more instructions, {now.instructions:,} for {before.instructions:,}.")
        if now.allocations > before.allocations:
            lines.append(f"{name}: more allocations, {now.allocations} for {before.allocations}.")
    return lines


def compared(recorded: dict[str, dict], counted: dict[str, Counts]) -> str:
    """Returns the counts as a table, with the recorded ones beside them."""
    lines = []
    for name, now in counted.items():
        before = recorded.get(name, {})
        figures = [now.instructions, before.get("instructions"), now.allocations, before.get("allocations")]
        lines.append([name, *("" if figure is None else number(figure) for figure in figures)])
    return markdown(["", "Instructions", "recorded", "Allocations", "recorded"], lines, numeric=range(1, 5))


def record() -> int:
    counted = count_all()
    cases = {name: asdict(each) for name, each in counted.items()}
    RECORD.write_text(json.dumps({**surroundings(), "cases": cases}, indent=2) + "\n")
    print(compared(cases, counted))
    return 0


def check() -> int:
    document = json.loads(RECORD.read_text())
    recorded = document.pop("cases")
    if document != (here := surroundings()):
        print(f"Recorded with {document}, and this is {here}: run make bench-record first.", file=sys.stderr)
        return 1
    counted = count_all()
    print(compared(recorded, counted))
    found = faults(recorded, counted)
    for line in found:
        print(f"Worse: {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(record() if sys.argv[1:] == ["record"] else check())
