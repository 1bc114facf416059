"""The measured program does what it is measured for, and notices when it does not; figures are judged as they should be."""

import subprocess
from pathlib import Path

import pytest

from bench_check import faults
from instructions import Counts
from measuring import ROOT
from rows import Bound, Row
from signing import write_signed_case
from tokens import key, write_case, wrongly_signed

PROGRAM = ROOT / ".build" / "debug" / "verification-benchmark"


def run(folder: Path, what: str) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, folder, what], input="1\n2\n", capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("algorithm", ["HS256", "RS256", "ES256"])
@pytest.mark.parametrize("what", ["bare", "token", "claims", "binding", "jwt-kit", "jwt-kit-binding"])
def test_it_verifies_a_token_as_often_as_it_is_told_to(tmp_path, algorithm, what):
    done = run(write_case(tmp_path / "case", algorithm=algorithm), what)
    assert [int(line) > 0 for line in done.stdout.splitlines()] == [True, True], done.stderr


@pytest.mark.parametrize("what", ["signed-bare", "signed", "signed-body"])
def test_it_verifies_a_signed_request(tmp_path, what):
    done = run(write_signed_case(tmp_path / "case"), what)
    assert [int(line) > 0 for line in done.stdout.splitlines()] == [True, True], done.stderr


@pytest.mark.parametrize("what", ["bare", "token", "claims", "binding", "jwt-kit", "jwt-kit-binding"])
def test_it_gives_up_if_the_token_is_not_genuine(tmp_path, what):
    done = run(write_case(tmp_path / "case", token=wrongly_signed(key("HS256").token())), what)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr


@pytest.mark.parametrize(("refusal", "returncode"), [("invalidSignature", 0), ("expired", 1)])
def test_it_measures_a_refusal_only_for_the_reason_that_is_meant(tmp_path, refusal, returncode):
    token = wrongly_signed(key("HS256").token())
    assert run(write_case(tmp_path / "case", token=token, refusal=refusal), "refuse").returncode == returncode


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (Counts(1000, 5), []),
        (Counts(1050, 5), []),
        (Counts(900, 4), []),
        (Counts(1051, 5), ["token: 5.1% more instructions, 1,051 for 1,000."]),
        (Counts(1000, 6), ["token: more allocations, 6 for 5."]),
    ],
)
def test_what_a_verification_takes_may_grow_by_five_percent_and_no_allocation(now, found):
    assert faults({"token": {"instructions": 1000, "allocations": 5}}, {"token": now}) == found


@pytest.mark.parametrize(
    ("figure", "bound", "is_met"),
    [
        (1.5, Bound.AT_MOST, True),
        (1.51, Bound.AT_MOST, False),
        (1.5, Bound.AT_LEAST, True),
        (1.49, Bound.AT_LEAST, False),
        (None, Bound.AT_MOST, None),
    ],
)
def test_a_verdict_is_on_the_right_side_of_its_target(figure, bound, is_met):
    assert Row("", "", figure, 1.5, bound).is_met is is_met
