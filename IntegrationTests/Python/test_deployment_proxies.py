"""The servers behind the proxies of `Deployment/`, over TLS: who is let in, and what is written down."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from apps import BODY, POST, app, having, to
from echo import T1, Client, Echo, approov_token, target
from fronts import DEPLOYMENT, NAMES, PROGRAMS_OF_FRONTS, TRY_SECONDS, Front, SecureWire, host, signed_for
from guard import ACCEPTED
from messages import base64_of
from servers import Server
from test_keys_https import Authority
from test_message_signing_proxies import INVALID, TARGETS
from tokens import SECRET, token

TOKEN = b"Approov-Token: " + token().encode()


def start(name: str, folder: Path, port: int = 0) -> Server:
    """Starts a server with its settings in `Deployment/settings/`, but for ports and the place of its keys."""
    keys = folder / "keys"
    keys.write_text(f"{base64_of(SECRET)}\n")
    return Server(
        f"{name}-server",
        *("--env-file", str(DEPLOYMENT / "settings" / f"{name}-server.env")),
        folder=folder,
        APPROOV_KEYS_FILE=str(keys),
        HTTP_PORT=str(port),
        OPERATIONS_PORT="0",
    )


@pytest.fixture(scope="module")
def hello(guards):
    return guards.with_settings(public_origin=f"https://{host('hello')}")


@pytest.fixture(scope="module")
def shapes(tmp_path_factory) -> Iterator[Server]:
    server = start("shapes", tmp_path_factory.mktemp("shapes"))
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="module")
def echo(tmp_path_factory) -> Iterator[Echo]:
    names = {"URL_PUBLIC_SCHEME": "https", "URL_PUBLIC_HOST": host("echo"), "URL_PUBLIC_PORT": "443"}
    server = Echo("token", tmp_path_factory.mktemp("echo"), **names)
    yield server
    server.end()


class Fronts:
    """Starts proxies of one kind, and sees at the end that they have written nothing secret."""

    def __init__(self, kind: str, folder: Path):
        self.kind = PROGRAMS_OF_FRONTS[kind]
        if self.kind.program is None:
            pytest.skip(f"There is no {kind} here, and it cannot be installed.")
        authority = Authority()
        (folder / "ca.pem").write_bytes(authority.pem())
        authority.context(folder, "*.example.com")
        self.folder = folder
        self.started: list[Front] = []

    def start(self, **servers: Server) -> Front:
        folder = self.folder / str(len(self.started))
        folder.mkdir()
        ports = {name: server.port for name, server in servers.items()}
        front = self.kind(folder, self.folder / "ca.pem", self.folder / "server.pem", ports)
        self.started.append(front)
        return front

    def end(self):
        for front in self.started:
            front.stop()
            said = front.logged()
            for secret in ("eyJ", "approov-token", "authorization", "bearer", "basic"):
                assert secret not in said.lower(), secret


@pytest.fixture(scope="module", params=PROGRAMS_OF_FRONTS)
def fronts(request, tmp_path_factory) -> Iterator[Fronts]:
    fronts = Fronts(request.param, tmp_path_factory.mktemp(request.param))
    yield fronts
    fronts.end()


@pytest.fixture(scope="module")
def front(fronts, hello, shapes, echo) -> Front:
    return fronts.start(hello=hello, shapes=shapes, echo=echo)


def test_only_who_has_a_token_is_let_in(front, hello):
    assert front.get("shapes", "/v2/shapes", TOKEN).status == 200
    assert front.get("shapes", "/v2/shapes").status == 400
    assert front.get("shapes", "/v2/shapes", b"Approov-Token: " + T1.encode()).status == 401
    assert front.get("echo", "/", b"X-Approov-Token: " + T1.encode()).status == 200
    assert front.get("echo", "/").status == 401
    assert front.get("hello", "/", TOKEN).status == 401
    assert hello.reason() == "signatureMissing"


def test_a_token_of_the_greatest_length_is_judged_by_the_server(front):
    assert front.get("shapes", "/v2/shapes", b"Approov-Token: " + b"a" * 8192).status == 401


def test_signed_requests_pass(front, hello):
    for each in TARGETS:
        message = app(signed_for("hello", to(each)))
        assert hello.outcome(message, lambda sent: front.pass_on("hello", sent)) == ACCEPTED, each
        assert hello.outcome(message, front.send_by_curl) == ACCEPTED, each
    order = app(signed_for("hello", POST))
    assert hello.outcome(order, lambda sent: front.pass_on("hello", sent)) == ACCEPTED
    assert hello.outcome(order, front.send_by_curl) == ACCEPTED


def test_altered_requests_do_not_pass(front, hello):
    message = app(signed_for("hello", to("/?a")))
    for altered, outcome in [
        (message.altered("Authorization", "Bearer x"), INVALID),
        (replace(message, target="/?b"), INVALID),
        (replace(app(signed_for("hello", POST)), body=bytes(len(BODY))), "digestMismatch"),
    ]:
        assert hello.outcome(altered, lambda sent: front.pass_on("hello", sent)) == outcome


@pytest.mark.parametrize("more", ["", ",x-forwarded-prefix"])
def test_a_server_may_believe_what_the_proxy_says_whatever_the_client_writes(fronts, guards, more):
    fields = f"x-forwarded-proto,x-forwarded-host{more}"
    trusting = guards.with_settings(trusted_proxies="127.0.0.1", forwarded_fields=fields)
    front = fronts.start(**dict.fromkeys(NAMES, trusting))
    message = app(signed_for("hello", to("/?a")))
    lies = {
        "X_Forwarded_Proto": "http",
        "X_Forwarded_Host": "evil.example",
        "X_Forwarded_Prefix": "/evil",
        "Forwarded": "proto=http;host=evil.example",
    }
    for each in [message, having(message, **lies)]:
        assert trusting.outcome(each, lambda sent: front.pass_on("hello", sent)) == ACCEPTED


def connect(front: Front, echo: Echo, changes: dict | None = None) -> tuple[SecureWire, dict, int]:
    credentials = echo.credentials()
    wire = SecureWire(front, "echo")
    response = wire.upgrade(target(credentials), {"Host": host("echo"), **(changes or {})})
    return wire, credentials, response.status


def test_sockets_pass(front, echo):
    wire, credentials, status = connect(front, echo, {"Origin": f"https://{host('echo')}"})
    assert status == 101
    with Client(wire, "2.0.0", credentials) as client:
        client.join().say("Hello")
        client.hear("Hello")
        client.say("Silence", **{"X-Approov-Token": "eyJ"})
        client.say("Good bye")
        client.hear("Good bye")


def test_sockets_of_others_do_not_pass(front, echo):
    assert connect(front, echo, {"Origin": "https://evil.example"})[2] == 403
    with SecureWire(front, "echo") as wire:
        assert wire.upgrade(target({"X-Approov-Token": "eyJ.a.b"}), {"Host": host("echo")}).status == 403


def test_requests_without_tls_are_sent_to_tls(front):
    for name in NAMES:
        response = front.redirection(name, f"/socket/websocket?X-Approov-Token={T1}")
        assert response.status == 308
        assert response.headers["location"].startswith(f"https://{host(name)}")


def test_an_encoded_line_end_does_not_end_a_line(front):
    response = front.redirection("hello", "/%0d%0aSet-Cookie:%20a=b")
    assert "set-cookie" not in response.headers


def test_the_log_says_which_request_it_was(front, echo):
    connect(front, echo)[0].socket.close()
    front.get("shapes", "/v2/shapes?colour=secret", TOKEN)
    deadline = time.monotonic() + 5
    while not ("/socket/websocket" in front.logged() and "/v2/shapes" in front.logged()):
        assert time.monotonic() < deadline, front.logged()
        time.sleep(0.05)
    assert "colour" not in front.logged()
    for line in front.logged().splitlines():
        if line.startswith("{"):
            assert isinstance(json.loads(line), dict)


def test_nothing_secret_is_logged_of_servers_that_are_gone(fronts, tmp_path):
    """The error log of a proxy is where a request appears whole: its end sees that there is no token."""
    servers = {name: start("shapes", tmp_path) for name in NAMES}
    front = fronts.start(**servers)
    for server in servers.values():
        assert server.stop() == 0
    credentials = {"X-Approov-Token": approov_token(), "Authorization": "Bearer abc"}
    with SecureWire(front, "echo") as wire:
        assert wire.upgrade(target(credentials), {"Host": host("echo")}).status == 502
    for name in ("hello", "shapes"):
        assert front.get(name, "/v2/shapes?colour=secret", TOKEN, b"Referer: https://secret.example").status == 502
    assert "502" in front.logged() and "secret" not in front.logged()


@pytest.mark.parametrize("fronts", ["caddy"], indirect=True)
def test_a_request_that_finds_its_server_restarting_waits(fronts, tmp_path):
    servers = {name: start("shapes", tmp_path) for name in NAMES}
    front = fronts.start(**servers)
    shapes = servers["shapes"]
    assert shapes.stop() == 0
    statuses: list[int] = []
    asking = threading.Thread(target=lambda: statuses.append(front.get("shapes", "/v2/shapes", TOKEN).status))
    asking.start()
    servers["shapes"] = start("shapes", tmp_path, port=shapes.port)
    asking.join(2 * TRY_SECONDS)
    assert statuses == [200]
    for server in servers.values():
        assert server.stop() == 0
