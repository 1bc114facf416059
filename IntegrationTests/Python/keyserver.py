"""An endpoint with a JWK Set that can do everything wrong, and the keys that it publishes."""

import json
import select
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from tokens import valid_claims

# What an answer is made of: bytes are sent, seconds are waited, and an end ends the connection.
CLOSE, RESET = object(), object()
HANG = 3600.0
Answer = list[bytes | float | object]


class SigningKey:
    """A key pair with a kid: an endpoint publishes one half, tokens are signed with the other."""

    def __init__(self, kid: str):
        self.kid = kid
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.jwk = {**ECAlgorithm.to_jwk(self.private.public_key(), as_dict=True), "alg": "ES256", "kid": kid}

    def field(self, kid: str | None = None) -> bytes:
        """Returns a header line with a token that is signed now."""
        token = jwt.encode(valid_claims(), self.private, algorithm="ES256", headers={"kid": kid or self.kid})
        return b"Approov-Token: " + token.encode()


def document(*keys: SigningKey | dict) -> bytes:
    """Returns a JWK Set."""
    return json.dumps({"keys": [key.jwk if isinstance(key, SigningKey) else key for key in keys]}).encode()


def answer(
    body: bytes,
    *fields: str,
    status: str = "200 OK",
    media_type: str | None = "application/json",
    length: int | None = None,
) -> bytes:
    """Returns the bytes of a response."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *fields]
    if media_type is not None:
        lines.append(f"Content-Type: {media_type}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def dripping(sent: bytes, pause: float) -> Answer:
    """Returns an answer of which each byte has to be waited for."""
    return [step for byte in sent for step in (bytes([byte]), pause)]


@dataclass
class Fetch:
    path: str
    headers: dict[str, str]
    time: float = field(default_factory=time.monotonic)

    @property
    def if_none_match(self) -> str | None:
        return self.headers.get("if-none-match")


class Endpoint(socketserver.ThreadingTCPServer):
    """A server of key sets. What it answers can be changed at any time."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, *keys: SigningKey, is_up: bool = True):
        super().__init__(("127.0.0.1", 0), Connection, bind_and_activate=False)
        self.server_bind()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/keys.json"
        self.respond: Callable[[Fetch], Answer] = lambda fetch: [answer(b"", status="500 Internal Server Error")]
        self.fetches: list[Fetch] = []
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()
        self.thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        if keys:
            self.publish(*keys)
        if is_up:
            self.come_up()

    def come_up(self):
        """Listens. Until then connections are refused."""
        self.server_activate()
        self.thread.start()

    def __exit__(self, *reason):
        if self.thread.is_alive():
            self.shutdown()
        self.server_close()

    def publish(self, *keys: SigningKey, etag: str | None = None, fields: tuple[str, ...] = ()):
        """Answers with a set of these keys from now on, or with 304 to who has it."""
        if etag is not None:
            fields = (*fields, f"ETag: {etag}")
        found = [answer(document(*keys), *fields)]
        unchanged = [f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode()]
        self.respond = lambda fetch: unchanged if etag is not None and fetch.if_none_match == etag else found

    def misbehave(self, steps: Answer):
        """Answers with these bytes, silences and ends from now on."""
        self.respond = lambda fetch: steps

    @contextmanager
    def counted(self, fetch: Fetch):
        with self.lock:
            self.fetches.append(fetch)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            yield
        finally:
            with self.lock:
                self.at_once -= 1

    def gaps(self, since: int = 0) -> list[float]:
        """Returns the seconds between the beginnings of the fetches."""
        times = [fetch.time for fetch in self.fetches[since:]]
        return [later - earlier for earlier, later in zip(times, times[1:])]


class Connection(socketserver.StreamRequestHandler):
    """One connection to the endpoint, kept alive until an answer or the client ends it."""

    server: Endpoint
    disable_nagle_algorithm = True

    def handle(self):
        try:
            while fetch := self.read():
                self.send(fetch)
        except OSError:
            pass  # The client, or the answer, has ended the connection.

    def read(self) -> Fetch | None:
        lines = []
        while line := self.rfile.readline().strip():
            lines.append(line.decode("latin-1"))
        if not lines:
            return None
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        return Fetch(lines[0].split()[1], headers)

    def send(self, fetch: Fetch):
        """Answers. A fetch is over before its last byte is sent, so that the next one is never counted beside it."""
        with self.server.counted(fetch):
            *steps, last = self.server.respond(fetch)
            for step in steps:
                self.take(step)
            if isinstance(last, float):
                self.take(last)
        if not isinstance(last, float):
            self.take(last)

    def take(self, step: bytes | float | object):
        if isinstance(step, bytes):
            self.connection.sendall(step)
        elif isinstance(step, float):
            ready, _, _ = select.select([self.connection], [], [], step)
            if ready:
                raise ConnectionAbortedError("The client has waited long enough.")
        else:
            if step is RESET:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            raise ConnectionAbortedError("The answer ends the connection.")
