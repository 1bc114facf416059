"""The upgrade to a WebSocket: section 2.1 of the specification, and the upgrade column of 1.8."""

import pytest

from echo import (
    AUTHORIZATION_FAULTS,
    FAULTS,
    PROTECTIONS,
    REFUSED,
    T1,
    T3,
    TOKEN_FAULTS,
    Client,
    Echo,
    approov_token,
    target,
)
from frames import ACCEPT, TEXT, Wire, frame, handshake

FOREIGN = {"Origin": "http://example.com"}
HEARTBEAT = frame(b'[null,"1","phoenix","heartbeat",{}]')


def answer(server, target, changes=None, **request):
    with Wire(server.port) as wire:
        wire.write(handshake(target, changes, **request))
        return wire.response(has_body=request.get("method") != "HEAD")


def assert_refused(response):
    assert (response.status, response.headers["content-length"], response.body) == (403, "0", b"")
    assert response.headers.get("connection", "keep-alive").lower() == "keep-alive"


def assert_verdict(response, is_good):
    if is_good:
        assert response.status == 101
    else:
        assert_refused(response)


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_the_answer_to_a_good_handshake(echoes, protection):
    server = echoes[protection]
    with Wire(server.port) as wire:
        response = wire.upgrade(
            target(server.credentials()),
            {
                "Sec-WebSocket-Protocol": "phoenix, chat",
                "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
            },
        )
        assert response.status == 101
        assert response.headers["upgrade"] == "websocket"
        assert response.headers["connection"].lower() == "upgrade"
        assert response.headers["sec-websocket-accept"] == ACCEPT
        assert "sec-websocket-protocol" not in response.headers
        assert "sec-websocket-extensions" not in response.headers
        Client(wire, "2.0.0", {}).is_answered()  # And before that, nothing was sent.


@pytest.mark.parametrize("path", ["/socket/websocket", "/socket/websocket/", "//socket//websocket"])
def test_ways_to_write_the_path(echoes, path):
    assert answer(echoes["unprotected"], target(echoes["unprotected"].credentials(), path=path)).status == 101


@pytest.mark.parametrize("path", ["/socket/longpoll", "/socket", "/socket/websocket/more", "/Socket/websocket", "/"])
def test_other_paths_are_no_socket(echoes, path):
    server = echoes["unprotected"]
    assert answer(server, target(server.credentials(), path=path)).status == (200 if path == "/" else 404)


# Order of checks: each case is also guilty of everything that is checked later.


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "OPTIONS"])
def test_the_method_is_checked_first(echoes, method):
    server = echoes["token"]
    for query, changes in [({}, {**FOREIGN, "Upgrade": None}), (server.credentials(), {})]:
        response = answer(server, target(query), changes, method=method)
        assert (response.status, response.body) == (400, b"")


SYNTAX = {
    # changes, version, status
    "a plain request": ({"Upgrade": None, "Connection": None}, "HTTP/1.1", {426}),
    "a plain request that keeps alive": ({"Upgrade": None, "Connection": "keep-alive"}, "HTTP/1.1", {426}),
    "Connection without Upgrade": ({"Upgrade": None}, "HTTP/1.1", {400}),
    "another Upgrade": ({"Upgrade": "h2c"}, "HTTP/1.1", {400}),
    "Upgrade without Connection": ({"Connection": None}, "HTTP/1.1", {400, 426}),
    "no key": ({"Sec-WebSocket-Key": None}, "HTTP/1.1", {400}),
    "a short key": ({"Sec-WebSocket-Key": "c2hvcnQ="}, "HTTP/1.1", {400}),
    "a key that is not base64": ({"Sec-WebSocket-Key": "!" * 24}, "HTTP/1.1", {400}),
    "no version": ({"Sec-WebSocket-Version": None}, "HTTP/1.1", {400}),
    "version 8": ({"Sec-WebSocket-Version": "8"}, "HTTP/1.1", {400, 426}),
    "no number as version": ({"Sec-WebSocket-Version": "x"}, "HTTP/1.1", {400, 426}),
    "HTTP/1.0": ({}, "HTTP/1.0", {400}),
}


@pytest.mark.parametrize(("changes", "version", "statuses"), SYNTAX.values(), ids=SYNTAX.keys())
@pytest.mark.parametrize("protection", PROTECTIONS)
def test_the_syntax_is_checked_last(echoes, protection, changes, version, statuses):
    server = echoes[protection]
    good = server.credentials()
    response = answer(server, target(good), changes, version=version)
    assert response.status in statuses
    if statuses == {426}:
        assert "upgrade" in response.headers["connection"].lower()
        assert response.headers["upgrade"].lower() == "websocket"
    for query, vsn, origin in [({}, "2.0.0", {}), (good, "3.0.0", {}), (good, "2.0.0", FOREIGN)]:
        response = answer(server, target(query, vsn), {**changes, **origin}, version=version)
        assert (response.status, response.body) == (403, b"")


SPELLINGS = [
    {"Upgrade": "WebSocket"},
    {"Connection": "upgrade"},
    {"Connection": "keep-alive, Upgrade"},
    {"Upgrade": "h2c, websocket"},
    {"Cache-Control": "no-cache", "User-Agent": "Dart/3.4 (dart:io)"},
    {"X-Forwarded-For": "192.0.2.7"},
    {"Authorization": "Bearer abc", "X-Approov-Token": "bad"},
]


@pytest.mark.parametrize("changes", SPELLINGS, ids=str)
def test_good_handshakes_look_different(echoes, changes):
    server = echoes["token-binding"]
    assert answer(server, target(server.credentials()), changes).status == 101


# Origin


@pytest.fixture(scope="module")
def behind_tls(tmp_path_factory):
    changes = {"URL_PUBLIC_SCHEME": "https", "URL_PUBLIC_HOST": "echo.example.com", "URL_PUBLIC_PORT": "443"}
    server = Echo("unprotected", tmp_path_factory.mktemp("tls"), **changes)
    yield server
    server.end()


ORIGINS = [
    (None, True),
    ("http://localhost:8002", True),
    ("http://localhost:8002/a/path", True),
    ("http://localhost", False),
    ("http://localhost:8003", False),
    ("https://localhost:8002", False),
    ("ws://localhost:8002", False),
    ("http://LOCALHOST:8002", False),
    ("http://127.0.0.1:8002", False),
    ("http://localhost.example.com:8002", False),
    ("http://example.com", False),
    ("http://localhost:8002@example.com", False),
    ("localhost:8002", False),
    ("//localhost:8002", False),
    ("null", False),
    ("", False),
]
ORIGINS_BEHIND_TLS = [
    (None, True),
    ("https://echo.example.com", True),
    ("https://echo.example.com:443", True),
    ("http://echo.example.com:443", False),
    ("http://echo.example.com", False),
    ("https://echo.example.com:8443", False),
    ("https://Echo.example.com", False),
    ("https://example.com", False),
]


@pytest.mark.parametrize(("origin", "is_allowed"), ORIGINS)
def test_one_origin_is_allowed(echoes, origin, is_allowed):
    server = echoes["unprotected"]
    response = answer(server, target(server.credentials()), {"Origin": origin})
    assert_verdict(response, is_allowed)


@pytest.mark.parametrize(("origin", "is_allowed"), ORIGINS_BEHIND_TLS)
def test_the_port_of_a_scheme_need_not_be_said(behind_tls, origin, is_allowed):
    response = answer(behind_tls, target(behind_tls.credentials()), {"Origin": origin})
    assert_verdict(response, is_allowed)


# vsn

VERSIONS = [
    (None, "1"),
    ("1.0.0", "1"),
    ("1.0.7", "1"),
    ("2.0.0", "2"),
    ("2.0.9", "2"),
    ("1.1.0", None),
    ("2.1.0", None),
    ("3.0.0", None),
    ("0.0.0", None),
    ("2", None),
    ("2.0", None),
    ("2.0.0.0", None),
    ("2.0.0-rc", None),
    ("02.0.0", None),
    ("v2.0.0", None),
    (" 2.0.0", None),
    ("-2.0.0", None),
    ("99999999999999999999.0.0", None),
    ("x", None),
    ("", None),
]


@pytest.mark.parametrize(("vsn", "version"), VERSIONS)
def test_versions(echoes, vsn, version):
    server = echoes["unprotected"]
    with Wire(server.port) as wire:
        response = wire.upgrade(target(server.credentials(), vsn))
        if version is None:
            assert_refused(response)
        else:
            Client(wire, f"{version}.0.0", {}).is_answered()


# Credentials


@pytest.mark.parametrize(("protection", "name"), REFUSED)
def test_bad_credentials_are_refused(echoes, protection, name):
    server = echoes[protection]
    fault = FAULTS[protection][name](server.user.authorization)
    assert_refused(answer(server, target(fault)))


@pytest.mark.parametrize("name", TOKEN_FAULTS)
def test_without_protection_an_approov_token_is_ignored(echoes, name):
    server = echoes["unprotected"]
    fault = TOKEN_FAULTS[name](server.user.authorization)
    assert answer(server, target(fault)).status == 101


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_a_user_of_another_server_is_refused(echoes, protection):
    stranger = echoes["unprotected" if protection != "unprotected" else "token"].new_user()
    assert_refused(answer(echoes[protection], target(echoes[protection].credentials(stranger))))


def test_a_token_bound_to_another_user_is_refused(echoes):
    server = echoes["token-binding"]
    mine, theirs = server.credentials(), server.credentials(server.new_user())
    assert_refused(answer(server, target({**mine, "Authorization": theirs["Authorization"]})))
    assert_refused(answer(server, target({**mine, "X-Approov-Token": theirs["X-Approov-Token"]})))


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_headers_carry_no_credentials(echoes, protection):
    server = echoes[protection]
    good = server.credentials()
    assert_refused(answer(server, target({}), good))
    for name, value in good.items():
        others = {key: text for key, text in good.items() if key != name}
        assert_refused(answer(server, target(others), {name: value}))
    assert_refused(answer(server, target({}), {"Cookie": "; ".join(f"{key}={value}" for key, value in good.items())}))


QUERIES = {
    # query, whether it is good
    "a plus sign": ("Authorization={plus}&X-Approov-Token={token}", True),
    "%20": ("Authorization={percent}&X-Approov-Token={token}", True),
    "small letters in the name of the token": ("Authorization={plus}&x-approov-token={token}", True),
    "an escaped name": ("%41uthorization={plus}&X%2DApproov%2dToken={token}", True),
    "empty parts": ("&&Authorization={plus}&&X-Approov-Token={token}&", True),
    "other parts": ("a=b&c&=d&Authorization={plus}&X-Approov-Token={token}&e=", True),
    "the last Authorization wins": ("Authorization=x&Authorization={plus}&X-Approov-Token={token}", True),
    "the last Authorization loses": ("Authorization={plus}&Authorization=x&X-Approov-Token={token}", False),
    "the last token wins": ("X-Approov-Token=x&Authorization={plus}&X-Approov-Token={token}", True),
    "the last token loses": ("X-Approov-Token={token}&Authorization={plus}&X-Approov-Token=x", False),
    "small letters come first": ("x-approov-token=x&Authorization={plus}&X-Approov-Token={token}", False),
    "a list of one token": ("Authorization={plus}&X-Approov-Token[]={token}", False),
    "a map of one token": ("Authorization={plus}&X-Approov-Token[a]={token}", False),
    "a list of one Authorization": ("Authorization[]={plus}&X-Approov-Token={token}", False),
    "a plus sign that is one": ("Authorization={literal}&X-Approov-Token={token}", False),
    "a blank at the end": ("Authorization={plus}+&X-Approov-Token={token}", False),
    "an empty token": ("Authorization={plus}&X-Approov-Token=", False),
    "a name alone": ("Authorization={plus}&X-Approov-Token", False),
    "escaped twice": ("Authorization={twice}&X-Approov-Token={token}", False),
    "no query": ("", False),
}


@pytest.mark.parametrize(("query", "is_good"), QUERIES.values(), ids=QUERIES.keys())
def test_a_query_is_read_like_a_form(echoes, query, is_good):
    server = echoes["token-binding"]
    good = server.credentials()
    blanks = {"plus": "+", "percent": "%20", "literal": "%2B", "twice": "%2520"}
    words = {name: good["Authorization"].replace(" ", blank) for name, blank in blanks.items()}
    query = query.format(token=good["X-Approov-Token"], **words)
    response = answer(server, f"/socket/websocket?{query}&vsn=2.0.0")
    assert_verdict(response, is_good)


@pytest.mark.parametrize("query", ["a=%ff", "a=%zz", "a=%", "Authorization=%C3%28", "%ff=a", "vsn=%00"])
def test_a_query_that_cannot_be_read_is_refused(echoes, query):
    assert answer(echoes["unprotected"], f"/socket/websocket?{query}").status in (400, 403)


def test_the_last_vsn_wins(echoes):
    server = echoes["unprotected"]
    with Wire(server.port) as wire:
        assert wire.upgrade(target(server.credentials(), "3.0.0") + "&vsn=2.0.0").status == 101
        Client(wire, "2.0.0", {}).is_answered()
    assert_refused(answer(server, target(server.credentials(), "2.0.0") + "&vsn=3.0.0"))


def test_two_tokens_and_a_login_token_fit(echoes):
    server = echoes["token-binding"]
    authorization = server.user.authorization
    long = approov_token(authorization, filling="f" * 2600)
    query = {"x-approov-token": long, "Authorization": authorization, "X-Approov-Token": T1}
    assert answer(server, target(query)).status == 101


# One connection, several requests


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_after_a_refusal_the_same_connection_can_upgrade(echoes, protection):
    server = echoes[protection]
    good = server.credentials()
    bad = AUTHORIZATION_FAULTS["any word"](server.user.authorization)
    with Wire(server.port) as wire:
        for query, vsn, changes in [(bad, "2.0.0", {}), (good, "x", {}), (good, "2.0.0", FOREIGN), ({}, None, {})]:
            assert_refused(wire.upgrade(target(query, vsn), changes))
        assert wire.upgrade(target(good)).status == 101
        Client(wire, "2.0.0", good).join().is_heard()


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_behind_an_ordinary_request_everything_is_the_same(echoes, protection):
    server = echoes[protection]
    ordinary = f"GET / HTTP/1.1\r\nHost: localhost\r\nX-Approov-Token: {T1}\r\n\r\n".encode()
    with Wire(server.port) as wire:
        for fault in FAULTS[protection].values():
            wire.write(ordinary)
            assert wire.response().status == 200
            assert_refused(wire.upgrade(target(fault(server.user.authorization))))
        wire.write(ordinary)
        assert wire.response().status == 200
        assert wire.upgrade(target(server.credentials())).status == 101
        Client(wire, "2.0.0", server.credentials()).join().is_heard()


def test_a_token_in_an_earlier_request_does_not_count(echoes):
    server = echoes["token"]
    with Wire(server.port) as wire:
        wire.write(f"GET / HTTP/1.1\r\nHost: localhost\r\nX-Approov-Token: {T1}\r\n\r\n".encode())
        assert wire.response().status == 200
        assert_refused(wire.upgrade(target({"Authorization": server.user.authorization})))


def test_everything_in_one_packet(echoes):
    server = echoes["token-binding"]
    credentials = server.credentials()
    with Wire(server.port) as wire:
        client = Client(wire, "2.0.0", credentials)
        join = frame(client.text("1", "1", "echo:chamber", "phx_join", credentials))
        wire.write(handshake(target(credentials)) + HEARTBEAT + join)
        assert wire.response().status == 101
        client.expect(None, "1", "phx_reply", {"response": {}, "status": "ok"}, topic="phoenix")
        client.expect("1", "1", "phx_reply", {"response": {}, "status": "ok"})
        client.is_heard()


def test_an_ordinary_request_a_refusal_and_an_upgrade_in_one_packet(echoes):
    server = echoes["token"]
    ordinary = f"GET / HTTP/1.1\r\nHost: localhost\r\nX-Approov-Token: {T1}\r\n\r\n".encode()
    with Wire(server.port) as wire:
        wire.write(ordinary + handshake(target({})) + handshake(target(server.credentials())) + HEARTBEAT)
        assert [wire.response().status for _ in range(3)] == [200, 403, 101]
        opcode, payload, _ = wire.message()
        assert opcode == TEXT and b'"phoenix"' in payload


def test_a_handshake_may_come_byte_by_byte(echoes):
    server = echoes["token"]
    request = handshake(target(server.credentials())) + HEARTBEAT
    with Wire(server.port) as wire:
        wire.write(*(request[index : index + 1] for index in range(len(request))))
        assert wire.response().status == 101
        assert wire.message().opcode == TEXT


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_a_refused_client_that_sends_frames_reaches_no_channel(echoes, protection):
    server = echoes[protection]
    with server.client() as witness, Wire(server.port) as wire:
        witness.join()
        hidden = Client(wire, "2.0.0", server.credentials())
        join = frame(hidden.text("1", "1", "echo:chamber", "phx_join", hidden.credentials))
        spoken = frame(hidden.text("1", "2", "echo:chamber", "echo_it", {**hidden.credentials, "message": "hidden"}))
        wire.write(handshake(target({**server.credentials(), "Authorization": "Bearer abc"})) + join + spoken)
        assert_refused(wire.response())
        wire.reset()
        witness.is_heard()


def test_a_bad_signature_is_refused_even_with_a_good_header(echoes):
    server = echoes["token"]
    bad = {**server.credentials(), "X-Approov-Token": T3}
    assert_refused(answer(server, target(bad), {"X-Approov-Token": T1}))
