"""Clients that deviate from RFC 9421: each deviation is understood where the settings name it, and nowhere else."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from apps import GET, LEAST, ORIGIN, app, to
from guard import ACCEPTED
from messages import Message, base64_of, byte_sequence

INVALID = "messageSignatureInvalid"
PARTS = '"@method" "@authority" "@path" "@query" "approov-token"'
WITH_PORT = {"public_origin": "https://api.example.com:8443"}


def saying(component: str, value: str, message: Message = GET, covered: str = PARTS) -> Callable[[], Message]:
    """Returns what makes a request in whose base a component has this value."""
    return lambda: app(message, covered, values={component: value})


def as_string(spelling: Callable[[bytes], str] = base64_of) -> Callable[[], Message]:
    return lambda: app(spelled=lambda raw: f'"{spelling(raw)}"')


PARAMETER = '"@query-param";name="a"'

DEVIATIONS: dict[str, tuple[str, dict[str, str], Callable[[], Message], str]] = {
    # What, its name in the settings, other settings, what makes the request, why it is refused.
    "a string": ("string-signature", {}, as_string(), "signatureMalformed"),
    "no slash": (
        "target-uri-as-written",
        {},
        saying('"@target-uri"', "https://api.example.com", to("/"), LEAST),
        INVALID,
    ),
    "no slash before the query": (
        "target-uri-as-written",
        {},
        saying('"@target-uri"', "https://api.example.com?a=1", to("/?a=1"), LEAST),
        INVALID,
    ),
    "the default port": (
        "target-uri-as-written",
        {},
        saying('"@target-uri"', "https://api.example.com:443/?a=1", to("/?a=1"), LEAST),
        INVALID,
    ),
    "no port": (
        "authority-without-port",
        WITH_PORT,
        saying('"@authority"', "api.example.com", to("/", authority="api.example.com:8443")),
        INVALID,
    ),
    "no question mark": ("query-without-mark", {}, saying('"@query"', "b=2&a=1%20x"), INVALID),
    "no question mark, nor a query": ("query-without-mark", {}, saying('"@query"', "", to("/")), INVALID),
    "a decoded path": ("decoded-path", {}, saying('"@path"', "/a b~", to("/a%20b%7e")), INVALID),
    "a decoded parameter": (
        "decoded-query-parameter",
        {},
        saying(PARAMETER, "1 x", GET, f"{LEAST} {PARAMETER}"),
        INVALID,
    ),
}
NAMES = list(dict.fromkeys(name for name, _, _, _ in DEVIATIONS.values()))


@pytest.mark.parametrize("deviation", DEVIATIONS)
def test_a_deviation_is_accepted_where_it_is_named(guards, deviation):
    name, others, request, reason = DEVIATIONS[deviation]
    settings = {"public_origin": ORIGIN, **others}
    the_others = ",".join(each for each in NAMES if each != name)
    assert guards.with_settings(**settings).outcome(request()) == reason
    assert guards.with_settings(**settings, signature_compatibility=the_others).outcome(request()) == reason
    with_all = guards.with_settings(**settings, signature_compatibility=" , ".join(NAMES))
    assert with_all.outcome(request()) == ACCEPTED
    assert with_all.outcome(replace(request(), method="DELETE")) == INVALID
    with_one = guards.with_settings(**settings, signature_compatibility=name)
    assert with_one.outcome(request()) == ACCEPTED


@pytest.fixture
def tolerant(guards):
    return guards.with_settings(public_origin=ORIGIN, signature_compatibility=" , ".join(NAMES))


@pytest.mark.parametrize(
    "request_of_an_app",
    [app, lambda: app(GET, f"{PARTS} {PARAMETER}"), lambda: app(to("/a%20b?a=%C3%A4"), f"{PARTS} {PARAMETER}")],
    ids=["the default", "parts", "encoded parts"],
)
def test_who_tolerates_deviations_accepts_what_is_right(tolerant, request_of_an_app):
    assert tolerant.outcome(request_of_an_app()) == ACCEPTED


SPOILT: dict[str, tuple[Callable[[], Message], str]] = {
    "a string with a byte sequence": (as_string(byte_sequence), "signatureMalformed"),
    "a string that is no base64": (as_string(lambda raw: raw.hex() + "."), "signatureMalformed"),
    "a string without padding": (as_string(lambda raw: base64_of(raw).rstrip("=")), "signatureMalformed"),
    "an empty string": (as_string(lambda _: ""), INVALID),
    "a string in bytes of DER": (as_string(lambda raw: base64_of(b"0" + raw)), INVALID),
    "another host": (saying('"@target-uri"', "https://evil.example", to("/"), LEAST), INVALID),
    "another port": (saying('"@target-uri"', "https://api.example.com:444/", to("/"), LEAST), INVALID),
    "another scheme": (saying('"@target-uri"', "http://api.example.com", to("/"), LEAST), INVALID),
    "no slash within the path": (saying('"@target-uri"', "https://api.example.com/a", to("/a/"), LEAST), INVALID),
    "an encoded path of another": (saying('"@path"', "/a%20b", to("/a b".replace(" ", "+"))), INVALID),
    "a path that is decoded twice": (saying('"@path"', "/a b", to("/a%2520b")), INVALID),
    "a path with another slash": (saying('"@path"', "/a/b", to("/a%2Fb")), INVALID),
    "a path with other dots": (saying('"@path"', "/a/../b", to("/a/%2E%2E/b")), INVALID),
    "a query with another mark": (saying('"@query"', "?b=2", to("/??b=2")), INVALID),
    "another parameter": (saying(PARAMETER, "2", GET, f"{LEAST} {PARAMETER}"), INVALID),
}


@pytest.mark.parametrize("name", SPOILT)
def test_who_tolerates_deviations_tolerates_nothing_else(tolerant, name):
    request, reason = SPOILT[name]
    assert tolerant.outcome(request()) == reason
    assert tolerant.accepts_another()


def test_the_number_of_spellings_that_are_tried_is_bounded(tolerant):
    names = [f"p{index}" for index in range(24)]
    message = to("/?" + "&".join(f"{name}=a%20b" for name in names))
    identifiers = [f'"@query-param";name="{name}"' for name in names]
    wrong = replace(app(message, " ".join([PARTS, *identifiers])), method="DELETE")
    before = time.monotonic()
    assert tolerant.outcome(wrong) == INVALID
    assert time.monotonic() - before < 1
