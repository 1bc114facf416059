"""Counts what one verification takes of the processor and of the heap: exactly, and the same in every run.

Two runs of a measured program under valgrind differ by so many verifications, and in nothing else.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from measuring import PROGRAMS, MeasurementFailed, ours

VERIFICATIONS = 100


@dataclass(frozen=True)
class Counts:
    """What one verification takes."""

    instructions: int
    allocations: int

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(self.instructions - other.instructions, self.allocations - other.allocations)


def can_count() -> bool:
    return shutil.which("valgrind") is not None


def counts(folder: Path, what: str) -> Counts:
    return Counts(instructions(folder, what), allocations(folder, what))


def instructions(folder: Path, what: str) -> int:
    return difference("--tool=callgrind", "--callgrind-out-file=/dev/null", pattern=r"Collected : (\d+)", of=(folder, what))


def allocations(folder: Path, what: str) -> int:
    return difference("--tool=dhat", "--dhat-out-file=/dev/null", pattern=r"Total: .* in ([\d,]+) blocks", of=(folder, what))


@cache
def stripped() -> str:
    """Returns a copy of the measured program without debug information, whose form Debian's valgrind cannot read."""
    copy = PROGRAMS / "verification-benchmark.stripped"
    subprocess.run(["strip", "--strip-debug", "-o", copy, PROGRAMS / "verification-benchmark"], check=True)
    return str(copy)


def difference(*valgrind: str, pattern: str, of: tuple[Path, str]) -> int:
    """Returns by how much a number that valgrind prints grows with each verification."""

    def printed(verifications: int) -> int:
        run = subprocess.run(
            ["valgrind", *valgrind, stripped(), *ours(*of)[1:]],
            input=f"{verifications}\n",
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"], "SWIFT_DETERMINISTIC_HASHING": "1"},
        )
        found = re.search(pattern, run.stderr)
        if run.returncode != 0 or not found:
            raise MeasurementFailed(f"valgrind failed: {run.stderr}")
        return int(found[1].replace(",", ""))

    return round((printed(2 * VERIFICATIONS) - printed(VERIFICATIONS)) / VERIFICATIONS)
