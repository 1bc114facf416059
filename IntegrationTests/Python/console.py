"""Runs console transcripts: blocks of a command line after `$ ` and what it prints, compared line by line."""

import os
import queue
import re
import signal
import socket
import subprocess
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from servers import PROGRAMS

SECONDS = 60
ANYTHING = "…"
END = "@@@"

# What is another each time: thumbprints and pins, tokens, signatures, times, what is drawn by lot. One random secret in
# fifteen is spelled alike in both alphabets.
CHANGING = [
    (r"alphabet +base64( and base64url)?", "ALPHABET"),
    (r"install=:(…|[A-Za-z0-9+/]{86}==):", "SIGNATURE"),
    (r"\"expiredFor\":[\d.]+", "EXPIRED"),
    (r"(?<![\w-])[\w-]{43}(?![\w=-])", "THUMBPRINT"),
    (r"sha256/[A-Za-z0-9+/]{43}=", "PIN"),
    (r"eyJ[\w.…-]+", "TOKEN"),
    (r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d{4})", "DATE"),
    (r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT", "DATE"),
    (r"\bhb\.request\.id=[\w-]+", "REQUEST"),
    (r"\b[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\b", "REQUEST"),
    (r"\b\d{10}(\.\d+)?\b( *)", "SECONDS "),
    (r"\b(in )?(\d+[dhms])+( ago)?", "SPAN"),
    (r"\b\d+ s ago", "SPAN"),
    (r'"(Circle|Triangle|Square|Rectangle)"', "SHAPE"),
    (r'"(Sphere|Cone|Cube|Box)"', "FORM"),
]
# What depends on the machine: who keeps its clock.
MACHINE = re.compile(r"clock|NTP|to look at")


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


def settled(lines: Iterable[str]) -> list[str]:
    """Returns the lines with a word in place of what is another each time."""
    for pattern, word in CHANGING:
        lines = [re.sub(pattern, word, line) for line in lines]
    return [line.rstrip() for line in lines if line and not MACHINE.search(line)]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Shell:
    """A shell of its own, so that what one command leaves behind is there for the next.

    At its end it ends what it has started.
    """

    def __init__(self, folder: Path, **variables: str):
        self.process = subprocess.Popen(
            ["bash"],
            cwd=folder,
            env={
                "PATH": "/usr/local/bin:/usr/bin:/bin",
                "TZ": "UTC",
                "LC_ALL": "C.UTF-8",
                "HOME": str(folder),
                "TMPDIR": str(folder),
                "HTTP_PORT": "0",
                **variables,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def run(self, command: str, port: int | None = None) -> list[str]:
        """Returns what a command prints, and its status if that is not 0.

        One in the background prints what it does until somebody listens on its port.
        """
        status = f'status=$?; [ $status = 0 ] || echo "[$status]"; echo {END}'
        if command.endswith("&"):
            connects = f"(: < /dev/tcp/127.0.0.1/{port}) 2> /dev/null"
            status = f"until {connects} || ! kill -0 $!; do command sleep 0.05; done; command sleep 0.2; echo {END}"
        self.process.stdin.write(f"{command}\n{status}\n")
        self.process.stdin.flush()
        printed: list[str] = []
        while True:
            try:
                line = self._lines.get(timeout=SECONDS)
            except queue.Empty:
                raise TimeoutError(f"{command!r} has not ended after {SECONDS} s, and said {printed}.") from None
            if line is None:
                raise EOFError(f"The shell ended with {command!r}, and said {printed}.")
            if line.endswith(END):
                return printed + ([line.removesuffix(END)] if line != END else [])
            printed.append(line)

    def __enter__(self) -> "Shell":
        return self

    def __exit__(self, *reason: object) -> None:
        try:
            self.process.communicate("kill $(jobs -p) 2> /dev/null; wait\n", timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
