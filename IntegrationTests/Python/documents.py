"""Runs what the documents show, compares it with what they say, and writes it down anew where it differs.

Every ```console block of a document that leads a user through is run, one after the other, in one shell for each document.
What a vendor's account, an editor or a network is needed for stands in blocks of other kinds.
"""

import difflib
import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path

from console import Shell, Step, difference, free_port, settled, steps
from servers import PROGRAMS, ROOT

FOLDER = ROOT / "Documentation"
# The ports that documents name; each is another one when they are run.
PORTS = ["8002", "8003"]
PYTHON = ROOT / ".build" / "venv"
# What names the program of a quickstart.
SNIPPET = re.compile(r"\]\((?:\.\./)+(Snippets/(\w+)\.swift)\)")
AT_ONCE = 6
# How much longer each pause is if a document differs: what differs still is no matter of a machine that is busy.
PATIENCE = 4


def documents() -> list[Path]:
    """Returns the documents that lead a user through."""
    parts = [sorted((FOLDER / name).glob("*.md")) for name in ("Quickstarts", "MoveFrom", "WalkThrough")]
    return [*sum(parts, []), FOLDER / "Testing.md"]


@dataclass(frozen=True)
class Block:
    """A fenced block: its kind, its text, where it stands, and the line of text before it."""

    kind: str
    text: str
    start: int
    end: int
    number: int
    before: str


def blocks(text: str) -> list[Block]:
    """Returns the fenced blocks of a document."""
    return [
        Block(
            kind=match[1],
            text=match[2],
            start=match.start(2),
            end=match.end(2),
            number=text.count("\n", 0, match.start(2)) + 1,
            before=text[: match.start()].rstrip().rpartition("\n\n")[2],
        )
        for match in re.finditer(r"^```([\w-]*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    ]


def shown_part(snippet: Path) -> str:
    """Returns the part of a snippet that documents show."""
    return snippet.read_text().split("// snippet.show\n")[1].split("// snippet.hide\n")[0]


def program_of(document: Path) -> str | None:
    """Returns the name of the program that a quickstart makes, and shows below a link to it."""
    programs = [SNIPPET.search(block.before) for block in blocks(document.read_text()) if block.kind == "swift"]
    return next((program[2] for program in programs if program), None)


def manifest(document: Path) -> str:
    """Returns the Package.swift of a quickstart."""
    return next(block.text for block in blocks(document.read_text()) if block.text.startswith("// swift-tools-version"))


def source(document: Path) -> str:
    """Returns the program of a quickstart."""
    return next(block.text for block in blocks(document.read_text()) if SNIPPET.search(block.before))


def prepare(document: Path, folder: Path) -> Path:
    """Makes the folders that a reader has, a clone and beside it a package, and returns the one to run commands in."""
    clone = folder / "swift-approov"
    clone.mkdir()
    for name in (".build", "Examples"):
        (clone / name).symlink_to(ROOT / name)
    own = folder / "hello"
    program = program_of(document)
    if program:
        (own / ".build" / "debug").mkdir(parents=True)
        (own / ".build" / "debug" / "hello").symlink_to(PROGRAMS / program)
    here = own if program else clone
    (here / "venv").symlink_to(PYTHON)
    # As in a terminal, where curl shows no progress.
    (here / ".curlrc").write_text("silent\nshow-error\n")
    return here


class Run:
    """A document that is run: what its commands print, with the ports that it names."""

    def __init__(self, document: Path, patience: int = 1):
        self.document = document
        self._patience = patience
        self.text = document.read_text()
        self._ports = {name: str(free_port()) for name in PORTS}
        self._module = f"[{program_of(document) or 'hello'}]"

    def _run(self, shell: Shell, step: Step) -> list[str]:
        command, port = step.command, self._ports[PORTS[0]]
        for name, ours in self._ports.items():
            if f"--port {name}" in command:
                port = ours
            command = command.replace(name, ours)
        printed = shell.run(command, port=int(port))
        for name, ours in self._ports.items():
            printed = [line.replace(ours, name) for line in printed]
        printed = [line.replace(self._module, "[hello]").rstrip() for line in printed]
        while printed and not printed[-1]:
            printed.pop()
        return list(dropwhile(lambda line: not line, printed))

    def recorded(self) -> str:
        """Returns the text of the document with what is printed now, where it differs."""
        parts: list[str] = []
        last = 0
        with tempfile.TemporaryDirectory() as folder:
            here = prepare(self.document, Path(folder))
            with Shell(here, HTTP_PORT=self._ports[PORTS[0]]) as shell:
                if self._patience > 1:
                    shell.run(f'sleep() {{ command sleep "$(($1 * {self._patience}))"; }}')
                for block in blocks(self.text):
                    parts.append(self.text[last : block.start])
                    parts.append(self._block(block, shell))
                    last = block.end
        return "".join([*parts, self.text[last:]])

    def _block(self, block: Block, shell: Shell) -> str:
        snippet = SNIPPET.search(block.before)
        if block.kind == "swift" and snippet:
            return shown_part(ROOT / snippet[1])
        if block.kind != "console":
            return block.text
        lines: list[str] = []
        for step in steps(block.text):
            lines.append("$ " + step.command.replace("\n", "\n> "))
            printed = self._run(shell, step)
            same = not difference(settled(printed), settled(step.expected))
            lines += step.expected if same else printed
        return "".join(f"{line}\n" for line in lines)


def recorded(document: Path) -> str:
    """Returns the text of a document with what is printed now, where it differs even if the machine has more time."""
    text = document.read_text()
    now = Run(document).recorded()
    return text if now == text else Run(document, PATIENCE).recorded()


def faults(document: Path) -> list[str]:
    """Returns where a document says something else than what happens, as a comparison of files shows it."""
    found: list[str] = []
    for said, is_so in zip(blocks(document.read_text()), blocks(recorded(document)), strict=True):
        if said.text != is_so.text:
            where = f"{document.relative_to(ROOT)}:{said.number}:"
            found += [where, *_differences(said.text.splitlines(), is_so.text.splitlines())]
    return found


def _differences(said: list[str], is_so: list[str]) -> list[str]:
    """Returns the lines that differ, below the command that they belong to."""
    return [line for line in difflib.unified_diff(said, is_so, n=2, lineterm="") if not line.startswith(("---", "+++"))]


def main(arguments: list[str]) -> int:
    """Writes the outputs of all documents, or of those named, where they differ. Says which it has changed."""
    chosen = [Path(argument).resolve() for argument in arguments] or documents()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for document, text in zip(chosen, pool.map(recorded, chosen), strict=True):
            if text != document.read_text():
                document.write_text(text)
                print(f"{os.path.relpath(document)} has changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
