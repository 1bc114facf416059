"""Bindings that Python computes are the bindings that we expect."""

import base64
import hashlib

import pytest

from judge import ACCEPTED
from tokens import secret_key, token, valid_claims


def pay(value: str) -> str:
    return base64.b64encode(hashlib.sha256(value.encode()).digest()).decode()


def test_a_token_is_accepted_with_what_it_is_bound_to(judge):
    bound = token(payload=valid_claims(pay=pay("Bearer abc")))
    assert judge.verdict(bound, secret_key(), authorization="Bearer abc") == ACCEPTED


@pytest.mark.parametrize("value", ["Bearer abd", "bearer abc", "abc", "Bearer  abc", "Bearer abc,Bearer abc"])
def test_a_token_is_refused_with_anything_else(judge, value):
    bound = token(payload=valid_claims(pay=pay("Bearer abc")))
    assert judge.verdict(bound, secret_key(), authorization=value) == "bindingMismatch"


@pytest.mark.parametrize(
    "claim",
    [
        pay("Bearer abc").rstrip("="),
        pay("Bearer abc").replace("+", "-").replace("/", "_") + "=",
        pay("Bearer abc")[:-2] + chr(ord(pay("Bearer abc")[-2]) + 1) + "=",
        hashlib.sha256(b"Bearer abc").hexdigest(),
        base64.b64encode(hashlib.sha512(b"Bearer abc").digest()).decode(),
        "",
        [pay("Bearer abc")],
        None,
        True,
    ],
)
def test_a_binding_has_one_spelling(judge, claim):
    bound = token(payload=valid_claims(pay=claim))
    assert judge.verdict(bound, secret_key(), authorization="Bearer abc") == "bindingMismatch"


def test_a_token_that_is_bound_to_nothing_is_refused_where_a_binding_is_required(judge):
    assert judge.verdict(token(), secret_key(), authorization="Bearer abc") == "bindingClaimMissing"


@pytest.mark.parametrize("value", ["", " \t "])
def test_a_header_that_is_empty_binds_nothing(judge, value):
    bound = token(payload=valid_claims(pay=pay(value)))
    assert judge.verdict(bound, secret_key(), authorization=value) == "bindingHeaderMissing"
