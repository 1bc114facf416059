"""One good signed request, spoilt in every way that specifications and notes name, each refused for its reason.

Most are spoilt and then signed, so that the signature itself is genuine. The sections are those of the protocol notes.
"""

import base64
from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from apps import (
    ACCOUNT,
    BODY,
    GET,
    INSTALLATION,
    LEAST,
    ORIGIN,
    POST,
    TOKEN,
    app,
    bearing,
    having,
    in_chunks,
    reinput,
    to,
    with_body,
)
from guard import Guard
from messages import (
    ORDER,
    SDK,
    Installation,
    Message,
    base64_of,
    byte_sequence,
    digest_of,
    malleable_twin,
    signed,
    token_with,
)
from test_message_signing import TIMELESS, of_input_length, with_fields, with_labels
from tokens import in_seconds

LIMIT = 65536
SETTINGS = {"public_origin": ORIGIN, "signature_max_body_bytes": str(LIMIT)}

MALFORMED = "signatureMalformed"
INVALID = "messageSignatureInvalid"
TOO_LITTLE = "signatureCoverageInsufficient"
EXPIRED = "signatureExpired"
NOT_ALLOWED = "signatureAlgorithmNotAllowed"
NO_KEY = "signatureKeyMissing"
MISSING = "signatureMissing"
MISMATCH = "digestMismatch"
BAD_REQUEST = "status 400"
"""The HTTP server itself refuses it."""

Cases = dict[str, tuple[Callable[[], Message | bytes], str]]

# What is signed (3.6, 3.7 steps 4 and 7)


def covering(covered: str, message: Message = GET) -> Callable[[], Message]:
    return lambda: app(message, covered)


COVERAGE: Cases = {
    "nothing": (covering(""), TOO_LITTLE),
    "only the method": (covering('"@method"'), TOO_LITTLE),
    "no method": (covering('"@target-uri" "approov-token"'), TOO_LITTLE),
    "no target": (covering('"@method" "approov-token" "authorization"'), TOO_LITTLE),
    "no token": (covering('"@method" "@target-uri" "authorization"'), TOO_LITTLE),
    "the token with bs": (covering('"@method" "@target-uri" "approov-token";bs'), TOO_LITTLE),
    "no query": (covering('"@method" "@authority" "@path" "approov-token"'), TOO_LITTLE),
    "no path": (covering('"@method" "@authority" "@query" "approov-token"'), TOO_LITTLE),
    "no authority": (covering('"@method" "@path" "@query" "approov-token"'), TOO_LITTLE),
    "the scheme for the authority": (covering('"@method" "@scheme" "@path" "@query" "approov-token"'), TOO_LITTLE),
    "request target alone": (covering('"@method" "@request-target" "approov-token"'), TOO_LITTLE),
    "the host for the authority": (covering('"@method" "host" "@path" "@query" "approov-token"'), TOO_LITTLE),
    "a query parameter for the query": (
        covering('"@method" "@authority" "@path" "@query-param";name="a" "approov-token"'),
        TOO_LITTLE,
    ),
    "a digest, and it is not covered": (covering(f'{LEAST} "content-type"', POST), TOO_LITTLE),
    "a digest that nobody knows, and it is not covered": (
        covering(LEAST, having(GET, Content_Digest="md5=:AAAA:")),
        TOO_LITTLE,
    ),
}


def with_covered(more: str, value: str = "a") -> Callable[[], Message]:
    """Returns what makes a request that covers one more component, which has this value."""
    return lambda: app(having(GET, X="a"), f"{LEAST} {more}", values={more: value})


COMPONENTS: Cases = {
    "a component twice": (with_covered('"authorization" "authorization"'), MALFORMED),
    "a derived component twice": (with_covered('"@method"', "GET"), MALFORMED),
    "a component twice, with parameters in another order": (
        lambda: app(having(GET, Priority="u=1"), f'{LEAST} "priority";sf;key="u" "priority";key="u";sf'),
        MALFORMED,
    ),
    "a query parameter twice": (with_covered('"@query-param";name="b" "@query-param";name="b"'), MALFORMED),
    "a parameter of a component twice": (with_covered('"x";bs;bs', ":YQ==:"), MALFORMED),
    "an upper-case field": (with_covered('"X"'), MALFORMED),
    "an upper-case token field": (
        lambda: app(GET, '"@method" "@target-uri" "Approov-Token"', values={'"Approov-Token"': TOKEN}),
        MALFORMED,
    ),
    "an upper-case derived component": (with_covered('"@Authority"', "api.example.com"), MALFORMED),
    "a component of the request of a response": (with_covered('"x";req'), MALFORMED),
    "a derived component of the request of a response": (
        with_covered('"@authority";req', "api.example.com"),
        MALFORMED,
    ),
    "a trailer": (with_covered('"x";tr'), MALFORMED),
    "a status": (with_covered('"@status"', "200"), MALFORMED),
    "the parameters themselves": (with_covered('"@signature-params"', "()"), MALFORMED),
    "a derived component that nobody knows": (with_covered('"@port"', "443"), MALFORMED),
    "a derived component without a name": (with_covered('"@"'), MALFORMED),
    "a derived component with a parameter": (with_covered('"@path";sf', "/"), MALFORMED),
    "a query parameter without a name": (with_covered('"@query-param"', "2"), MALFORMED),
    "a query parameter whose name is no string": (with_covered('"@query-param";name=b', "2"), MALFORMED),
    "a query parameter with one parameter more": (with_covered('"@query-param";name="b";sf', "2"), MALFORMED),
    "a parameter that nobody knows": (with_covered('"x";zz'), MALFORMED),
    "bs and sf": (with_covered('"x";bs;sf', ":YQ==:"), MALFORMED),
    "bs that is false": (with_covered('"x";bs=?0'), MALFORMED),
    "sf that is a string": (with_covered('"x";sf="1"'), MALFORMED),
    "a key that is no string": (with_covered('"x";key=u'), MALFORMED),
    "an empty name": (with_covered('""'), MALFORMED),
    "a name with a blank": (with_covered('"x "'), MALFORMED),
    "a name with a colon": (with_covered('"x: a"'), MALFORMED),
    "a token as component": (lambda: reinput(with_covered('"x"')(), '"x"', "x"), MALFORMED),
    "a number as component": (lambda: reinput(with_covered('"x"')(), '"x"', "1"), MALFORMED),
    "a byte sequence as component": (lambda: reinput(with_covered('"x"')(), '"x"', ":YQ==:"), MALFORMED),
    "an inner list as component": (lambda: reinput(with_covered('"x"')(), '"x"', '("x")'), MALFORMED),
    "33 components": (lambda: with_fields(33), MALFORMED),
    "10,000 components": (lambda: reinput(app(), "(", "(" + '"a" ' * 10_000), MALFORMED),
    "10,000 parameters of a component": (lambda: reinput(app(), '"@method"', '"@method"' + ";a" * 10_000), MALFORMED),
    "a field that is not there": (with_covered('"y"'), INVALID),
    "a field that is not there, said to be empty": (with_covered('"y"', ""), INVALID),
    "a query parameter that is not there": (with_covered('"@query-param";name="c"', ""), INVALID),
    "a query parameter that is there twice": (
        lambda: app(to("/?b=2&b=3"), f'{LEAST} "@query-param";name="b"', values={'"@query-param";name="b"': "2"}),
        INVALID,
    ),
    "a member that is not there": (
        lambda: app(having(GET, Priority="u=1"), f'{LEAST} "priority";key="i"', values={'"priority";key="i"': "?1"}),
        INVALID,
    ),
    "sf of a field that is not structured": (with_covered('"x";sf'), INVALID),
    "a value that is not ASCII": (lambda: app(having(GET, X="\xe4"), f'{LEAST} "x"'), MALFORMED),
}

# Its parameters (3.7 steps 5 and 6)


def parameters(text: str, **others: int) -> Callable[[], Message]:
    return lambda: app(GET, None, text, **others)


PARAMETERS: Cases = {
    "no parameters": (parameters(""), NOT_ALLOWED),
    "no algorithm": (parameters(";created={created};expires={expires}"), NOT_ALLOWED),
    **{
        f"algorithm {name!r}": (parameters(f';alg="{name}";created={{created}}'), NOT_ALLOWED)
        for name in ["", "none", "ECDSA-P256-SHA256", "ecdsa-p256-sha256 ", "ecdsa-p384-sha384", "ed25519", "ES256"]
    },
    "the algorithm of the account": (parameters(';alg="hmac-sha256";created={created}'), NOT_ALLOWED),
    "an algorithm without quotes": (parameters(";alg=ecdsa-p256-sha256;created={created}"), MALFORMED),
    "an algorithm in bytes": (parameters(";alg=:AAAA:;created={created}"), MALFORMED),
    "an algorithm that is true": (parameters(";alg;created={created}"), MALFORMED),
    "an algorithm with half its quotes": (parameters(';alg="ecdsa-p256-sha256;created={created}'), MALFORMED),
    "two algorithms": (parameters(';alg="hmac-sha256"' + SDK), MALFORMED),
    "one algorithm twice": (parameters(';alg="{alg}"' + SDK), MALFORMED),
    "created twice": (parameters(SDK + ";created={created}"), MALFORMED),
    "expires twice": (parameters(SDK + ";expires={expires}"), MALFORMED),
    "nonce twice": (parameters(SDK + ';nonce="a";nonce="b"'), MALFORMED),
    "not created": (parameters(';alg="{alg}"'), MALFORMED),
    "not created, but expires": (parameters(';alg="{alg}";expires={expires}'), MALFORMED),
    "created with a fraction": (parameters(';alg="{alg}";created={created}.0'), MALFORMED),
    "created in quotes": (parameters(';alg="{alg}";created="{created}"'), MALFORMED),
    "created as a date": (parameters(';alg="{alg}";created=@{created}'), MALFORMED),
    "created true": (parameters(';alg="{alg}";created'), MALFORMED),
    "created with an exponent": (parameters(';alg="{alg}";created=1e9'), MALFORMED),
    "created with a sign": (parameters(';alg="{alg}";created=+{created}'), MALFORMED),
    "created as a list": (parameters(';alg="{alg}";created=({created})'), MALFORMED),
    "created empty": (parameters(';alg="{alg}";created='), MALFORMED),
    "expires with a fraction": (parameters(TIMELESS + ";expires={expires}.5"), MALFORMED),
    "expires in quotes": (parameters(TIMELESS + ';expires="{expires}"'), MALFORMED),
    "expires true": (parameters(TIMELESS + ";expires"), MALFORMED),
    "keyid without quotes": (parameters(SDK + ";keyid=a"), MALFORMED),
    "keyid a number": (parameters(SDK + ";keyid=1"), MALFORMED),
    "nonce a number": (parameters(SDK + ";nonce=1"), MALFORMED),
    "nonce in bytes": (parameters(SDK + ";nonce=:AAAA:"), MALFORMED),
    "tag true": (parameters(SDK + ";tag"), MALFORMED),
    "a parameter that nobody knows": (parameters(SDK + ';x="a"'), MALFORMED),
    "a parameter in upper case": (parameters(SDK + ';Tag="a"'), MALFORMED),
    "10,000 parameters": (parameters(SDK + ";a" * 10_000), MALFORMED),
    "created 95 s ago": (parameters(TIMELESS, created=-95), EXPIRED),
    "created in 35 s": (parameters(SDK, created=35), EXPIRED),
    "created in milliseconds": (parameters(';alg="{alg}";created={created}000'), EXPIRED),
    "created in 1970": (parameters(';alg="{alg}";created=0'), EXPIRED),
    "created before 1970": (parameters(';alg="{alg}";created=-1'), EXPIRED),
    "created in 15 digits": (parameters(';alg="{alg}";created=999999999999999'), EXPIRED),
    "created in 15 digits and a sign": (parameters(';alg="{alg}";created=-999999999999999'), EXPIRED),
    "created in 16 digits": (parameters(';alg="{alg}";created=1000000000000000'), MALFORMED),
    "created in 400 digits": (parameters(f';alg="{{alg}}";created={"9" * 400}'), MALFORMED),
    "expired 35 s ago": (parameters(SDK, created=-50), EXPIRED),
    "expired before it was created": (parameters(SDK, lifetime=-1), EXPIRED),
    "expired in 1970": (parameters(TIMELESS + ";expires=0"), EXPIRED),
    "valid for 61 s": (parameters(SDK, lifetime=61), EXPIRED),
    "valid for ever": (parameters(TIMELESS + ";expires=999999999999999"), EXPIRED),
    "valid from the beginning to the end": (
        parameters(';alg="{alg}";created=-999999999999999;expires=999999999999999'),
        EXPIRED,
    ),
    "expires in 16 digits": (parameters(TIMELESS + ";expires=1000000000000000"), MALFORMED),
}

# With which key (3.7 steps 1 and 9)

P384 = ec.generate_private_key(ec.SECP384R1())
POINT = INSTALLATION.private.public_key()
X962 = Encoding.X962


def carrying(ipk: object) -> Callable[[], Message]:
    """Returns what makes a request with a genuine token that carries this as `ipk`."""
    return lambda: app(bearing(GET, token_with(ipk=ipk)))


def der(key) -> str:
    return base64_of(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def in_other_bits(text: str) -> str:
    """Returns canonical base64 with one padding character, made other base64 of the same bytes."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    unpadded = text.rstrip("=")
    assert unpadded != text
    return unpadded[:-1] + alphabet[alphabet.index(unpadded[-1]) + 1] + "=" * (len(text) - len(unpadded))


def with_url_alphabet() -> Message:
    """Returns a request whose `ipk` is in the other alphabet, which takes a key that has one of two characters."""
    installation = next(each for each in iter(Installation, None) if set(each.ipk) & set("+/"))
    text = installation.ipk.replace("+", "-").replace("/", "_")
    return signed(bearing(GET, token_with(ipk=text)), installation)


def as_spki(point: bytes) -> str:
    """Returns the base64 of a SubjectPublicKeyInfo with this point."""
    length, bits = bytes([24 + len(point)]), bytes([1 + len(point)])
    return base64_of(b"0" + length + INSTALLATION.spki[2:24] + bits + b"\0" + point)


OFF_THE_CURVE = INSTALLATION.spki[:-1] + bytes([INSTALLATION.spki[-1] ^ 1])

KEYS: Cases = {
    "no ipk": (lambda: app(bearing(GET, token_with())), NO_KEY),
    "no ipk, but mskid": (lambda: app(bearing(GET, token_with([ACCOUNT]))), NO_KEY),
    "ipk empty": (carrying(""), NO_KEY),
    "ipk null": (carrying(None), NO_KEY),
    "ipk a number": (carrying(1), NO_KEY),
    "ipk a list": (carrying([INSTALLATION.ipk]), NO_KEY),
    "ipk no base64": (carrying("ipk"), NO_KEY),
    "ipk without padding": (carrying(INSTALLATION.ipk.rstrip("=")), NO_KEY),
    "ipk with too much padding": (carrying(INSTALLATION.ipk + "="), NO_KEY),
    "ipk in other bits": (carrying(in_other_bits(INSTALLATION.ipk)), NO_KEY),
    "ipk in the other alphabet": (with_url_alphabet, NO_KEY),
    "ipk with a line break": (carrying(INSTALLATION.ipk[:64] + "\n" + INSTALLATION.ipk[64:]), NO_KEY),
    "ipk with a blank": (carrying(INSTALLATION.ipk + " "), NO_KEY),
    "ipk in PEM": (carrying(POINT.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()), NO_KEY),
    "ipk a point without its algorithm": (
        carrying(base64_of(POINT.public_bytes(X962, PublicFormat.UncompressedPoint))),
        NO_KEY,
    ),
    "ipk a compressed point": (
        carrying(as_spki(POINT.public_bytes(X962, PublicFormat.CompressedPoint))),
        NO_KEY,
    ),
    "ipk with a byte more": (carrying(base64_of(INSTALLATION.spki + b"\0")), NO_KEY),
    "ipk with a byte less": (carrying(base64_of(INSTALLATION.spki[:-1])), NO_KEY),
    "ipk not on the curve": (carrying(base64_of(OFF_THE_CURVE)), NO_KEY),
    "ipk the point at infinity": (carrying(base64_of(INSTALLATION.spki[:26] + bytes(65))), NO_KEY),
    "ipk of P-384": (carrying(der(P384)), NO_KEY),
    "ipk of secp256k1": (carrying(der(ec.generate_private_key(ec.SECP256K1()))), NO_KEY),
    "ipk of brainpoolP256r1": (carrying(der(ec.generate_private_key(ec.BrainpoolP256R1()))), NO_KEY),
    "ipk of RSA": (carrying(der(rsa.generate_private_key(public_exponent=65537, key_size=2048))), NO_KEY),
    "ipk of 4097 characters": (carrying(INSTALLATION.ipk + "A" * (4097 - 124)), NO_KEY),
    "the key of another installation": (lambda: signed(GET, Installation()), INVALID),
    "the token of another installation": (lambda: app(bearing(GET, token_with([Installation()]))), INVALID),
    "two tokens": (lambda: having(app(), Approov_Token=TOKEN), "duplicateHeader"),
    "two tokens, both covered": (
        lambda: app(having(GET, Approov_Token=TOKEN), LEAST, values={'"approov-token"': f"{TOKEN}, {TOKEN}"}),
        "duplicateHeader",
    ),
    "no token": (lambda: app().without("Approov-Token"), "missingToken"),
    "a token that the attacker has made": (
        lambda: app(bearing(GET, TOKEN[:-4] + ("AAAA" if TOKEN[-4:] != "AAAA" else "BBBB"))),
        "invalidSignature",
    ),
    "an expired token": (lambda: app(bearing(GET, token_with([INSTALLATION], exp=in_seconds(-1)))), "expired"),
}

# The signature's bytes (3.7 steps 3 and 9)


HIGH = b"\xff\xff\xff"
"""Bytes that are not the same in both alphabets."""


def spelled(spelling: Callable[[bytes], str]) -> Callable[[], Message]:
    return lambda: app(spelled=spelling)


def bytes_of(change: Callable[[bytes], bytes]) -> Callable[[], Message]:
    """Returns what makes a request with other bytes in its signature."""
    return spelled(lambda raw: byte_sequence(change(raw)))


def in_der(raw: bytes) -> bytes:
    return encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))


def numbers(r: int | None = None, s: int | None = None) -> Callable[[], Message]:
    """Returns what makes a request with another r or s."""

    def change(raw: bytes) -> bytes:
        first = raw[:32] if r is None else r.to_bytes(32)
        return first + (raw[32:] if s is None else s.to_bytes(32))

    return bytes_of(change)


SIGNATURES: Cases = {
    "DER": (bytes_of(in_der), INVALID),
    "no bytes": (spelled(lambda _: "::"), INVALID),
    "half": (bytes_of(lambda raw: raw[:32]), INVALID),
    "a byte less": (bytes_of(lambda raw: raw[:-1]), INVALID),
    "a byte more": (bytes_of(lambda raw: raw + b"\0"), INVALID),
    "a byte more in front": (bytes_of(lambda raw: b"\0" + raw), INVALID),
    "r and s swapped": (bytes_of(lambda raw: raw[32:] + raw[:32]), INVALID),
    "little-endian": (bytes_of(lambda raw: raw[31::-1] + raw[:31:-1]), INVALID),
    "one bit": (bytes_of(lambda raw: bytes([raw[0] ^ 1]) + raw[1:]), INVALID),
    "the last bit": (bytes_of(lambda raw: raw[:-1] + bytes([raw[-1] ^ 1])), INVALID),
    "r zero": (numbers(r=0), INVALID),
    "s zero": (numbers(s=0), INVALID),
    "both zero": (numbers(0, 0), INVALID),
    "both one": (numbers(1, 1), INVALID),
    "r the order": (numbers(r=ORDER), INVALID),
    "s the order": (numbers(s=ORDER), INVALID),
    "both the order": (numbers(ORDER, ORDER), INVALID),
    "all bits": (numbers(2**256 - 1, 2**256 - 1), INVALID),
    "64,000 characters": (spelled(lambda _: byte_sequence(bytes(48_000))), MALFORMED),
    "a MAC with the public key": (
        lambda: app(spelled=lambda _: byte_sequence(ACCOUNT.sign(INSTALLATION.spki))),
        INVALID,
    ),
    "a string": (spelled(lambda raw: f'"{base64_of(raw)}"'), MALFORMED),
    "a token": (spelled(lambda _: "abc"), MALFORMED),
    "a number": (spelled(lambda _: "1"), MALFORMED),
    "nothing but its label": (lambda: app().altered("Signature", "install"), MALFORMED),
    "a list": (spelled(lambda raw: f"({byte_sequence(raw)})"), MALFORMED),
    "the other alphabet": (spelled(lambda raw: f":{base64.urlsafe_b64encode(HIGH + raw[3:]).decode()}:"), MALFORMED),
    "no padding": (spelled(lambda raw: f":{base64_of(raw).rstrip('=')}:"), MALFORMED),
    "other bits": (spelled(lambda raw: f":{in_other_bits(base64_of(raw))}:"), MALFORMED),
    "a blank within": (spelled(lambda raw: f":{base64_of(raw)[:20]} {base64_of(raw)[20:]}:"), MALFORMED),
    "no colon at the end": (spelled(lambda raw: f":{base64_of(raw)}"), MALFORMED),
    "hexadecimal": (spelled(lambda raw: f":{raw.hex()}:"), INVALID),
}

# The two fields (3.7 step 2)

FIELDS: Cases = {
    "neither": (lambda: GET, MISSING),
    "no Signature": (lambda: app().without("Signature"), MISSING),
    "no Signature-Input": (lambda: app().without("Signature-Input"), MISSING),
    "both empty": (lambda: having(GET, Signature="", Signature_Input=""), MISSING),
    "another label": (lambda: app(label="sig1"), MISSING),
    "the label of the account": (lambda: app(label="account"), MISSING),
    "another label in Signature": (
        lambda: app().altered("Signature", lambda value: value.replace("install", "sig1")),
        MISSING,
    ),
    "another label in Signature-Input": (lambda: reinput(app(), "install", "sig1"), MISSING),
    "a label in upper case": (lambda: reinput(app(), "install", "Install"), MALFORMED),
    "the label twice in Signature": (
        lambda: app().having_member("Signature", f"install={byte_sequence(bytes(64))}"),
        MALFORMED,
    ),
    "the label twice in Signature, the good one last": (
        lambda: app(GET.having("Signature", f"install={byte_sequence(bytes(64))}")),
        MALFORMED,
    ),
    "the label twice in Signature-Input": (
        lambda: app().having_member("Signature-Input", 'install=("@method")'),
        MALFORMED,
    ),
    "the label twice, on two lines": (
        lambda: app().having("Signature-Input", app().field("signature-input")[0]),
        MALFORMED,
    ),
    "another label twice": (
        lambda: signed(signed(app(), ACCOUNT, label="a"), ACCOUNT, label="a"),
        MALFORMED,
    ),
    "nine labels": (lambda: with_labels(9), MALFORMED),
    "10,000 labels": (
        lambda: app().having_member("Signature", ",".join(f"a{number}" for number in range(10_000))),
        MALFORMED,
    ),
    "10,000 labels in Signature-Input": (
        lambda: app().having_member("Signature-Input", ",".join(f"a{number}" for number in range(10_000))),
        MALFORMED,
    ),
    "a Signature-Input of 8193 bytes": (lambda: of_input_length(8193), MALFORMED),
    "a Signature-Input of 200,000 bytes": (lambda: of_input_length(200_000), BAD_REQUEST),
    "no list": (lambda: app().altered("Signature-Input", 'install="@method"'), MALFORMED),
    "a list instead of a dictionary": (lambda: reinput(app(), "install=", ""), MALFORMED),
    "no opening bracket": (lambda: reinput(app(), "(", ""), MALFORMED),
    "no closing bracket": (lambda: reinput(app(), ")", ""), MALFORMED),
    "no quotes": (lambda: reinput(app(), '"@method"', "@method"), MALFORMED),
    "single quotes": (lambda: reinput(app(), '"', "'"), MALFORMED),
    "a quote missing": (lambda: reinput(app(), '"@method"', '"@method'), MALFORMED),
    "a comma between components": (lambda: reinput(app(), '" "', '", "'), MALFORMED),
    "no blank between components": (lambda: reinput(app(), '" "', '""'), MALFORMED),
    "a comma at the end": (lambda: app().altered("Signature-Input", lambda value: value + ","), MALFORMED),
    "a semicolon at the end": (lambda: app().altered("Signature-Input", lambda value: value + ";"), MALFORMED),
    "something at the end": (lambda: app().altered("Signature", lambda value: value + " x"), MALFORMED),
    "an escape that nobody knows": (parameters(SDK + ';nonce="\\n"'), MALFORMED),
    "a byte that is not ASCII": (parameters(SDK + ';nonce="\xe4"'), MALFORMED),
    "percent-encoded": (lambda: reinput(app(), '"', "%22"), MALFORMED),
}

# What is altered on the way (3.4)


def altered(name: str, change: Callable[[str], str] | str, message: Message = GET) -> Callable[[], Message]:
    """Returns what makes a request of which a field is altered."""
    return lambda: app(message).altered(name, change)


def retargeted(signed_for: str, sent_to: str) -> Callable[[], Message]:
    return lambda: replace(app(to(signed_for)), target=sent_to)


def a_second_earlier(value: str) -> str:
    before, _, after = value.partition(";created=")
    return f"{before};created={int(after[:10]) - 1}{after[10:]}"


def in_another_order(value: str) -> str:
    first, *rest = value.split(";")
    return ";".join([first, *reversed(rest)])


def signature_of_more(more: bytes) -> bytes:
    parameters = app().field("signature-input")[0].partition(")")[2]
    return INSTALLATION.sign(GET.base(GET.covered_by_default, parameters) + more)


ALTERED: Cases = {
    "the method": (lambda: replace(app(), method="PUT"), INVALID),
    "the method's letters": (lambda: app(GET, values={'"@method"': "get"}), INVALID),
    "the path": (retargeted("/", "/admin"), INVALID),
    "a slash more": (retargeted("/a", "/a/"), INVALID),
    "a value of the query": (retargeted("/?to=alice", "/?to=mallory"), INVALID),
    "the order of the query": (retargeted("/?a=1&b=2", "/?b=2&a=1"), INVALID),
    "a query more": (retargeted("/", "/?admin"), INVALID),
    "an empty query more": (retargeted("/", "/?"), INVALID),
    "an empty query less": (retargeted("/?", "/"), INVALID),
    "a plus for a blank": (retargeted("/?a=1%20x", "/?a=1+x"), INVALID),
    "percent-encoded what needs not be": (retargeted("/~a", "/%7Ea"), INVALID),
    "percent-encoded in small letters": (retargeted("/%7Ea", "/%7ea"), INVALID),
    "dot segments taken out": (retargeted("/a/../b", "/b"), INVALID),
    "two slashes made one": (retargeted("/a//b", "/a/b"), INVALID),
    "a fragment": (retargeted("/", "/#a"), INVALID),
    "a fragment that is signed": (lambda: app(to("/#a")), INVALID),
    "the token": (lambda: bearing(app(), token_with([INSTALLATION], did="another device")), INVALID),
    "a covered field": (altered("Authorization", "Bearer another-user"), INVALID),
    "a blank in a covered field": (altered("Authorization", "Bearer  user-access-token"), INVALID),
    "a letter's case in a covered field": (altered("Authorization", str.upper), INVALID),
    "a covered field is taken out": (lambda: app().without("Authorization"), INVALID),
    "a covered field is emptied": (altered("Authorization", ""), INVALID),
    "a covered field is repeated": (lambda: having(app(), Authorization="Bearer user-access-token"), INVALID),
    "an empty covered field is added": (lambda: having(app(), Authorization=""), INVALID),
    "lines of a covered field in another order": (
        lambda: replace(
            (message := app(GET.having("X", "a").having("X", "b"), f'{LEAST} "x"')),
            fields=tuple((name, {"a": "b", "b": "a"}.get(value, value)) for name, value in message.fields),
        ),
        INVALID,
    ),
    "lines of a covered field, joined without a blank": (
        lambda: app(GET.having("X", "a").having("X", "b"), f'{LEAST} "x"', values={'"x"': "a,b"}),
        INVALID,
    ),
    "lines that bs keeps apart are joined": (
        lambda: app(GET.having("X", "a").having("X", "b"), f'{LEAST} "x";bs').without("X").having("X", "a, b"),
        INVALID,
    ),
    "a member of a covered dictionary": (
        lambda: app(having(GET, Priority="u=1"), f'{LEAST} "priority";key="u"').altered("Priority", "u=2"),
        INVALID,
    ),
    "a covered query parameter": (retargeted("/?b=2", "/?b=2&b=2"), INVALID),
    "the content type": (altered("Content-Type", "text/html", POST), INVALID),
    "created": (altered("Signature-Input", a_second_earlier), INVALID),
    "expires is taken out": (altered("Signature-Input", lambda value: value.partition(";expires")[0]), INVALID),
    "a keyid is added": (altered("Signature-Input", lambda value: value + ';keyid="a"'), INVALID),
    "the order of the parameters": (altered("Signature-Input", in_another_order), INVALID),
    "the order of the components": (
        lambda: reinput(app(), '"@method" "@target-uri"', '"@target-uri" "@method"'),
        INVALID,
    ),
    "a component less": (lambda: reinput(app(), ' "authorization"', ""), INVALID),
    "a component more": (lambda: reinput(having(app(), X="a"), ' "authorization"', ' "authorization" "x"'), INVALID),
    "another form of a component": (lambda: reinput(app(), '"authorization"', '"authorization";bs'), INVALID),
    "a base that ends with a line feed": (
        lambda: app(spelled=lambda _: byte_sequence(signature_of_more(b"\n"))),
        INVALID,
    ),
    "the signature of another request": (
        lambda: app().altered("Signature", f"install={byte_sequence(base64.b64decode(app(to('/a')).signature()))}"),
        INVALID,
    ),
    "a CR in a value": (altered("Authorization", "Bearer a\rb"), BAD_REQUEST),
    "an LF in a value": (altered("Authorization", "Bearer a\nb"), BAD_REQUEST),
    "an LF that starts another line of the base": (
        altered("Authorization", 'Bearer a\n"x": b'),
        BAD_REQUEST,
    ),
    "a NUL in a value": (altered("Authorization", "Bearer a\0b"), BAD_REQUEST),
    "a folded value": (altered("Authorization", "Bearer\r\n a"), BAD_REQUEST),
    "an LF in Signature-Input": (lambda: reinput(app(), '" "', '"\n"'), BAD_REQUEST),
    "a NUL in Signature": (altered("Signature", "install=:AA\0A:"), BAD_REQUEST),
}

# The body (3.7 step 10)

SHA256, SHA512 = digest_of(BODY, "sha-256"), digest_of(BODY, "sha-512")
WRONG256, WRONG512 = digest_of(b"", "sha-256"), digest_of(b"", "sha-512")


def stating(digest: str, body: bytes = BODY) -> Callable[[], Message]:
    """Returns what makes a request whose digest is this and is signed."""
    return lambda: app(with_body(body, digest))


def sent_with(body: bytes) -> Callable[[], Message]:
    """Returns what makes a request that is sent with another body."""
    return lambda: replace(app(POST, f'{LEAST} "content-digest"'), body=body)


BODIES: Cases = {
    "another body": (sent_with(b'{"hello":"there"}'), MISMATCH),
    "no body": (sent_with(b""), MISMATCH),
    "a byte less": (sent_with(BODY[:-1]), MISMATCH),
    "a byte more": (sent_with(BODY + b"\n"), MISMATCH),
    "a body for none": (
        lambda: replace(app(with_body(b"", WRONG256), f'{LEAST} "content-digest"'), body=b"x"),
        MISMATCH,
    ),
    "another length that is covered": (lambda: replace(app(POST), body=BODY + b"\n"), INVALID),
    "the right sha-256 beside a wrong sha-512": (stating(f"{SHA256}, {WRONG512}"), MISMATCH),
    "a wrong sha-256 beside the right sha-512": (stating(f"{WRONG256}, {SHA512}"), MISMATCH),
    "the digest of another body": (stating(WRONG256), MISMATCH),
    "the digest of the other algorithm": (stating(SHA512.replace("sha-512", "sha-256")), MISMATCH),
    "only digests that nobody knows": (stating("md5=:AAAA:, sha=:AAAA:, unixsum=:AA==:"), "digestMissing"),
    "a digest whose name is in upper case": (stating(SHA256.replace("sha", "SHA")), MISMATCH),
    "an empty digest": (stating("sha-256=::"), MISMATCH),
    "half a digest": (stating(f"sha-256={byte_sequence(bytes(16))}"), MISMATCH),
    "a digest as a string": (stating(SHA256.replace(":", '"')), MISMATCH),
    "a digest as a token": (stating("sha-256=abc"), MISMATCH),
    "a digest without padding": (stating(SHA256.replace("=:", ":").replace("256:", "256=:")), MISMATCH),
    "a digest in hexadecimal": (stating(f"sha-256=:{base64.b64decode(SHA256[9:-1]).hex()}:"), MISMATCH),
    "a digest twice": (stating(f"{SHA256}, {SHA256}"), MISMATCH),
    "no dictionary": (stating("sha-256=("), MISMATCH),
    "the form of RFC 3230": (stating(SHA256.replace(":", "")), MISMATCH),
    "the digest is exchanged with the body": (
        lambda: replace(app(POST), body=b"").altered("Content-Digest", WRONG256),
        INVALID,
    ),
    "the digest is taken out": (lambda: app(POST).without("Content-Digest"), INVALID),
    "a digest is added": (lambda: app(with_body(BODY)).having("Content-Digest", SHA256), TOO_LITTLE),
    "one byte more than the limit": (
        stating(digest_of(bytes(LIMIT + 1), "sha-256"), bytes(LIMIT + 1)),
        "bodyTooLarge",
    ),
    "chunks with one byte more than the limit": (lambda: app(in_chunks(*[bytes(256)] * 256, b"x")), "bodyTooLarge"),
    "chunks, and another last one": (lambda: replace(app(in_chunks(b"ab", b"cd")), chunks=(b"ab", b"ce")), MISMATCH),
    "chunks, and one less": (lambda: replace(app(in_chunks(b"ab", b"cd")), chunks=(b"ab",)), MISMATCH),
    "chunks in another order": (lambda: replace(app(in_chunks(b"ab", b"cd")), chunks=(b"cd", b"ab")), MISMATCH),
    "chunks for nothing": (lambda: replace(app(in_chunks()), chunks=(b"a",)), MISMATCH),
}

TABLES = {
    "coverage": COVERAGE,
    "component": COMPONENTS,
    "parameter": PARAMETERS,
    "key": KEYS,
    "signature": SIGNATURES,
    "field": FIELDS,
    "altered": ALTERED,
    "body": BODIES,
}
CASES = {f"{table}: {name}": case for table, cases in TABLES.items() for name, case in cases.items()}


@pytest.fixture(scope="module")
def guard(guards) -> Guard:
    return guards.with_settings(**SETTINGS)


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_request_is_refused_for_its_reason(guard, name):
    request, reason = CASES[name]
    assert guard.outcome(request()) == reason
    assert guard.accepts_another()


def test_the_malleable_twin_of_a_signature_is_as_good(guard):
    message = app(POST)
    twin = message.altered("Signature", f"install=:{malleable_twin(message.signature())}:")
    assert guard.outcome(twin) == "accepted"
