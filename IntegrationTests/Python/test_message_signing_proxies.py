"""Signed requests through real proxies that end TLS: what the app has signed is not what the server sees."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from apps import BODY, GET, LEAST, POST, app, having, in_chunks, to, with_body
from guard import ACCEPTED, Guard
from messages import Message, digest_of
from proxies import HOST, INTERNAL, Envoy, Nginx, Proxy, forwarded_fields
from test_keys_https import Authority

INVALID = "messageSignatureInvalid"
AMBIGUOUS = "duplicateHeader"
TRUSTED = {"trusted_proxies": "127.0.0.1"}

ROUTES = {
    "origin": {"public_origin": f"https://{HOST}/origin"},
    "fields": {**TRUSTED, "forwarded_fields": "x-forwarded-proto, x-forwarded-host, x-forwarded-prefix"},
    "forwarded": {**TRUSTED, "forwarded_fields": "forwarded,x-forwarded-prefix"},
    "neither": {},
    "untrusted": {"trusted_proxies": "192.0.2.0/24,::1", "forwarded_fields": "forwarded"},
    Nginx.normalizing: {"public_origin": f"https://{HOST}/usual"},
}
KNOWING = ["origin", "fields", "forwarded"]
PROXIES = {"nginx": Nginx, "envoy": Envoy}


@pytest.fixture(scope="module")
def servers(guards) -> dict[str, Guard]:
    """The servers behind the proxies by the first part of the paths that are theirs."""
    return {name: guards.with_settings(**settings) for name, settings in ROUTES.items()}


@pytest.fixture(scope="module", params=PROXIES)
def proxy(request, servers, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    authority = Authority()
    (folder / "ca.pem").write_bytes(authority.pem())
    authority.context(folder, HOST)
    routes = {name: server.port for name, server in servers.items()}
    proxy = PROXIES[request.param](folder, folder / "ca.pem", folder / "server.pem", routes)
    yield proxy
    proxy.stop()


@pytest.fixture
def outcome(servers, proxy: Proxy) -> Callable[[str, Message], str]:
    """Returns what becomes of a request that goes through the proxy to one of the servers."""
    return lambda name, message: servers[name].outcome(message, lambda each: proxy.send(each.wire))


TARGETS = [
    "/",
    "/?",
    "/?a",
    "/?a=%2F%2f+%20&&b=//",
    "/%7Ea~",
    "/a%20b",
    "/a%2Fb",
    "/a//b/",
    "/a/../b",
    "/./a/.",
    "/a;b=1",
]


@pytest.mark.parametrize("name", KNOWING)
def test_who_knows_the_origin_accepts_what_passes_a_proxy(outcome, name):
    for target in TARGETS:
        assert outcome(name, app(to(f"/{name}{target}"))) == ACCEPTED, target
    assert outcome(name, app(replace(POST, target=f"/{name}/"))) == ACCEPTED
    parts = '"@method" "@authority" "@scheme" "@path" "@query" "approov-token"'
    assert outcome(name, app(to(f"/{name}/?a"), parts)) == ACCEPTED


@pytest.mark.parametrize("name", KNOWING)
def test_a_request_that_was_altered_does_not_pass_a_proxy(outcome, name):
    message = app(to(f"/{name}/?a"))
    assert outcome(name, replace(message, target=f"/{name}/?b")) == INVALID
    assert outcome(name, message.altered("Authorization", "Bearer x")) == INVALID
    for other in [{"scheme": "http"}, {"authority": "other.example"}, {"target": "/?a"}]:
        signed_for_another = app(replace(to(f"/{name}/?a"), **other))
        assert outcome(name, replace(message, fields=signed_for_another.fields)) == INVALID, other


@pytest.mark.parametrize("name", KNOWING)
def test_bodies_pass_a_proxy(outcome, name):
    for message in [in_chunks(BODY[:5], BODY[5:]), with_body(b"", digest_of(b"", "sha-256"))]:
        message = app(replace(message, target=f"/{name}/"), f'{LEAST} "content-digest"')
        assert outcome(name, message) == ACCEPTED
    message = app(replace(POST, target=f"/{name}/"))
    assert outcome(name, replace(message, body=bytes(len(BODY)))) == "digestMismatch"


@pytest.mark.parametrize("name", KNOWING)
def test_what_a_client_writes_into_forwarded_fields_does_not_count(outcome, name):
    for host in ("evil.example", HOST):
        fields = {key.replace("-", "_"): value for key, value in forwarded_fields("evil", host).items()}
        assert outcome(name, app(having(to(f"/{name}/"), **fields))) == ACCEPTED
        signed_for_another = app(having(to("/evil/", authority=host), **fields))
        assert outcome(name, replace(signed_for_another, target=f"/{name}/", authority=HOST)) == INVALID


@pytest.mark.parametrize("name", ["neither", "untrusted"])
def test_who_does_not_know_the_origin_says_what_to_configure(servers, outcome, name):
    assert outcome(name, app(to(f"/{name}/"))) == INVALID
    message = servers[name].messages[-1]
    assert f"http://{INTERNAL}" in message
    assert "public origin" in message


@pytest.mark.parametrize("name", KNOWING)
def test_http_2_to_the_proxy(servers, proxy, name):
    for message in [
        *(to(f"/{name}{target}") for target in ["/", "/?a=%2F", "/a//b", "/a/../b"]),
        replace(POST, target=f"/{name}/"),
    ]:
        assert servers[name].outcome(app(message), proxy.send_by_curl) == ACCEPTED, message.target
    altered = replace(app(replace(POST, target=f"/{name}/")), body=bytes(len(BODY)))
    assert servers[name].outcome(altered, proxy.send_by_curl) == "digestMismatch"


NORMALIZED = ["/%7Ea", "/a%2Fb", "/a/../b", "/./a"]


@pytest.mark.parametrize("proxy", ["nginx"], indirect=True)
def test_a_proxy_that_normalizes_paths_breaks_signatures(outcome):
    name = Nginx.normalizing
    for target in ["/", "/?a=%7E%2F.././/", "/a;b"]:
        assert outcome(name, app(to(f"/{name}{target}"))) == ACCEPTED, target
    for target in NORMALIZED:
        assert outcome(name, app(to(f"/{name}{target}"))) == INVALID, target


# Without a proxy: whom a server believes, and what.

PROTO = {**TRUSTED, "forwarded_fields": "x-forwarded-proto"}
ALL = {**TRUSTED, "forwarded_fields": "x-forwarded-proto,x-forwarded-host,x-forwarded-prefix"}
FORWARDED = {**TRUSTED, "forwarded_fields": "forwarded"}
RANGE = {"trusted_proxies": "10.0.0.0/8, 127.0.0.0/8", "forwarded_fields": "x-forwarded-proto"}
NOT_US = {
    "trusted_proxies": "127.0.0.2,126.0.0.0/8,::1",
    "forwarded_fields": "forwarded,x-forwarded-proto,x-forwarded-host",
}
HTTP = replace(GET, scheme="http")
EVIL = {
    "X_Forwarded_Proto": "https",
    "X_Forwarded_Host": "evil.example",
    "X_Forwarded_Prefix": "/evil",
    "Forwarded": "proto=https;host=evil.example",
}


def forwarded(message: Message, **fields: str) -> Callable[[], Message]:
    """Returns what makes a signed request to which a proxy adds fields."""
    return lambda: having(app(message), **fields)


def at(prefix: str) -> Message:
    """Returns a request that is signed with a prefix in its path, which is then stripped."""
    return replace(app(to(f"{prefix}/?a")), target="/?a")


BELIEFS: dict[str, tuple[dict[str, str], Callable[[], Message], str]] = {
    "no setting": ({}, forwarded(HTTP, **EVIL), ACCEPTED),
    "no setting, and the fields are right": ({}, forwarded(GET, X_Forwarded_Proto="https"), INVALID),
    "another peer": (NOT_US, forwarded(HTTP, **EVIL), ACCEPTED),
    "another peer, and the fields are right": (NOT_US, forwarded(GET, X_Forwarded_Proto="https"), INVALID),
    "a range": (RANGE, forwarded(GET, X_Forwarded_Proto="https"), ACCEPTED),
    "only the scheme": (PROTO, forwarded(GET, **EVIL), ACCEPTED),
    "only the scheme, and it is wrong": (PROTO, forwarded(HTTP, **EVIL), INVALID),
    "only the scheme, and there is none": (PROTO, forwarded(HTTP, X_Forwarded_Host="evil.example"), ACCEPTED),
    "all": (
        ALL,
        lambda: replace(
            having(at("/m"), X_Forwarded_Proto="https", X_Forwarded_Host=HOST, X_Forwarded_Prefix="/m"),
            authority=INTERNAL,
        ),
        ACCEPTED,
    ),
    "all, with a slash at the end of the prefix": (
        ALL,
        lambda: having(at("/m"), X_Forwarded_Proto="https", X_Forwarded_Prefix="/m/"),
        ACCEPTED,
    ),
    "all, and the host has the default port": (
        ALL,
        forwarded(replace(GET, target="/"), X_Forwarded_Proto="https", X_Forwarded_Host="API.example.com:443"),
        ACCEPTED,
    ),
    "all, and the host is another": (
        ALL,
        forwarded(GET, X_Forwarded_Proto="https", X_Forwarded_Host="evil.example"),
        INVALID,
    ),
    "all, and Forwarded is not among them": (
        ALL,
        forwarded(GET, X_Forwarded_Proto="https", Forwarded="proto=http;host=evil.example"),
        ACCEPTED,
    ),
    "two schemes": (PROTO, forwarded(GET, X_Forwarded_Proto="https, http"), AMBIGUOUS),
    "two schemes, the wrong one first": (PROTO, forwarded(GET, X_Forwarded_Proto="http, https"), AMBIGUOUS),
    "two schemes on two lines": (
        PROTO,
        lambda: having(app(), X_Forwarded_Proto="http").having("X-Forwarded-Proto", "https"),
        AMBIGUOUS,
    ),
    "two hosts": (
        ALL,
        forwarded(GET, X_Forwarded_Proto="https", X_Forwarded_Host=f"evil.example, {HOST}"),
        AMBIGUOUS,
    ),
    "Forwarded by two proxies": (FORWARDED, forwarded(GET, Forwarded="proto=https, proto=https"), AMBIGUOUS),
    "Forwarded with two schemes": (FORWARDED, forwarded(GET, Forwarded="proto=https;proto=http"), INVALID),
    "Forwarded without an end": (FORWARDED, forwarded(GET, Forwarded='proto="https'), INVALID),
    **{
        f"a scheme that is none: {scheme!r}": (PROTO, forwarded(GET, X_Forwarded_Proto=scheme), INVALID)
        for scheme in ["", "ftp", "https://", "\xff"]
    },
    **{
        f"a host that is none: {host!r}": (
            ALL,
            forwarded(GET, X_Forwarded_Proto="https", X_Forwarded_Host=host),
            INVALID,
        )
        for host in ["", "a b", f"{HOST}/", f"user@{HOST}", f"{HOST}:65536:1"]
    },
    **{
        f"a prefix that is none: {prefix!r}": (
            ALL,
            forwarded(GET, X_Forwarded_Proto="https", X_Forwarded_Prefix=prefix),
            INVALID,
        )
        for prefix in ["mobile", "/a?b", "/a b", "/a#b"]
    },
    "Forwarded": (FORWARDED, forwarded(GET, Forwarded='For="[2001:db8::1]:4711";Proto=https;by=_a'), ACCEPTED),
    "Forwarded, and the host": (
        FORWARDED,
        lambda: replace(having(app(), Forwarded=f'host="{HOST}";proto=https'), authority=INTERNAL),
        ACCEPTED,
    ),
    "Forwarded, and the other fields are not believed": (
        FORWARDED,
        forwarded(GET, Forwarded="proto=https", X_Forwarded_Host="evil.example", X_Forwarded_Proto="http"),
        ACCEPTED,
    ),
    "Forwarded, and it is wrong": (FORWARDED, forwarded(GET, Forwarded="proto=http"), INVALID),
}


@pytest.mark.parametrize("name", BELIEFS)
def test_only_named_fields_of_trusted_peers_are_believed(guards, name):
    settings, request, outcome = BELIEFS[name]
    assert guards.with_settings(**settings).outcome(request()) == outcome
