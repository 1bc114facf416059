"""Finds the program that judges: the one that APPROOV_JUDGE names, or the one that `swift build` has built."""

import os
import subprocess
from pathlib import Path

import pytest

from judge import Judge

PACKAGE = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def judge() -> Judge:
    program = Path(os.environ.get("APPROOV_JUDGE") or built_program())
    if not program.is_file():
        pytest.exit(f"There is no {program}. Run: swift build --package-path {PACKAGE}", returncode=2)
    return Judge(program)


def built_program() -> Path:
    command = ["swift", "build", "--package-path", PACKAGE, "--show-bin-path"]
    folder = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    return Path(folder) / "approov-judge"
