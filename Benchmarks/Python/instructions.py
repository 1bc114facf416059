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

from measuring import MeasurementFailed, ours

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


@cache
def counts(folder: Path, what: str) -> Counts:
    return Counts(instructions(folder, what), allocations(folder, what))


def instructions(folder: Path, what: str) -> int:
    return difference(ours(folder, what), "callgrind", "--callgrind-out-file=/dev/null", pattern=r"Collected : (\d+)")


def allocations(folder: Path, what: str) -> int:
    return difference(ours(folder, what), "dhat", "--dhat-out-file=/dev/null", pattern=r"Total: .* in ([\d,]+) blocks")


@cache
def stripped(program: str) -> str:
    """Returns a copy of a program without debug information, whose form Debian's valgrind cannot read."""
    copy = f"{program}.stripped"
    subprocess.run(["strip", "--strip-debug", "-o", copy, program], check=True)
    return copy


def difference(command: list[str], tool: str, *options: str, pattern: str) -> int:
    """Returns by how much a number that a tool of valgrind prints grows with each verification."""

    def printed(verifications: int) -> int:
        run = subprocess.run(
            ["valgrind", f"--tool={tool}", *options, stripped(command[0]), *command[1:]],
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
