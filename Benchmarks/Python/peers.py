"""Other libraries that verify tokens, each in a program of its own that follows the protocol of measured programs."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SOURCES = ROOT / "Benchmarks" / "Peers"
PROGRAMS = ROOT / ".build" / "peers"

ALL = frozenset({"HS256", "RS256", "ES256"})


class PeerUnavailable(Exception):
    """A peer cannot be installed or built here. Its text says why."""


@dataclass(frozen=True)
class Peer:
    """A library to compare with."""

    name: str
    algorithms: frozenset[str]

    command: Callable[[], list[str]]
    """Installs and builds what the peer needs, and returns the command that measures it, to which the folder of the case is
    added. Raises PeerUnavailable if that is not possible here.
    """


def pyjwt() -> list[str]:
    return [sys.executable, str(SOURCES / "pyjwt" / "verify.py")]


def golang_jwt() -> list[str]:
    install("golang-go", "golang-github-golang-jwt-jwt-dev")
    program = PROGRAMS / "golang-jwt"
    build(
        ["/usr/bin/go", "build", "-o", str(program), "verify.go"],
        folder=SOURCES / "golang-jwt",
        GO111MODULE="off",
        GOPATH="/usr/share/gocode",
        GOCACHE=str(PROGRAMS / "go-cache"),
    )
    return [str(program)]


def libjwt() -> list[str]:
    install("gcc", "libjwt-dev", "libssl-dev")
    program = PROGRAMS / "libjwt"
    build(
        ["/usr/bin/gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", str(program), "verify.c", "-ljwt", "-lcrypto"],
        folder=SOURCES / "libjwt",
    )
    return [str(program)]


def jsonwebtoken() -> list[str]:
    install("cargo", "rustc", "librust-jsonwebtoken-dev")
    target = PROGRAMS / "jsonwebtoken"
    # Debian's compiler, also where another one comes first on the path: the crates are of its age.
    build(
        ["/usr/bin/cargo", "build", "--quiet", "--release", "--target-dir", str(target)],
        folder=SOURCES / "jsonwebtoken",
        RUSTC="/usr/bin/rustc",
        CARGO_HOME=str(PROGRAMS / "cargo"),
    )
    return [str(target / "release" / "verify")]


PEERS = [
    Peer("PyJWT", ALL, pyjwt),
    Peer("golang-jwt", ALL, golang_jwt),
    Peer("libjwt", ALL, libjwt),
    Peer("Rust jsonwebtoken", ALL, jsonwebtoken),
]


def install(*packages: str):
    """Installs Debian packages, unless they are there."""
    done = subprocess.run([ROOT / "dev" / "install", *packages], capture_output=True, text=True)
    if done.returncode != 0:
        raise PeerUnavailable(last_line(done.stderr) or "its packages cannot be installed")


def build(command: list[str], folder: Path, **variables: str):
    """Builds a program, unless it is up to date; the compilers see to that."""
    PROGRAMS.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True)
    except FileNotFoundError:
        raise PeerUnavailable(f"there is no {command[0]}") from None
    if done.returncode != 0:
        raise PeerUnavailable(last_line(done.stderr) or f"{command[0]} fails")


def last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2]
