"""Finds the program that judges where `make test` has built it."""

import pytest

from judge import Judge
from servers import PROGRAMS


@pytest.fixture(scope="session")
def judge() -> Judge:
    program = PROGRAMS / "approov-judge"
    if not program.is_file():
        pytest.exit(f"There is no {program}. Run: make integration-tests", returncode=2)
    return Judge(program)
