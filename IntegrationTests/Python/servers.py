"""Starts the example servers, and talks to them byte by byte."""

import os
import re
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = ROOT / ".build" / "debug"
DEVELOPMENT_SETTINGS = ROOT / "Examples" / "Shapes" / ".env.example"
SECONDS = 10


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    body: bytes


class Server:
    """A server process on a port of its own choice, in a folder of its own."""

    def __init__(self, program: str, *arguments: str, folder: Path, **variables: str):
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [PROGRAMS / program, *arguments],
                env={"PATH": os.environ["PATH"], "HTTP_PORT": "0", **variables},
                cwd=folder,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        if "OPERATIONS_PORT" in variables:
            self.operations_port = self.read_port(rb"operations on")
        self.port = self.read_port(rb"listens on")

    def read_port(self, words: bytes) -> int:
        """Reads the line with which the server says where something is."""
        line = self.process.stdout.readline()
        address = re.search(words + rb" http://127\.0\.0\.1:(\d+)\n", line)
        assert address, f"The server says {line!r} and {self.log.read_text()!r}"
        return int(address[1])

    def connect(self, port: int | None = None) -> socket.socket:
        return socket.create_connection(("127.0.0.1", port or self.port), timeout=SECONDS)

    def send(self, request: bytes, port: int | None = None) -> Response:
        """Sends bytes on a connection of their own and reads one response."""
        with self.connect(port) as connection:
            try:
                connection.sendall(request)
            except (BrokenPipeError, ConnectionResetError):
                pass  # The server has read enough to refuse.
            return read_response(connection, has_body=not request.startswith(b"HEAD "))

    def get(self, path: str, *fields: bytes, method: str = "GET", port: int | None = None) -> Response:
        """Sends a request with these header lines."""
        lines = [f"{method} {path} HTTP/1.1".encode(), b"Host: localhost", *fields, b"", b""]
        return self.send(b"\r\n".join(lines), port)

    def ask(self, path: str, method: str = "GET") -> Response:
        """Asks what is for operators."""
        return self.get(path, method=method, port=self.operations_port)

    def stop(self) -> int:
        """Asks the process to end and returns its status."""
        self.process.terminate()
        return self.wait()

    def wait(self) -> int:
        status = self.process.wait(SECONDS)
        self.process.stdout.close()
        return status


def read_response(connection: socket.socket, has_body: bool = True) -> Response:
    received = b""
    while b"\r\n\r\n" not in received:
        data = connection.recv(65536)
        assert data, f"The connection ended after {received!r}."
        received += data
    head, body = received.split(b"\r\n\r\n", 1)
    status_line, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while has_body and len(body) < int(headers.get("content-length", 0)):
        data = connection.recv(65536)
        assert data, f"The connection ended within a body of {headers['content-length']} bytes."
        body += data
    return Response(int(status_line.split()[1]), headers, body)


def start_and_fail(program: str, *arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess:
    """Starts a server that cannot start, and returns what it said."""
    return subprocess.run(
        [PROGRAMS / program, *arguments],
        env={"PATH": os.environ["PATH"], "HTTP_PORT": "0", **variables},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
