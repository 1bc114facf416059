"""Ten thousand sockets on one Echo server."""

import json
import os
import resource
import selectors
import socket
import struct
import time
from pathlib import Path

import pytest

from echo import SETTINGS, TOPIC, Echo, eventually, target
from frames import TEXT, frame, handshake, take_frame

SOCKETS = 10_000
BATCH = 200
DROPPED = 1_000
SECONDS = 90


class Load:
    """Many joined sockets, each of them a socket and the bytes of an unfinished frame."""

    def __init__(self, server: Echo):
        self.server = server
        self.credentials = server.credentials()
        self.received: dict[socket.socket, bytearray] = {}
        self.deadline = time.monotonic() + SECONDS

    def grow(self, count: int):
        """Connects and joins so many sockets, all at once."""
        request = handshake(target(self.credentials))
        join = frame(json.dumps(["1", "1", TOPIC, "phx_join", self.credentials]).encode())
        connections = [self.connection() for _ in range(count)]
        for connection in connections:
            connection.sendall(request)
        for head in self.each(connections, take_head):
            assert head.startswith(b"HTTP/1.1 101 "), head
        for connection in connections:
            connection.sendall(join)
        for message in self.each(connections, take_frame):
            assert json.loads(message.payload)[4] == {"response": {}, "status": "ok"}

    def connection(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=10)
        self.received[connection] = bytearray()
        return connection

    def each(self, connections, take):
        """Yields one thing from each of the connections, as it comes."""
        with selectors.DefaultSelector() as selector:
            waiting = set()
            for connection in connections:
                connection.setblocking(False)
                selector.register(connection, selectors.EVENT_READ)
                waiting.add(connection)
            while waiting:
                ready = selector.select(max(0, self.deadline - time.monotonic()))
                assert ready, f"{len(waiting)} of {len(connections)} still wait after {SECONDS} seconds."
                for key, _ in ready:
                    data = key.fileobj.recv(1 << 16)
                    assert data, "A connection has ended."
                    self.received[key.fileobj] += data
                    if (thing := take(self.received[key.fileobj])) is not None:
                        selector.unregister(key.fileobj)
                        waiting.remove(key.fileobj)
                        yield thing

    def beat(self):
        """Sees that every socket is alive, and keeps it so for another minute."""
        for connection in self.received:
            connection.sendall(frame(b'[null,"b","phoenix","heartbeat",{}]'))
        for message in self.each(list(self.received), take_frame):
            assert json.loads(message.payload)[:3] == [None, "b", "phoenix"]

    def broadcast(self, text: str) -> tuple[float, float]:
        """Says something through one socket, sees that all hear it, and returns time and the server's CPU time."""
        began, cpu = time.monotonic(), self.cpu()
        payload = {**self.credentials, "message": text}
        next(iter(self.received)).sendall(frame(json.dumps(["1", "2", TOPIC, "echo_it", payload]).encode()))
        expected = [None, None, TOPIC, TOPIC, {"message": f"{text}, {text}, {text}..."}]
        heard = 0
        for message in self.each(list(self.received), take_frame):
            assert message.opcode == TEXT and json.loads(message.payload) == expected
            heard += 1
        assert heard == len(self.received)
        return time.monotonic() - began, self.cpu() - cpu

    def drop(self, count: int):
        """Ends so many connections with RST."""
        for connection in list(self.received)[-count:]:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
            del self.received[connection]

    def close(self):
        for connection in self.received:
            connection.close()
        self.received.clear()

    def cpu(self) -> float:
        """Returns the server's CPU time in seconds."""
        fields = Path(f"/proc/{self.server.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def expect_numbers(self, count: int):
        def is_so() -> bool:
            numbers = self.server.numbers()
            return (numbers["connections"], numbers["channels"]) == (count, count)

        eventually(is_so, max(1, self.deadline - time.monotonic()))


def take_head(received: bytearray) -> bytes | None:
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(received[: end + 4])
    del received[: end + 4]
    return head


@pytest.fixture
def open_files():
    """As many as the machine allows, for this process and the server that it starts."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    if before[1] < SOCKETS + 500:
        pytest.skip(f"Only {before[1]} open files are allowed.")
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_ten_thousand_sockets_hear_the_same(open_files, tmp_path, capsys):
    server = Echo("unprotected", tmp_path, LOG_LEVEL="error")
    load = Load(server)
    empty = server.measure("VmRSS")
    began = time.monotonic()
    for _ in range(SOCKETS // BATCH):
        load.grow(BATCH)
    load.expect_numbers(SOCKETS)
    grown = time.monotonic() - began
    memory = (server.measure("VmRSS") - empty) / SOCKETS
    load.beat()
    seconds, cpu = load.broadcast("to all")

    load.drop(DROPPED)
    load.expect_numbers(SOCKETS - DROPPED)
    load.broadcast("to the rest")
    load.beat()  # Nothing was heard twice.

    load.close()
    load.expect_numbers(0)
    with server.client() as client:
        client.join().is_heard()
    server.end()
    total = time.monotonic() - began
    with capsys.disabled():
        print(
            f"\n{SOCKETS} sockets joined in {grown:.1f} s, {memory / 1024:.1f} KiB each;"
            f" a broadcast to all took {seconds:.2f} s and {cpu:.2f} s of CPU, {cpu / SOCKETS * 1e6:.1f} µs each;"
            f" all in all {total:.1f} s"
        )
    assert total < SECONDS
    assert SETTINGS["DASHBOARD_PASSWORD"] not in server.log.read_text()
