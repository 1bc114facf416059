"""What the example servers say of themselves at /openapi.json: that it is so, and that nothing is left out."""

import json
import os
import re
import select
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from echo import KEY, T6, T7, pay_for, target
from frames import handshake
from jsonschema import Draft202012Validator
from messages import Installation, Message, digest_of, signed
from openapi_spec_validator import OpenAPIV31SpecValidator
from servers import ROOT, Response, Server
from tokens import token, valid_claims

SCHEMATHESIS = ROOT / ".build" / "venv" / "bin" / "schemathesis"
EXAMPLES = ROOT / "Examples"
METHODS = ["get", "post", "put", "patch", "delete"]
USER = {"Authorization": "Bearer abc"}
JSON = {"Content-Type": "application/json"}
CREDENTIALS = {"username": "me@example.com", "password": "very_strong_password"}
LONGEST_BODY = 8_000_000
PASSWORDS_AT_ONCE = 66
"""How many passwords an Echo server hashes, or lets wait."""

APP = Installation()


@dataclass
class Variant:
    """A server that has a document of its own, and what a request needs to be served."""

    program: str
    arguments: tuple[str, ...]
    sources: str
    credentials: dict[str, str] = field(default_factory=dict)
    hooks: str | None = None
    untested: tuple[str, ...] = ()

    def start(self, folder: Path, **variables: str) -> Server:
        settings = EXAMPLES / self.sources.split("/")[0] / ".env.example"
        return Server(self.program, *self.arguments, "--env-file", str(settings), folder=folder, **variables)


def _hello(protection: str, **others: object) -> Variant:
    return Variant("hello-server", ("--protection", protection), "Hello/HelloServer", **others)


def _echo(protection: str, **others: object) -> Variant:
    return Variant("echo-server", ("--protection", protection), "Echo/EchoServer", **others)


LOGIN = ("/auth/login",)
"""The same in all Echo servers, and a password takes long to hash, so that schemathesis tests it at one of them."""

VARIANTS = {
    "hello, unprotected": _hello("unprotected"),
    "hello, token": _hello("token", credentials={"Approov-Token": T7}),
    "hello, token binding": _hello("token-binding", credentials={"Approov-Token": T6, **USER}),
    "hello, message signing": _hello("message-signing", hooks="signing_hooks"),
    "Shapes, original": Variant("shapes-server", ("--original",), "Shapes/ShapesServer", USER),
    "Shapes": Variant("shapes-server", (), "Shapes/ShapesServer", {"Approov-Token": T6, **USER}),
    "Echo, unprotected": _echo("unprotected", untested=LOGIN),
    "Echo, token": _echo("token", credentials={"X-Approov-Token": T7}, untested=LOGIN),
    "Echo, token binding": _echo("token-binding", credentials={"X-Approov-Token": T6, **USER}),
}


@pytest.fixture(scope="module", params=VARIANTS)
def running(request, tmp_path_factory) -> Iterator[tuple[Variant, Server]]:
    variant = VARIANTS[request.param]
    server = variant.start(tmp_path_factory.mktemp("server"))
    yield variant, server
    assert server.stop() == 0
    assert "eyJ" not in server.log.read_text()


def document(server: Server) -> dict:
    return json.loads(server.get("/openapi.json").body)


def operations(described: dict) -> dict[tuple[str, str], dict]:
    """Returns what is documented by path and method."""
    return {
        (path, method): operation
        for path, item in described["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def resolved(described: dict, part: dict) -> dict:
    while "$ref" in part:
        names = part["$ref"].removeprefix("#/").split("/")
        part = described
        for name in names:
            part = part[name]
    return part


def send(server: Server, method: str, path: str, fields: dict[str, str], body: bytes | None = None) -> Response:
    lines = [f"{method.upper()} {path} HTTP/1.1", "Host: localhost", *(f"{n}: {v}" for n, v in fields.items())]
    if body is not None and "Content-Length" not in fields:
        lines.append(f"Content-Length: {len(body)}")
    return server.send("\r\n".join([*lines, "", ""]).encode() + (body or b""))


# Schemathesis


def test_schemathesis_finds_nothing(running, tmp_path):
    """All its checks are on but for those that schemathesis.toml names with a reason."""
    variant, server = running
    options = [option for name, value in variant.credentials.items() for option in ("-H", f"{name}: {value}")]
    options += [option for path in variant.untested for option in ("--exclude-path", path)]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(Path(__file__).parent)}
    if variant.hooks:
        environment["SCHEMATHESIS_HOOKS"] = variant.hooks
    ran = subprocess.run(
        [
            *(SCHEMATHESIS, "--config-file", ROOT / "schemathesis.toml"),
            *("run", f"http://127.0.0.1:{server.port}/openapi.json"),
            *("--seed", "1", "--max-examples", "3", *options),
        ],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


# The documents


def test_the_document_is_one_of_openapi_3_1_and_every_part_of_it_is_used(running):
    _, server = running
    described = document(server)
    assert described["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(described).validate()
    text = json.dumps(described)
    for kind, parts in described["components"].items():
        for name in parts:
            used = f'{{"{name}": [' if kind == "securitySchemes" else f'"#/components/{kind}/{name}"'
            assert used in text or kind == "securitySchemes" and f', "{name}": [' in text, name


def test_everybody_may_read_the_document_and_it_holds_no_secret(running):
    _, server = running
    response = server.get("/openapi.json")
    assert (response.status, response.headers["content-type"]) == (200, "application/json")
    described = json.loads(response.body)
    assert described["info"]["license"]["identifier"] == "Apache-2.0"
    assert "independent of Approov" in described["info"]["description"]
    head = server.get("/openapi.json", method="HEAD")
    assert (head.status, head.headers["content-length"]) == (200, str(len(response.body)))
    for settings in EXAMPLES.glob("*/.env.example"):
        for secret in re.findall(r"^\w*SECRET\w*=(\S{20,})$", settings.read_text(), re.MULTILINE):
            assert secret not in response.body.decode()


@pytest.mark.parametrize("name", [name for name in VARIANTS if not name.startswith("Echo")])
def test_other_methods_of_the_document_are_answered_as_those_of_other_paths(name, tmp_path):
    server = VARIANTS[name].start(tmp_path)
    for method, status in [("OPTIONS", 200), ("POST", 405), ("PUT", 405), ("DELETE", 405), ("TRACE", 405)]:
        response = server.get("/openapi.json", method=method)
        assert (response.status, response.headers["allow"]) == (status, "GET, OPTIONS, HEAD")
    assert server.stop() == 0


def test_nothing_else_is_served_to_those_without_a_token(tmp_path):
    server = VARIANTS["hello, token"].start(tmp_path)
    others = ["/openapi.json/", "//openapi.json", "/OpenAPI.json", "/openapi%2Ejson", "/openapi.json;a"]
    for path in ["/", "/nope", *others]:
        assert server.get(path).status == 401, path
        assert server.get(path, f"Approov-Token: {T7}".encode()).status == (200 if path == "/" else 404), path
    assert server.stop() == 0


def test_the_toggles_of_shapes_change_what_is_enforced_and_not_what_is_documented(tmp_path):
    folders = [tmp_path / "on", tmp_path / "off"]
    off = {f"APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN{suffix}": "false" for suffix in ("", "_BINDING")}
    documents = []
    for folder, variables in zip(folders, [{}, off], strict=True):
        folder.mkdir()
        server = VARIANTS["Shapes"].start(folder, **variables)
        assert server.get("/v2/shapes").status == (200 if variables else 400)
        documents.append(server.get("/openapi.json").body)
        assert server.stop() == 0
    assert documents[0] == documents[1]


# Nothing is left out, and nothing is made up

VERDICTS = {
    # What a document says of a token: the routes that accept it with "Bearer abc"
    "valid": {"token"},
    "valid, bound to nothing": {"token", "binding if there is one"},
    "bound to nothing": {"token", "binding if there is one"},
    "bound to `Bearer abc`": {"token", "binding", "binding if there is one"},
    "bound to something else": {"token"},
    "expired": set(),
    "wrong signature": set(),
}
ROUTES = {
    "hello, token": [("/", "token")],
    "hello, token binding": [("/", "binding")],
    "Shapes": [("/v2/shapes", "token"), ("/v2/forms", "binding if there is one")],
    "Echo, token": [("/", "token")],
    "Echo, token binding": [("/", "token"), ("/users", "binding")],
}


@pytest.mark.parametrize("name", ROUTES)
def test_the_tokens_of_the_document_are_what_it_says(name, tmp_path):
    server = VARIANTS[name].start(tmp_path)
    scheme = document(server)["components"]["securitySchemes"]["approovToken"]
    tokens = re.findall(r"^- (.*): `(eyJ[\w.-]+)`$", scheme["description"], re.MULTILINE)
    assert len(tokens) > 2
    for path, kind in ROUTES[name]:
        for said, sample in tokens:
            status = send(server, "GET", path, {scheme["name"]: sample, **USER}).status
            assert status == (200 if kind in VERDICTS[said] else 401), (path, said)
    assert server.stop() == 0


def test_every_route_is_documented_and_every_documented_one_is_there(running):
    """The routes are those of the source: all texts in it that could be a path."""
    variant, server = running
    if variant.hooks:
        pytest.skip("A request of this server is signed for one method and path; the next test asks for all it has.")
    described = document(server)
    sources = (EXAMPLES / variant.sources).rglob("*.swift")
    paths = {path for source in sources for path in re.findall(r'"(/[\w/.-]*)"', source.read_text())}
    assert paths >= described["paths"].keys() - {"/openapi.json", "/socket/websocket"}
    found = set()
    for path in paths | {"/openapi.json"}:
        for method in METHODS:
            if send(server, method, path, variant.credentials).status not in (404, 405):
                found.add((path, method))
    assert found == operations(described).keys() - {("/socket/websocket", "get")}


def _hello_asks(variant: Variant) -> Iterator[tuple]:
    if variant.hooks:
        sample = token(payload=valid_claims(ipk=APP.ipk), secret=KEY)
        for method in ("get", "post", "put"):
            message = Message(method.upper(), "/", (("Approov-Token", sample),), scheme="http", authority="localhost")
            if method != "get":
                message = message.having("Content-Digest", digest_of(b"hello", "sha-256"))
            yield "/", method, "/", dict(signed(message, APP).fields), None if method == "get" else b"hello"
            yield "/", method, "/", {}, None
        return
    yield "/", "get", "/", variant.credentials, None
    if variant.credentials:
        yield "/", "get", "/", {}, None


def _shapes_asks(variant: Variant) -> Iterator[tuple]:
    for path in ["/", "/v1/hello", "/v1/shapes", "/v1/forms", "/v2/hello", "/v2/shapes", "/v2/forms"]:
        if path.startswith("/v2") and "--original" in variant.arguments:
            continue
        yield path, "get", path, variant.credentials, None
        if path in ("/v1/forms", "/v2/shapes", "/v2/forms"):
            yield path, "get", path, {}, None
        if path in ("/v2/shapes", "/v2/forms"):
            yield path, "get", path, {**variant.credentials, "Approov-Token": "bad"}, None


def _echo_asks(variant: Variant) -> Iterator[tuple]:
    good = variant.credentials
    body = json.dumps(CREDENTIALS).encode()
    for path in ["/", "/users"] if "token-binding" in variant.arguments else ["/"]:
        yield path, "get", path, good, None
        yield path, "get", f"{path}?_format=html", good, None
        yield path, "get", f"{path}?a=%ff", {}, None
        if good:
            yield path, "get", path, {}, None
    for path in ("/auth/register", "/auth/login"):
        for content in (body, b"{}", b"{", json.dumps({**CREDENTIALS, "password": "another_password"}).encode()):
            yield path, "post", path, {**good, **JSON}, content
        yield path, "post", path, {**good, **JSON, "Accept": "text/html"}, body
        yield path, "post", path, {**JSON, "Content-Length": f"{LONGEST_BODY + 1}"}, b""
        if good:
            yield path, "post", path, JSON, body
    yield "/openapi.json", "get", "/openapi.json?a=%ff", {}, None
    yield "/socket/websocket", "get", "/socket/websocket", {}, None


def test_every_documented_status_is_seen_with_the_documented_body(running):
    variant, server = running
    described = document(server)
    documented = operations(described)
    asks = {"hello-server": _hello_asks, "shapes-server": _shapes_asks, "echo-server": _echo_asks}[variant.program]
    seen = set()
    for path, method, asked, fields, body in [*asks(variant), ("/openapi.json", "get", "/openapi.json", {}, None)]:
        response = send(server, method, asked, fields, body)
        answer = documented[path, method]["responses"].get(str(response.status))
        assert answer is not None, (path, method, fields, response)
        check_body(described, resolved(described, answer), response)
        seen.add((path, method, response.status))
    if variant.program == "echo-server":
        seen |= sockets(variant, server)
        seen |= {(path, "post", 429) for path in ("/auth/register", "/auth/login")}  # See the test below.
    assert seen == {(*place, int(status)) for place, it in documented.items() for status in it["responses"]}


def check_body(described: dict, answer: dict, response: Response):
    for name, header in answer.get("headers", {}).items():
        value = response.headers[name]
        Draft202012Validator({**described, **resolved(described, header)["schema"]}).validate(value)
    if "content" not in answer:
        assert response.body == b""
        return
    [(media_type, content)] = answer["content"].items()
    assert response.headers["content-type"].split(";")[0] == media_type
    value = json.loads(response.body) if media_type == "application/json" else response.body.decode()
    Draft202012Validator({**described, **content["schema"]}).validate(value)


def sockets(variant: Variant, server: Server) -> set[tuple[str, str, int]]:
    """Asks for a socket with the credentials of a user, and returns what has been seen."""
    login = send(server, "POST", "/auth/login", {**variant.credentials, **JSON}, json.dumps(CREDENTIALS).encode())
    user = json.loads(login.body)["token"]
    query = {"Authorization": user, "X-Approov-Token": token(payload=valid_claims(pay=pay_for(user)), secret=KEY)}
    asked = target(query)
    seen = set()
    for request in (handshake(asked), handshake(asked, {"Sec-WebSocket-Key": None}), _plain(asked)):
        seen.add(("/socket/websocket", "get", server.send(request).status))
    return seen


def _plain(asked: str) -> bytes:
    return f"GET {asked} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def test_who_asks_when_too_many_passwords_wait_is_told_so_in_the_documented_words(tmp_path):
    server = VARIANTS["Echo, unprotected"].start(tmp_path)
    described = document(server)
    body = json.dumps(CREDENTIALS).encode()
    head = "POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"
    callers = [server.connect() for _ in range(PASSWORDS_AT_ONCE + 8)]
    try:
        for caller in callers:
            caller.sendall(head.format("/auth/login", len(body)).encode() + body)
        assert select.select(callers, [], [], 10)[0]
        for path in ("/auth/login", "/auth/register"):
            response = send(server, "POST", path, JSON, body)
            assert response.status == 429
            answer = described["paths"][path]["post"]["responses"]["429"]
            check_body(described, resolved(described, answer), response)
    finally:
        for caller in callers:
            caller.close()
        server.process.kill()
        server.wait()
