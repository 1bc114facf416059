"""The servers that are measured, and the requests that they get."""

import socket
import sys
from contextlib import ExitStack
from dataclasses import dataclass, fields
from pathlib import Path

from envoy_proxy import Envoy
from load import write_fields
from measuring import PROGRAMS, ROOT
from processes import ServerProcess
from signing import LIFETIME, signed_request
from tokens import CREDENTIAL, SECRET, base64_of, key

ORIGIN = "https://api.example.com"
SECRET_SETTING = {"APPROOV_BASE64_SECRET": base64_of(SECRET)}

SETTINGS = {
    **SECRET_SETTING,
    "APPROOV_LOGGING_ENABLED": "false",
    "APPROOV_PUBLIC_ORIGIN": ORIGIN,
    "APPROOV_SIGNATURE_MAX_AGE_SECONDS": str(LIFETIME),
    "HTTP_PORT": "0",
    "LOG_LEVEL": "error",
}
"""What our servers are told: above all to log no requests, as the others do not."""


@dataclass(frozen=True)
class Subject:
    """A route of a server, and the file with the header fields that requests to it carry."""

    name: str
    process: ServerProcess
    url: str
    fields: Path


@dataclass(frozen=True)
class Subjects:
    """All that is measured. What is compared stands next to each other, and gets the same requests."""

    bare: Subject
    hello: Subject
    hello_binding: Subject
    hello_token: Subject
    hello_signing: Subject
    shapes_token: Subject
    shapes_binding: Subject
    flask: Subject
    flask_binding: Subject
    envoy: Subject
    envoy_token: Subject

    def __iter__(self):
        return (getattr(self, its.name) for its in fields(self))


def start(folder: Path, stack: ExitStack) -> Subjects:
    """Starts all servers. They stop when the stack is left."""
    bound = write_fields(folder / "bound", {"Approov-Token": key("HS256").token(), "Authorization": CREDENTIAL})
    # One signature for all requests: unless it is told to, the server does not ask that each comes only once.
    signed = write_fields(folder / "signed", signed_request("GET", f"{ORIGIN}/").fields)

    def running(process: ServerProcess) -> ServerProcess:
        stack.callback(process.stop)
        return process

    def ours(name: str, program: str, *arguments: str, paths: list[str] = ["/"], sent: Path = bound) -> list[Subject]:
        process = running(ServerProcess([PROGRAMS / program, *arguments], folder, **SETTINGS))
        port = process.announced_port()
        return [Subject(name.format(path=path), process, f"http://127.0.0.1:{port}{path}", sent) for path in paths]

    def hello(protection: str, sent: Path = bound) -> Subject:
        [subject] = ours(f"hello-server, {protection}", "hello-server", "--protection", protection, sent=sent)
        return subject

    [bare] = ours("Hummingbird, bare", "bare-server")
    shapes_token, shapes_binding = ours("shapes-server, {path}", "shapes-server", paths=["/v2/shapes", "/v2/forms"])
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        flask = running(start_flask(folder, listening))
        flask_url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    running(envoy := Envoy(folder))
    envoy_urls = {name: f"http://127.0.0.1:{port}/" for name, port in envoy.ports.items()}
    return Subjects(
        bare=bare,
        hello=hello("unprotected"),
        hello_binding=hello("token-binding"),
        hello_token=hello("token"),
        hello_signing=hello("message-signing", signed),
        shapes_token=shapes_token,
        shapes_binding=shapes_binding,
        flask=Subject("Flask, unprotected", flask, f"{flask_url}/", bound),
        flask_binding=Subject("Flask and PyJWT, token-binding", flask, f"{flask_url}/protected", bound),
        envoy=Subject("Envoy, unprotected", envoy, envoy_urls["open"], bound),
        envoy_token=Subject("Envoy, jwt_authn", envoy, envoy_urls["protected"], bound),
    )


def start_flask(folder: Path, listening: socket.socket) -> ServerProcess:
    """Starts Flask behind gunicorn, in one process that works. Connections wait in the socket until it does.

    The kind of worker is gunicorn's usual one. It keeps no connections, and still needs less time for a request than the
    one that does (gthread).
    """
    listening.set_inheritable(True)
    return ServerProcess(
        [
            *(Path(sys.executable).parent / "gunicorn", "app:app", "--chdir", ROOT / "Benchmarks" / "Peers" / "flask"),
            *("--bind", f"fd://{listening.fileno()}", "--workers", "1", "--log-level", "error"),
        ],
        folder,
        descriptors=(listening.fileno(),),
        **SECRET_SETTING,
    )

