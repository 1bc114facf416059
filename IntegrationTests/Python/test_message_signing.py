"""Signed requests as apps send them, over real sockets: whatever RFC 9421 lets them say is understood."""

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from apps import (
    ACCOUNT,
    BODY,
    GET,
    INSTALLATION,
    LEAST,
    ORIGIN,
    OTHER_ACCOUNT,
    POST,
    account,
    app,
    bearing,
    having,
    in_chunks,
    reinput,
    split,
    to,
    with_body,
)
from guard import ACCEPTED
from messages import SDK, Installation, Message, byte_sequence, digest_of, signed, token_with

UTF_8 = "ä, €".encode().decode("latin-1")
OTHER_INSTALLATION = Installation()
TIMELESS = ';alg="{alg}";created={created}'
WANTED = {"alg": '"{alg}"', "created": "{created}", "expires": "{expires}"}


def both(message: Message = GET) -> Message:
    return account(app(message))


def of_input_length(length: int) -> Message:
    """Returns a request whose Signature-Input has so many bytes."""
    shortest = len(app(GET, LEAST, SDK + ';tag=""').field("signature-input")[0])
    return app(GET, LEAST, f'{SDK};tag="{"x" * (length - shortest)}"')


def with_fields(count: int) -> Message:
    """Returns a request that covers so many components."""
    names = [f"x-{index}" for index in range(count - 3)]
    message = having(GET, **dict.fromkeys(names, "a"))
    return app(message, " ".join([LEAST, *(f'"{name}"' for name in names)]))


def with_labels(count: int) -> Message:
    """Returns a request with so many labels."""
    message = app()
    for index in range(count - 1):
        message = message.having_member("Signature-Input", f"l{index}=()").having_member("Signature", f"l{index}=::")
    return message


APPS: dict[str, Callable[[], Message]] = {
    # What the SDKs send, in all their generations.
    **{
        f"parameters {', '.join(names)}": lambda names=names: app(
            GET, None, "".join(f";{name}={WANTED[name]}" for name in names)
        )
        for names in itertools.permutations(WANTED)
    },
    "without trace": lambda: app(GET.without("Approov-TraceID")),
    "an empty trace": lambda: app(GET.altered("Approov-TraceID", "")),
    "with status": lambda: app(having(GET, Approov_Status="success")),
    "content-length covered": lambda: app(POST, POST.covered_by_default),
    "content-length not covered": lambda: app(POST, f'{LEAST} "content-digest"'),
    "both labels": both,
    "both labels, the account first": lambda: app(account()),
    "both labels on lines of their own": lambda: split(split(both(), "Signature"), "Signature-Input"),
    "labels in another order in each field": lambda: both().altered(
        "Signature", lambda value: ", ".join(reversed(value.split(", ")))
    ),
    "an account's signature that nobody asked for, and a wrong one": lambda: signed(app(), OTHER_ACCOUNT),
    # Other labels.
    "a label for somebody else": lambda: signed(app(), OTHER_INSTALLATION, '"@method"', ";x", label="sig1"),
    "a label for somebody else in front": lambda: app(signed(GET, OTHER_INSTALLATION, "", "", label="sig1")),
    "a response's label": lambda: (
        app()
        .having_member("Signature-Input", 'res=("@status" "x";req);tag="x"')
        .having_member("Signature", "res=:AAAA:")
    ),
    "a label in one field only": lambda: app().having_member("Signature", "sig1=:AAAA:"),
    "a label that is not what it should be": lambda: (
        app().having_member("Signature-Input", "sig1=1").having_member("Signature", "sig1")
    ),
    "eight labels": lambda: with_labels(8),
    # Other parameters.
    "keyid, nonce, tag": lambda: app(GET, None, SDK + ';keyid="";nonce="a b\\"c\\\\d";tag="app"'),
    "keyid in front": lambda: app(GET, None, ';keyid="k"' + SDK),
    "no expiry": lambda: app(GET, None, TIMELESS),
    # Other spellings of the same.
    "blanks in Signature-Input": lambda: reinput(reinput(app(), '("', '(  "'), '" "', '"   "'),
    "zeros in front of a number": lambda: reinput(app(), ";created=", ";created=000"),
    "names of fields in another case": lambda: Message(
        GET.method, GET.target, tuple((name.upper(), value) for name, value in app().fields)
    ),
    "blanks around values": lambda: app(GET.altered("Authorization", lambda value: f" \t {value} \t ")),
    "a tab within a value": lambda: app(GET.altered("Authorization", lambda value: value.replace(" ", "\t"))),
    "fields that nobody covers": lambda: having(app(), X_Forwarded_Host="evil.example", X="\xff", Forwarded="host=x"),
    # Other components.
    "authority, path, query": lambda: app(GET, '"@method" "@authority" "@path" "@query" "approov-token"'),
    "authority, path, query that is empty": lambda: app(
        to("/"), '"@method" "@authority" "@path" "@query" "approov-token"'
    ),
    "authority, request target": lambda: app(GET, '"@method" "@authority" "@request-target" "approov-token"'),
    "all derived components": lambda: app(
        GET,
        '"@request-target" "@scheme" "@query-param";name="a" "@query-param";name="b" "@query" "@path" "@authority"'
        f" {LEAST}",
    ),
    "a query parameter in other characters": lambda: app(
        to("/?n%C3%A4me=1+2%2f%7e*&x"), f'{LEAST} "@query-param";name="n%C3%A4me" "@query-param";name="x"'
    ),
    "sf": lambda: app(having(GET, Priority="u=1 ,  i"), f'{LEAST} "priority";sf'),
    "key": lambda: app(having(GET, Priority="u=1 ,  i"), f'{LEAST} "priority";key="u"'),
    "key with sf": lambda: app(having(GET, Priority="u=1,i"), f'{LEAST} "priority";sf;key="u"'),
    "bs": lambda: app(having(GET, X=UTF_8), f'{LEAST} "x";bs "authorization";bs'),
    "bs of two lines": lambda: app(GET.having("X", "a, b").having("X", " c "), f'{LEAST} "x";bs'),
    "one field in three forms": lambda: app(
        POST, f'{LEAST} "content-digest" "content-digest";bs "content-digest";key="sha-256"'
    ),
    "a field on three lines": lambda: app(GET.having("X", "a").having("x", "b, c").having("X", ""), f'{LEAST} "x"'),
    "the host": lambda: app(GET, f'{LEAST} "host"'),
    "32 components": lambda: with_fields(32),
    "a Signature-Input of 8192 bytes": lambda: of_input_length(8192),
    # Other targets.
    **{
        f"target {target}": lambda target=target: app(to(target))
        for target in ["/", "/?", "/??", "/?a=%2f%2F&&=", "/a/../b/./c", "/a//b/", "/%2e%2e/%7Ea;b", "/%", "/*@:!$&'()"]
    },
    "an absolute target": lambda: Message(GET.method, f"{ORIGIN}/?a", app(to("/?a")).fields),
    # Bodies.
    "POST": lambda: app(POST),
    "PUT": lambda: app(with_body(BODY, digest_of(BODY, "sha-256"), "PUT")),
    "sha-512": lambda: app(with_body(BODY, digest_of(BODY, "sha-512"))),
    "two digests": lambda: app(with_body(BODY, digest_of(BODY, "sha-256", "sha-512"))),
    "two digests on two lines": lambda: app(
        split(with_body(BODY, digest_of(BODY, "sha-512", "sha-256")), "Content-Digest")
    ),
    "a digest that nobody knows beside one": lambda: app(with_body(BODY, f"md5=:AAAA:, {digest_of(BODY, 'sha-256')}")),
    "no digest": lambda: app(with_body(BODY)),
    "an empty body": lambda: app(with_body(b"", digest_of(b"", "sha-256"))),
    "an empty body without a digest": lambda: app(with_body(b"")),
    "no body, and its digest": lambda: app(having(GET, Content_Digest=digest_of(b"", "sha-256"))),
    "every byte": lambda: app(with_body(bytes(range(256)), digest_of(bytes(range(256)), "sha-512"))),
    "chunks": lambda: app(in_chunks(BODY[:5], BODY[5:])),
    "chunks of one byte": lambda: app(in_chunks(*(bytes([byte]) for byte in BODY))),
    "chunks and no bytes": lambda: app(in_chunks()),
    "64 KiB in chunks": lambda: app(in_chunks(*[bytes(1000)] * 65, bytes(536))),
    # The clock, 5 s from the edge.
    "created 85 s ago": lambda: app(GET, None, TIMELESS, created=-85),
    "created in 25 s": lambda: app(created=25),
    "expired 25 s ago": lambda: app(created=-40),
    "valid for a minute": lambda: app(lifetime=60),
    "valid for no time": lambda: app(lifetime=0),
}


@pytest.mark.parametrize("name", APPS)
def test_what_apps_send_is_accepted(guards, name):
    guard = guards.with_settings(public_origin=ORIGIN, signature_max_body_bytes="65536")
    assert guard.outcome(APPS[name]()) == ACCEPTED


def unsigned() -> Message:
    return GET


def keyless(message: Message = GET) -> Message:
    """Returns a request whose token carries no key, as those of the failover service."""
    return bearing(message, token_with())


def derived() -> Message:
    token = token_with([INSTALLATION, ACCOUNT], did="device", exp=2_000_000_000)
    return signed(bearing(GET, token), ACCOUNT.derived("device", 2_000_000_000))


def covering(*more: str) -> Message:
    return app(having(POST, X="a"), " ".join([POST.covered_by_default, *more]))


KEYS = f"{ACCOUNT.setting},{OTHER_ACCOUNT.setting}"
IF_PRESENT = {"signature_install": "if-present"}
ACCOUNTS = {"signature_install": "off", "signature_account": "required", "account_keys": KEYS}
BOTH = {"signature_account": "required", "account_keys": KEYS}
ONE_OR_THE_OTHER = {**BOTH, "signature_install": "if-present", "signature_account": "if-present"}
DERIVED = {**ACCOUNTS, "account_key_mode": "derived"}
MORE = {"signature_components": '@query authorization content-type "x";bs'.replace('"', "")}
DIGESTS = {"signature_digest": "required"}
SHORT = {"signature_max_age_seconds": "1", "signature_clock_skew_seconds": "10"}
LONG = {"signature_max_age_seconds": "3600", "signature_clock_skew_seconds": "300"}

POLICIES: dict[str, tuple[dict[str, str], Callable[[], Message], str]] = {
    "install if present, and it is": (IF_PRESENT, app, ACCEPTED),
    "install if present, and it is not": (IF_PRESENT, unsigned, ACCEPTED),
    "install if present, and another is": (IF_PRESENT, account, ACCEPTED),
    "install if present, and it is wrong": (
        IF_PRESENT,
        lambda: app().altered("Authorization", "Bearer x"),
        "messageSignatureInvalid",
    ),
    "install if present, in one field": (IF_PRESENT, lambda: app().without("Signature"), "signatureMissing"),
    "install if present, in the other field": (
        IF_PRESENT,
        lambda: app().without("Signature-Input"),
        "signatureMissing",
    ),
    "install if present, and the token has no key": (IF_PRESENT, keyless, ACCEPTED),
    "install if present, signed, and the token has no key": (IF_PRESENT, lambda: app(keyless()), ACCEPTED),
    "install required, and the token has no key": ({}, lambda: app(keyless()), "signatureKeyMissing"),
    "account": (ACCOUNTS, account, ACCEPTED),
    "account and install": (ACCOUNTS, both, ACCEPTED),
    "account and a wrong install": (ACCOUNTS, lambda: account(signed(GET, OTHER_INSTALLATION)), ACCEPTED),
    "account with a body": (ACCOUNTS, lambda: account(POST), ACCEPTED),
    "account with the other key": (
        ACCOUNTS,
        lambda: signed(bearing(GET, token_with([OTHER_ACCOUNT])), OTHER_ACCOUNT),
        ACCEPTED,
    ),
    "account with the key that is not the token's": (
        ACCOUNTS,
        lambda: signed(GET, OTHER_ACCOUNT),
        "messageSignatureInvalid",
    ),
    "account with keyid of the key that is not the token's": (
        ACCOUNTS,
        lambda: signed(GET, OTHER_ACCOUNT, None, f'{SDK};keyid="{OTHER_ACCOUNT.kid}"'),
        "messageSignatureInvalid",
    ),
    "account, and the token has no key": (ACCOUNTS, lambda: account(keyless()), "signatureKeyMissing"),
    "account, and the token's key is unknown": (
        ACCOUNTS,
        lambda: account(bearing(GET, token_with(mskid="J3AWY6"))),
        "signatureKeyMissing",
    ),
    "account, and the token's key is no text": (
        ACCOUNTS,
        lambda: account(bearing(GET, token_with(mskid=1))),
        "signatureKeyMissing",
    ),
    "account, not signed": (ACCOUNTS, app, "signatureMissing"),
    "account with half a MAC": (
        ACCOUNTS,
        lambda: account(spelled=lambda mac: byte_sequence(mac[:16])),
        "messageSignatureInvalid",
    ),
    "account with an empty MAC": (ACCOUNTS, lambda: account(spelled=lambda _: "::"), "messageSignatureInvalid"),
    "account with a byte more": (
        ACCOUNTS,
        lambda: account(spelled=lambda mac: byte_sequence(mac + b"\0")),
        "messageSignatureInvalid",
    ),
    "account for the algorithm of install": (
        ACCOUNTS,
        lambda: account(GET, None, SDK.replace("{alg}", INSTALLATION.alg)),
        "signatureAlgorithmNotAllowed",
    ),
    "account with the installation's public key as secret": (
        ACCOUNTS,
        lambda: signed(GET, type(ACCOUNT)(ACCOUNT.kid, INSTALLATION.spki)),
        "messageSignatureInvalid",
    ),
    "account with a derived key": (ACCOUNTS, derived, "messageSignatureInvalid"),
    "derived": (DERIVED, derived, ACCEPTED),
    "derived, and the key is used directly": (DERIVED, account, "messageSignatureInvalid"),
    "both": (BOTH, both, ACCEPTED),
    "both, only install": (BOTH, app, "signatureMissing"),
    "both, only account": (BOTH, account, "signatureMissing"),
    "both, account wrong": (BOTH, lambda: app(signed(GET, OTHER_ACCOUNT)), "messageSignatureInvalid"),
    "both, install wrong": (BOTH, lambda: account(signed(GET, OTHER_INSTALLATION)), "messageSignatureInvalid"),
    "both, account covers too little": (
        BOTH,
        lambda: account(app(), '"@method" "@target-uri"'),
        "signatureCoverageInsufficient",
    ),
    "both if present, neither is": (ONE_OR_THE_OTHER, unsigned, ACCEPTED),
    "both if present, only account": (ONE_OR_THE_OTHER, account, ACCEPTED),
    "both if present, only install": (ONE_OR_THE_OTHER, app, ACCEPTED),
    "both if present, one wrong": (
        ONE_OR_THE_OTHER,
        lambda: app(signed(GET, OTHER_ACCOUNT)),
        "messageSignatureInvalid",
    ),
    "more components": (MORE, lambda: covering('"@query"', '"x";bs'), ACCEPTED),
    "more components, in other forms": (MORE, lambda: covering('"@query"', '"x"'), "signatureCoverageInsufficient"),
    "more components, one of them not": (MORE, lambda: covering('"x";bs'), "signatureCoverageInsufficient"),
    "digests": (DIGESTS, lambda: app(POST), ACCEPTED),
    "digests, no body": (DIGESTS, app, ACCEPTED),
    "digests, an empty body": (DIGESTS, lambda: app(with_body(b"")), ACCEPTED),
    "digests, a body without one": (DIGESTS, lambda: app(with_body(BODY)), "digestMissing"),
    "a short life": (SHORT, lambda: app(lifetime=1), ACCEPTED),
    "a short life, and a long signature": (SHORT, lambda: app(lifetime=2), "signatureExpired"),
    "a short life, and an old signature": (SHORT, lambda: app(GET, None, TIMELESS, created=-16), "signatureExpired"),
    "a long life": (LONG, lambda: app(created=-3500, lifetime=3600), ACCEPTED),
    "a long life, and an old signature": (LONG, lambda: app(GET, None, TIMELESS, created=-3895), ACCEPTED),
    "a long life, and an older one": (LONG, lambda: app(GET, None, TIMELESS, created=-3905), "signatureExpired"),
}


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_decides_what_must_be_signed(guards, name):
    settings, request, outcome = POLICIES[name]
    assert guards.with_settings(public_origin=ORIGIN, **settings).outcome(request()) == outcome


HTTP = {"scheme": "http"}

ORIGINS: dict[str, tuple[dict[str, str], Callable[[], Message], str]] = {
    "none": ({}, lambda: app(to("/", **HTTP)), ACCEPTED),
    "none, with a port": ({}, lambda: app(to("/", authority="localhost:8002", **HTTP)), ACCEPTED),
    "none, with the default port": ({}, lambda: app(to("/", authority="API.example.com:80", **HTTP)), ACCEPTED),
    "none, signed for HTTPS": ({}, app, "messageSignatureInvalid"),
    "none, signed for another host": (
        {},
        lambda: Message(GET.method, GET.target, app(to(GET.target, **HTTP)).fields, authority="other.example"),
        "messageSignatureInvalid",
    ),
    "none, an absolute target": (
        {},
        lambda: replace(app(to("/?a", **HTTP)), target="http://api.example.com/?a"),
        ACCEPTED,
    ),
    "another host than in the request": (
        {"public_origin": ORIGIN},
        lambda: Message(GET.method, GET.target, app().fields, authority="127.0.0.1:8002"),
        ACCEPTED,
    ),
    "in other letters, with the default port": ({"public_origin": "https://API.Example.com:443"}, app, ACCEPTED),
    "with a port": (
        {"public_origin": "https://api.example.com:8443"},
        lambda: app(to("/", authority="api.example.com:8443")),
        ACCEPTED,
    ),
    "with a port, not signed": ({"public_origin": "https://api.example.com:8443"}, app, "messageSignatureInvalid"),
    "with a prefix": (
        {"public_origin": "https://api.example.com/mobile/v1"},
        lambda: Message("GET", "/?a", app(to("/mobile/v1/?a")).fields),
        ACCEPTED,
    ),
    "with a prefix, for the path too": (
        {"public_origin": "https://api.example.com/mobile/v1/"},
        lambda: Message(
            "GET", "/?a", app(to("/mobile/v1/?a"), '"@method" "@authority" "@path" "@query" "approov-token"').fields
        ),
        ACCEPTED,
    ),
    "with a prefix, not signed": (
        {"public_origin": "https://api.example.com/mobile/v1"},
        lambda: app(to("/?a")),
        "messageSignatureInvalid",
    ),
}


@pytest.mark.parametrize("name", ORIGINS)
def test_the_origin_is_the_configured_one_or_that_of_the_request(guards, name):
    settings, request, outcome = ORIGINS[name]
    assert guards.with_settings(**settings).outcome(request()) == outcome
