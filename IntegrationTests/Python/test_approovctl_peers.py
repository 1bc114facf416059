"""PyJWT verifies the tokens that approovctl mints, and approovctl those that PyJWT signs."""

import hashlib
import json

import jwt
import pytest

from console import run
from keys import ALGORITHMS, OURS, signed
from tokens import base64url, in_seconds, valid_claims

PAIRS = [name for name in ALGORITHMS if not name.startswith("HS")]


def add(folder, alg: str, kid: str = "1"):
    assert len(run(f"approovctl keyset add --keyset keys.json --algorithm {alg} --kid {kid}", folder)) == 1


def mint(folder, *options: str) -> str:
    [token] = run(" ".join(["approovctl token mint", *options]), folder)
    return token


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_pyjwt_verifies_what_a_key_of_a_set_has_signed(alg, tmp_path):
    add(tmp_path, alg)
    token = mint(tmp_path, "--keyset keys.json --claim aud=api.example.com")
    [private] = json.loads((tmp_path / "keys.json").read_text())["keys"]
    public = private
    if alg in PAIRS:
        [public] = json.loads("".join(run("approovctl keyset export --keyset keys.json", tmp_path)))["keys"]
    key = jwt.PyJWK(public).key
    claims = jwt.decode(token, key, algorithms=[alg], audience="api.example.com")
    assert claims["did"] == "ExampleApproovTokenDID=="
    assert jwt.get_unverified_header(token) == {"alg": alg, "typ": "JWT", "kid": "1"}
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(mint(tmp_path, "--keyset keys.json --kind wrong-key"), key, algorithms=[alg])


@pytest.mark.parametrize("alg", PAIRS)
def test_pyjwt_verifies_with_the_exported_pem(alg, tmp_path):
    add(tmp_path, alg)
    pem = "\n".join(run("approovctl keyset export --keyset keys.json --format pem", tmp_path))
    assert jwt.decode(mint(tmp_path, "--keyset keys.json"), pem, algorithms=[alg])["ip"] == "1.2.3.4"


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_pyjwt_signs_with_a_key_of_the_set(alg, tmp_path):
    add(tmp_path, alg)
    [private] = json.loads((tmp_path / "keys.json").read_text())["keys"]
    token = jwt.encode(valid_claims(), jwt.PyJWK(private).key, algorithm=alg, headers={"kid": "1"})
    (tmp_path / "token").write_text(token)
    [line, *_] = run("approovctl token verify token --keyset keys.json", tmp_path)
    assert line.startswith("accepted  device ExampleApproovTokenDID==")


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_token_that_pyjwt_signs_is_verified_with_its_jwk(alg, tmp_path):
    (tmp_path / "key.json").write_text(json.dumps(OURS.jwk(alg)))
    (tmp_path / "set.json").write_text(json.dumps({"keys": [OURS.jwk(alg)]}))
    (tmp_path / "token").write_text(signed(alg))
    (tmp_path / "expired").write_text(signed(alg, {"exp": in_seconds(-60)}))
    for file in ["key.json"] + (["set.json"] if alg in PAIRS else []):
        verdict = json.loads(run(f"approovctl token verify token --keys-file {file} --json", tmp_path)[0])
        assert (verdict["outcome"], verdict["algorithm"]) == ("accepted", alg)
        [answer, status] = run(f"approovctl token verify expired --keys-file {file} --json", tmp_path)
        assert (json.loads(answer)["outcome"], status) == ("expired", "[1]")


@pytest.mark.parametrize("alg", PAIRS)
def test_a_thumbprint_is_that_of_the_public_members(alg, tmp_path):
    add(tmp_path, alg)
    [public] = json.loads("".join(run("approovctl keyset export --keyset keys.json", tmp_path)))["keys"]
    members = {name: public[name] for name in ("crv", "e", "kty", "n", "x", "y") if name in public}
    text = json.dumps(members, separators=(",", ":"), sort_keys=True)
    [key] = json.loads(run("approovctl keyset list --keyset keys.json --json", tmp_path)[0])["keys"]
    assert key["thumbprint"] == base64url(hashlib.sha256(text.encode()).digest())


def test_a_set_of_all_algorithms_verifies_tokens_of_each(tmp_path):
    for alg in ALGORITHMS:
        add(tmp_path, alg, kid=alg)
    run("approovctl keyset export --keyset keys.json > jwks.json", tmp_path)
    exported = {key["kid"] for key in json.loads((tmp_path / "jwks.json").read_text())["keys"]}
    assert exported == set(PAIRS)
    for alg in ALGORITHMS:
        (tmp_path / "token").write_text(mint(tmp_path, f"--keyset keys.json --kid {alg}"))
        file = "--keys-file jwks.json" if alg in PAIRS else "--keyset keys.json"
        assert run(f"approovctl token verify token {file}", tmp_path)[0].startswith("accepted")
