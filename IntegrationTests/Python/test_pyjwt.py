"""Tokens that PyJWT signs get from us the verdict that they should."""

import itertools

import jwt
import pytest

from judge import ACCEPTED
from keys import ALGORITHMS, FOREIGN, OURS, signed
from tokens import in_seconds, valid_claims

PAIRS = list(itertools.permutations(ALGORITHMS, 2))


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_token_in_any_algorithm_is_accepted(judge, alg):
    assert judge.verdict(signed(alg), OURS.jwk(alg)) == ACCEPTED


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_token_that_names_its_key_is_accepted(judge, alg):
    ring = [OURS.jwk(name, kid=name) for name in ALGORITHMS]
    assert judge.verdict(signed(alg, kid=alg), *ring) == ACCEPTED


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_token_of_another_key_is_refused(judge, alg):
    assert judge.verdict(signed(alg, keys=FOREIGN), OURS.jwk(alg)) == "invalidSignature"


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_token_that_names_another_key_than_it_is_signed_with_is_refused(judge, alg):
    ring = [OURS.jwk(alg, kid="ours"), FOREIGN.jwk(alg, kid="foreign")]
    tokens = [signed(alg, kid=kid) for kid in ("ours", "foreign", "nobody")] + [signed(alg)]
    assert judge.verdicts(tokens, *ring) == [ACCEPTED, "invalidSignature", "unknownKey", "unknownKey"]


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_token_in_another_algorithm_than_the_keys_is_refused(judge, alg):
    tokens = [signed(other) for other, name in PAIRS if name == alg]
    assert set(judge.verdicts(tokens, OURS.jwk(alg))) == {"algorithmNotAllowed"}


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_token_that_names_the_keys_algorithm_and_is_signed_in_another_is_refused(judge, alg):
    tokens = []
    for other, name in PAIRS:
        if name == alg:
            parts = signed(alg).split(".")[:2]
            signer = jwt.get_algorithm_by_name(other)
            signature = signer.sign(".".join(parts).encode(), signer.prepare_key(OURS.signing[other]))
            tokens.append(".".join([*parts, jwt.utils.base64url_encode(signature).decode()]))
    assert set(judge.verdicts(tokens, OURS.jwk(alg))) == {"invalidSignature"}


@pytest.mark.parametrize(
    "claims, verdict",
    [
        ({"exp": in_seconds(-1)}, "expired"),
        ({"exp": 0}, "expired"),
        ({}, "missingExpiry"),
        ({"exp": str(int(in_seconds(7200)))}, "invalidClaim"),
        ({"exp": in_seconds(7200), "nbf": in_seconds(3600)}, "notYetValid"),
        ({"exp": in_seconds(7200), "nbf": in_seconds(-1)}, ACCEPTED),
        ({"exp": in_seconds(7200), "nbf": "soon"}, "invalidClaim"),
        ({"exp": in_seconds(7200), "iat": in_seconds(3600)}, "notYetValid"),
        ({"exp": in_seconds(7200), "iat": in_seconds(-1)}, ACCEPTED),
        ({"exp": in_seconds(10 * 365 * 86400)}, ACCEPTED),
    ],
)
def test_a_token_is_judged_by_its_dates(judge, claims, verdict):
    assert judge.verdict(signed("ES256", {"did": "device", **claims}), OURS.jwk("ES256")) == verdict


def test_a_token_that_has_expired_and_is_forged_is_refused_as_forged(judge):
    forged = signed("HS256", {"exp": 0}, keys=FOREIGN)
    assert judge.verdict(forged, OURS.jwk("HS256")) == "invalidSignature"


def test_an_unsigned_token_is_refused(judge):
    unsigned = jwt.encode(valid_claims(), None, algorithm="none")
    assert judge.verdict(unsigned, OURS.jwk("HS256")) == "algorithmNotAllowed"


@pytest.mark.parametrize("kid", ["old", "new"])
def test_both_secrets_are_accepted_while_the_secret_changes(judge, kid):
    keys = {"old": FOREIGN, "new": OURS}[kid]
    assert judge.verdict(signed("HS256", keys=keys), OURS.jwk("HS256"), FOREIGN.jwk("HS256")) == ACCEPTED
