"""Finds what the Markdown files of the repository name: files, headings, targets of make, environment variables."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from servers import ROOT

FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?: \"[^\"]*\")?\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
# In a sentence it stands in quotes, in a block at the beginning of a line.
TARGET = r"make (?:-C \S+ )?([a-z][a-z-]*)"
VARIABLE = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
# What reads environment variables, or hands them on.
READERS = ("Sources", "Examples", "Benchmarks", "IntegrationTests/Python", "Deployment", "dev", "Makefile")


def tracked(*patterns: str) -> list[Path]:
    """Returns the files of the repository that fit a pattern, the new ones included."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return sorted(path for path in {ROOT / name for name in names if name} if path.is_file())


def documents() -> list[Path]:
    return tracked("*.md")


def anchors(text: str) -> set[str]:
    """Returns the anchors that GitHub gives to the headings of a document."""
    found: set[str] = set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        number = 0
        unique = anchor
        while unique in found:
            number += 1
            unique = f"{anchor}-{number}"
        found.add(unique)
    return found


def broken_links(document: Path) -> Iterator[str]:
    """Yields the relative links of a document that lead nowhere."""
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", document.read_text()))
    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists():
            yield f"{link}: there is no such file"
        elif anchor and (target.suffix != ".md" or anchor not in anchors(target.read_text())):
            yield f"{link}: there is no such heading"


@cache
def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def named_targets(document: Path) -> set[str]:
    text = document.read_text()
    commands = re.findall(rf"^(?:\$ )?{TARGET}", "\n".join(FENCE.findall(text)), re.MULTILINE)
    return {*commands, *re.findall(rf"`{TARGET}", FENCE.sub("", text))}


@cache
def variables() -> set[str]:
    """Returns the environment variables that programs, scripts and settings name, literally or as configuration keys."""
    files = [path for path in tracked(*READERS) if path.suffix not in (".md", ".json", ".console")]
    text = "\n".join(path.read_text(errors="replace") for path in files)
    readers = "\n".join(path.read_text() for path in files if path.parent.name == "Configuration")
    keys = re.findall(r"(?:^ +/// - `|, `)([a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)*)`", readers, re.MULTILINE)
    words = {re.sub(r"[A-Z]", lambda letter: f"_{letter[0]}", key).replace(".", "_").upper() for key in keys}
    return set(VARIABLE.findall(text)) | {f"APPROOV_{word}" for word in words}


def named_variables(document: Path) -> set[str]:
    return set(VARIABLE.findall(document.read_text()))
