"""Large uploads are verified as they stream: the server's memory does not grow with them."""

import hashlib
import itertools
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from apps import CREDENTIALS, LEAST, ORIGIN, app
from guard import Guard
from messages import Message, byte_sequence
from servers import Response, read_response

MIB = 1 << 20
SIZE = 1 << 30
SMALLER = SIZE // 4
BLOCK = Random(1).randbytes(MIB)
ROOM = 8 * MIB
"""By how much the server's memory may grow."""

SECONDS = 60


@dataclass(frozen=True)
class Upload:
    """A body that is made while it is sent."""

    size: int
    last: bytes = b"."

    def pieces(self) -> Iterator[bytes]:
        yield from itertools.repeat(BLOCK, self.size // MIB - 1)
        yield BLOCK[:-1] + self.last

    def digest(self) -> str:
        digest = hashlib.sha256()
        for piece in self.pieces():
            digest.update(piece)
        return f"sha-256={byte_sequence(digest.digest())}"


def head(upload: Upload, *framing: tuple[str, str]) -> bytes:
    """Returns the head of a signed request with this body."""
    fields = (*CREDENTIALS, ("Content-Digest", upload.digest()))
    message = app(Message("POST", "/", fields), f'{LEAST} "content-digest"')
    return Message("POST", "/", (*message.fields, *framing)).head


def send(server: Guard, head: bytes, upload: Upload, *, chunked: bool = False) -> Response:
    """Sends an upload and reads the response, which may come before the end."""
    with server.connect() as connection, ThreadPoolExecutor(1) as reader:
        connection.settimeout(SECONDS)
        response = reader.submit(read_response, connection)
        try:
            connection.sendall(head)
            for piece in upload.pieces():
                connection.sendall(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
            if chunked:
                connection.sendall(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass  # The server has read enough to refuse.
        return response.result()


class Memory:
    """The resident memory of a process, in bytes; the kernel remembers the most that it was."""

    def __init__(self, process: int):
        self.folder = Path(f"/proc/{process}")
        (self.folder / "clear_refs").write_text("5")
        self.before = self.most

    @property
    def most(self) -> int:
        return int(re.search(r"VmHWM:\s+(\d+) kB", (self.folder / "status").read_text())[1]) * 1024

    @property
    def growth(self) -> int:
        return self.most - self.before


@pytest.fixture(scope="module")
def server(guards) -> Guard:
    """A server that has had some uploads already, and may have had all of its threads and buffers."""
    server = guards.with_settings(public_origin=ORIGIN, signature_max_body_bytes=str(SIZE))
    upload = Upload(16 * MIB)
    for chunked in (False, True, False):
        assert send(server, framed(upload, chunked), upload, chunked=chunked).status == 200
    return server


def framed(upload: Upload, chunked: bool) -> bytes:
    return head(upload, ("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(upload.size)))


def test_a_gibibyte_is_verified_while_it_streams(server):
    upload = Upload(SIZE)
    sent = framed(upload, chunked=False)
    memory, began = Memory(server.process.pid), time.monotonic()
    response = send(server, sent, upload)
    seconds = time.monotonic() - began
    print(f"{SIZE // MIB} MiB in {seconds:.1f} s with {memory.growth / MIB:.1f} MiB more memory")
    assert (response.status, response.body) == (200, b'{"message":"Hello, World!"}\n')
    assert memory.growth < ROOM
    assert seconds < SECONDS


def test_one_byte_at_the_end_makes_it_another_upload(server):
    upload = Upload(SMALLER)
    sent = framed(upload, chunked=False)
    memory = Memory(server.process.pid)
    response = send(server, sent, Upload(SMALLER, last=b","))
    assert (response.status, response.body) == (401, b"{}\n")
    assert server.reason() == "digestMismatch"
    assert memory.growth < ROOM


def test_chunks_are_verified_while_they_stream(server):
    upload = Upload(SMALLER)
    sent = framed(upload, chunked=True)
    memory = Memory(server.process.pid)
    assert send(server, sent, upload, chunked=True).status == 200
    assert send(server, sent, Upload(SMALLER, last=b","), chunked=True).status == 401
    assert server.reason() == "digestMismatch"
    assert memory.growth < ROOM


def test_uploads_at_the_same_time_need_little_each(server):
    upload = Upload(SMALLER // 4)
    sent = framed(upload, chunked=False)
    memory = Memory(server.process.pid)
    with ThreadPoolExecutor(4) as pool:
        assert {response.status for response in pool.map(lambda _: send(server, sent, upload), range(4))} == {200}
    assert memory.growth < 2 * ROOM


def test_an_upload_that_is_too_long_is_not_kept(guards):
    server = guards.with_settings(public_origin=ORIGIN, signature_max_body_bytes=str(MIB))
    longest, longer = Upload(MIB), Upload(64 * MIB)
    assert send(server, framed(longest, chunked=False), longest).status == 200
    for chunked in (False, True):
        sent, memory = framed(longer, chunked), Memory(server.process.pid)
        assert send(server, sent, longer, chunked=chunked).status == 401
        assert server.reason() == "bodyTooLarge"
        assert memory.growth < ROOM
