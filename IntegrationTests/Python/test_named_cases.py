"""The bad tokens that specifications and past vulnerabilities name, each made here and refused for the right reason.

The numbers are those of the protocol notes, section 5.3.
"""

import json

import pytest

from judge import ACCEPTED
from tokens import HEADER, base64url, in_seconds, mac, part, secret_key, token, unsigned, valid_claims

VALID = token()
EXP = int(in_seconds(7200))


def with_signature(text: str, signature: str) -> str:
    return f"{text.rpartition('.')[0]}.{signature}"


def signature_of(text: str) -> str:
    return text.rpartition(".")[2]


def next_character(text: str) -> str:
    """Returns the base64url text with the lowest of its unused bits set."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:-1] + alphabet[alphabet.index(text[-1]) + 1]


def in_standard_alphabet() -> str:
    """Returns a token whose signature is spelled with a character of the standard base64 alphabet."""
    text = next(t for t in (token(payload=valid_claims(n=n)) for n in range(1000)) if "-" in signature_of(t))
    return with_signature(text, signature_of(text).replace("-", "+"))


def signed_as_it_is(text: str) -> str:
    return f"{text}.{base64url(mac(text))}"


def flattened() -> str:
    header, payload, signature = VALID.split(".")
    return json.dumps({"protected": header, "payload": payload, "signature": signature})


CASES = {
    "N00 control": (VALID, ACCEPTED),
    "N01 alg none": (unsigned({"alg": "none", "typ": "JWT"}), "algorithmNotAllowed"),
    "N02 alg nOnE": (unsigned({"alg": "nOnE", "typ": "JWT"}), "algorithmNotAllowed"),
    "N03 empty signature": (unsigned(HEADER), "invalidSignature"),
    "N04 two parts": (VALID.rpartition(".")[0], "malformedToken"),
    "N05 four parts": (VALID + "." + signature_of(VALID), "malformedToken"),
    "N06 padded signature": (VALID + "=", "malformedToken"),
    "N07 non-canonical last character": (with_signature(VALID, next_character(signature_of(VALID))), "malformedToken"),
    "N08 character of the standard alphabet": (in_standard_alphabet(), "malformedToken"),
    "N09 white space around": (f" \t{VALID} ", ACCEPTED),
    "N09 white space in the header": (VALID.replace(".", " .", 1), "malformedToken"),
    "N09 white space in the signature": (with_signature(VALID, " " + signature_of(VALID)), "malformedToken"),
    "N09 white space in the payload": (VALID.replace(".", ". ", 1), "invalidSignature"),
    "N09 white space in a signed payload": (
        signed_as_it_is(f"{part(HEADER)}. {part(valid_claims())}"),
        "malformedToken",
    ),
    "N10 alg twice": (token('{"alg":"none","alg":"HS256","typ":"JWT"}'), "malformedToken"),
    "N11 exp twice": (token(payload=f'{{"exp":1,"exp":{EXP}}}'), "malformedToken"),
    "N12 exp twice, once escaped": (token(payload=f'{{"exp":1,"\\u0065xp":{EXP}}}'), "malformedToken"),
    "N13 crit unknown": (token({**HEADER, "crit": ["x"], "x": 1}), "malformedToken"),
    "N14 crit empty": (token({**HEADER, "crit": []}), "malformedToken"),
    "N15 crit b64": (token({**HEADER, "crit": ["b64"], "b64": False}), "malformedToken"),
    "N16 HS512 with the same secret": (token({"alg": "HS512", "typ": "JWT"}, digest="sha512"), "algorithmNotAllowed"),
    "N17 MAC of HS384": (token(digest="sha384"), "invalidSignature"),
    "N18 truncated MAC": (
        with_signature(VALID, base64url(mac(VALID.rpartition(".")[0])[:16])),
        "invalidSignature",
    ),
    "N19 empty secret": (token(secret=b""), "invalidSignature"),
    "N20 jwk in the header": (
        token({**HEADER, "jwk": secret_key(b"k" * 64)}, secret=b"k" * 64),
        "invalidSignature",
    ),
    "N21 kid where keys have none": (token({**HEADER, "kid": "unknown"}), ACCEPTED),
    "N22 alg a number": (token({"alg": 256, "typ": "JWT"}), "malformedToken"),
    "N23 header an array": (token([HEADER]), "malformedToken"),
    "N24 payload not JSON": (token(payload="exp"), "malformedToken"),
    "N25 payload an array": (token(payload=[valid_claims()]), "malformedToken"),
    "N26 exp missing": (token(payload={"did": "device"}), "missingExpiry"),
    "N27 exp a string": (token(payload={"exp": str(EXP)}), "invalidClaim"),
    "N28 exp an empty string": (token(payload={"exp": ""}), "invalidClaim"),
    "N29 exp not finite": (token(payload='{"exp":1e400}'), "invalidClaim"),
    "N30 exp negative": (token(payload={"exp": -1}), "expired"),
    "N31 exp true": (token(payload={"exp": True}), "invalidClaim"),
    "N32 exp null": (token(payload={"exp": None}), "invalidClaim"),
    "N33 trailing comma": (token(payload=f'{{"exp":{EXP},}}'), "malformedToken"),
    "N34 byte order mark": (token(payload=b"\xef\xbb\xbf" + f'{{"exp":{EXP}}}'.encode()), "malformedToken"),
    "N35 bytes after the payload": (token(payload=f'{{"exp":{EXP}}}0'), "malformedToken"),
    "N36 invalid UTF-8": (token(payload=f'{{"exp":{EXP},"did":"'.encode() + b'\xff"}'), "malformedToken"),
    "N37 lone surrogate": (token(payload=f'{{"exp":{EXP},"did":"\\ud800"}}'), "malformedToken"),
    "N38 nbf in the future": (token(payload={"exp": EXP, "nbf": in_seconds(3600)}), "notYetValid"),
    "N39 typ not JWT": (token({**HEADER, "typ": "JOSE"}), "malformedToken"),
    "N40 zip": (token({**HEADER, "zip": "DEF"}), "malformedToken"),
    "N41 status word": ("NO_NETWORK", "clientStatus"),
    "N41 status word, lower case": ("no_network", "clientStatus"),
    "N42 five empty parts": ("....", "malformedToken"),
    "N43 JSON serialization": (flattened(), "malformedToken"),
    "N44 oversized part": (token(payload=valid_claims(x="x" * 8192)), "tokenTooLong"),
    "N45 nothing but dots": ("." * 8192, "malformedToken"),
    "N45 a million dots": ("." * 1_000_000, "tokenTooLong"),
    "no token": (None, "missingToken"),
    "an empty token": ("", "missingToken"),
    "only white space": (" \t ", "missingToken"),
    "alg missing": (token({"typ": "JWT"}), "algorithmNotAllowed"),
    "alg empty": (token({"alg": "", "typ": "JWT"}), "algorithmNotAllowed"),
    "alg HS257": (token({"alg": "HS257", "typ": "JWT"}), "algorithmNotAllowed"),
    "alg in lower case": (token({"alg": "hs256", "typ": "JWT"}), "algorithmNotAllowed"),
    "alg with a space": (token({"alg": "HS256 ", "typ": "JWT"}), "algorithmNotAllowed"),
    "alg with a NUL": (token({"alg": "HS256\0", "typ": "JWT"}), "algorithmNotAllowed"),
    "typ in lower case": (token({"alg": "HS256", "typ": "jwt"}), ACCEPTED),
    "typ missing": (token({"alg": "HS256"}), ACCEPTED),
    "typ null": (token({"alg": "HS256", "typ": None}), "malformedToken"),
    "kid a number": (token({**HEADER, "kid": 1}), "malformedToken"),
    "kid a path": (token({**HEADER, "kid": "../../../../dev/null"}, secret=b""), "invalidSignature"),
    "encrypted": (f"{part({'alg': 'dir', 'enc': 'A256GCM'})}..AAAA.AAAA.AAAA", "encryptedToken"),
    "encrypted with PBES2": (
        f"{part({'alg': 'PBES2-HS256+A128KW', 'enc': 'A256GCM', 'p2c': 10**9})}.AAAA.AAAA.AAAA.AAAA",
        "encryptedToken",
    ),
    "aud an empty array": (token(payload=valid_claims(aud=[])), ACCEPTED),
    "aud null": (token(payload=valid_claims(aud=None)), ACCEPTED),
    "iss an array": (token(payload=valid_claims(iss=["example.approov.io"])), ACCEPTED),
    "depth 16": (token(payload=valid_claims(x=json.loads("[" * 15 + "]" * 15))), ACCEPTED),
    "depth 17": (token(payload=valid_claims(x=json.loads("[" * 16 + "]" * 16))), "malformedToken"),
    "a Swift trap: exp 1e300": (token(payload='{"exp":1e300}'), ACCEPTED),
    "a Swift trap: nbf 1e300": (token(payload=f'{{"exp":{EXP},"nbf":1e300}}'), "notYetValid"),
    "a Swift trap: exp -1e300": (token(payload='{"exp":-1e300}'), "expired"),
    "nbf so small that it is zero": (token(payload=f'{{"exp":{EXP},"nbf":1e-400}}'), ACCEPTED),
}


@pytest.mark.parametrize("name", CASES)
def test_a_token_is_judged_as_the_specification_says(judge, name):
    text, verdict = CASES[name]
    assert judge.verdict(text, secret_key()) == verdict


def test_an_unknown_kid_is_refused_where_keys_have_one(judge):
    tokens = [token({**HEADER, "kid": kid}) for kid in ("unknown", "known", "Known", "known\0")]
    verdicts = judge.verdicts(tokens, secret_key(kid="known"))
    assert verdicts == ["unknownKey", ACCEPTED, "unknownKey", "unknownKey"]


def test_a_token_is_at_most_8192_bytes_long(judge):
    texts = [token(payload=valid_claims(exp=EXP, x="x" * n)) for n in range(5900, 6100)]
    longest = next(text for text in texts if len(text) == 8192)
    longer = next(text for text in texts if len(text) > 8192)
    assert judge.verdicts([longest, longest + " ", longer], secret_key()) == [ACCEPTED, "tokenTooLong", "tokenTooLong"]
