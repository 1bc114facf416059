"""Keys are never taken for keys of another kind, however an attacker spells them."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from keys import ALGORITHMS, CURVES, EC_ALGORITHMS, FOREIGN, OURS, RSA_ALGORITHMS, signed
from tokens import base64url, secret_key, token

FORMS = [
    (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    (Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
    (Encoding.OpenSSH, PublicFormat.OpenSSH),
]
RSA_FORMS = [(Encoding.PEM, PublicFormat.PKCS1), (Encoding.DER, PublicFormat.PKCS1)]
EC_FORMS = [
    (Encoding.X962, PublicFormat.UncompressedPoint),
    (Encoding.X962, PublicFormat.CompressedPoint),
]


def spellings(alg: str) -> list[bytes]:
    """Returns the public key in every spelling that a library might take for a secret."""
    forms = FORMS + (RSA_FORMS if alg in RSA_ALGORITHMS else EC_FORMS)
    texts = [OURS.public_key(alg).public_bytes(*form) for form in forms]
    pem, der = texts[:2]
    jwk = json.dumps(OURS.jwk(alg)).encode()
    return [*texts, pem.strip(), pem.replace(b"\n", b"\r\n"), b"\n" + pem, base64.b64encode(der), jwk]


@pytest.mark.parametrize("alg", RSA_ALGORITHMS + EC_ALGORITHMS)
def test_a_public_key_is_never_a_secret(judge, alg):
    tokens = [token(secret=text) for text in spellings(alg)]
    assert set(judge.verdicts(tokens, OURS.jwk(alg))) == {"algorithmNotAllowed"}
    assert set(judge.verdicts(tokens, OURS.jwk(alg), secret_key())) == {"invalidSignature"}


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_kid_does_not_lend_a_key_to_another_algorithm(judge, alg):
    ring = [OURS.jwk(name, kid=name) for name in ALGORITHMS]
    tokens = [signed(alg, kid=name) for name in ALGORITHMS if name != alg]
    assert set(judge.verdicts(tokens, *ring)) == {"algorithmNotAllowed"}


@pytest.mark.parametrize("alg", EC_ALGORITHMS)
def test_an_ecdsa_signature_out_of_range_is_refused(judge, alg):
    text = signed(alg).rpartition(".")[0]
    order = CURVES[alg].group_order
    length = (order.bit_length() + 7) // 8
    largest = 256**length - 1
    signatures = [
        (r.to_bytes(length), s.to_bytes(length))
        for r, s in [(0, 0), (0, 1), (1, 0), (1, 1), (order, order), (order, 1), (1, order), (largest, largest)]
    ]
    tokens = [f"{text}.{base64url(r + s)}" for r, s in signatures]
    assert set(judge.verdicts(tokens, OURS.jwk(alg))) == {"invalidSignature"}


@pytest.mark.parametrize("alg", EC_ALGORITHMS)
def test_an_ecdsa_signature_has_one_form(judge, alg):
    text, _, signature = signed(alg).rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    half = len(raw) // 2
    r, s = raw[:half], raw[half:]
    forms = [
        encode_dss_signature(int.from_bytes(r), int.from_bytes(s)),
        b"\0" + r + b"\0" + s,
        r + s + b"\0",
        (r + s)[:-1],
        s + r,
        r,
    ]
    assert set(judge.verdicts([f"{text}.{base64url(form)}" for form in forms], OURS.jwk(alg))) == {"invalidSignature"}


@pytest.mark.parametrize("alg", RSA_ALGORITHMS)
def test_an_rsa_signature_has_one_form(judge, alg):
    text, _, signature = signed(alg).rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    modulus = OURS.public_key(alg).public_numbers().n
    forms = [b"\0" + raw, raw + b"\0", raw[:-1], bytes(len(raw)), (1).to_bytes(len(raw)), modulus.to_bytes(len(raw))]
    if (larger := int.from_bytes(raw) + modulus).bit_length() <= 8 * len(raw):
        forms.append(larger.to_bytes(len(raw)))
    assert set(judge.verdicts([f"{text}.{base64url(form)}" for form in forms], OURS.jwk(alg))) == {"invalidSignature"}


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_key_in_the_header_is_never_used(judge, alg):
    text = signed(alg, keys=FOREIGN, jwk=FOREIGN.jwk(alg), jku="https://attacker.example/jwks", x5u="file:///x5u")
    assert judge.verdict(text, OURS.jwk(alg)) == "invalidSignature"
