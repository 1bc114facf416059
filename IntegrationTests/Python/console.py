"""Runs console transcripts: blocks of a command line after `$ ` and what it prints, compared line by line."""

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from servers import PROGRAMS

SECONDS = 60
ANYTHING = "…"


@dataclass
class Step:
    """A command line with the number of its line, and the lines that it is expected to print."""

    number: int
    command: str
    expected: list[str] = field(default_factory=list)


def steps(text: str) -> list[Step]:
    """Returns the steps of a transcript. A line that begins with `> ` continues the command; `# ` begins a remark."""
    found: list[Step] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("$ "):
            found.append(Step(number, line[2:]))
        elif line.startswith("> ") and found and not found[-1].expected:
            found[-1].command += "\n" + line[2:]
        elif line.startswith("# "):
            continue
        elif line or (found and found[-1].expected):
            assert found, f"Line {number} stands before any command."
            found[-1].expected.append(line)
    for step in found:
        while step.expected and not step.expected[-1]:
            step.expected.pop()
    return found


def run(command: str, folder: Path) -> list[str]:
    """Returns what a command line prints in a folder, both streams in one, and its status if that is not 0."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={"PATH": f"{PROGRAMS}:{os.environ['PATH']}", "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS,
    )
    lines = done.stdout.decode().splitlines()
    while lines and not lines[-1]:
        lines.pop()
    return lines + ([f"[{done.returncode}]"] if done.returncode else [])


def matches(line: str, expected: str) -> bool:
    """Returns whether a line is the expected one, in which `…` stands for one or more characters."""
    return re.fullmatch(".+".join(map(re.escape, expected.split(ANYTHING))), line) is not None


def difference(printed: list[str], expected: list[str]) -> list[str]:
    """Returns the lines that differ, as a comparison of files shows them."""
    if len(printed) == len(expected) and all(map(matches, printed, expected)):
        return []
    return [*(f"- {line}" for line in expected), *(f"+ {line}" for line in printed)]
