"""A WebSocket client made for misbehaving: every byte that it sends is the caller's choice."""

import socket
import struct
from typing import NamedTuple

from servers import SECONDS, Response

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10

# RFC 6455, section 1.3.
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
HANDSHAKE = {
    "Host": "localhost",
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": KEY,
    "Sec-WebSocket-Version": "13",
}


def handshake(target: str, changes: dict | None = None, method: str = "GET", version: str = "HTTP/1.1") -> bytes:
    """Returns an upgrade request. A change to None takes a field away."""
    fields = {**HANDSHAKE, **(changes or {})}
    lines = [f"{method} {target} {version}"]
    lines += [f"{name}: {value}" for name, value in fields.items() if value is not None]
    return "\r\n".join([*lines, "", ""]).encode()


def frame(
    payload: bytes = b"",
    opcode: int = TEXT,
    *,
    fin: bool = True,
    rsv: int = 0,
    mask: bytes | None = b"\x01\x02\x03\x04",
    form: int | None = None,
    length: int | None = None,
) -> bytes:
    """Returns a frame: without mask if that is None, with a length of `form` bits, which may be a lie."""
    length = len(payload) if length is None else length
    form = form or (7 if length < 126 else 16 if length < 1 << 16 else 64)
    first = fin << 7 | rsv << 4 | opcode
    second = (mask is not None) << 7 | {7: length, 16: 126, 64: 127}[form]
    head = (
        bytes([first, second]) + {7: b"", 16: struct.pack(">H", length & 0xFFFF), 64: struct.pack(">Q", length)}[form]
    )
    return head + payload if mask is None else head + mask + masked(payload, mask)


def masked(payload: bytes, mask: bytes) -> bytes:
    repeated = (mask * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(len(payload), "big")


def close(code: int | None = None, reason: bytes = b"") -> bytes:
    return frame(b"" if code is None else struct.pack(">H", code) + reason, CLOSE)


class Frame(NamedTuple):
    opcode: int
    payload: bytes
    fin: bool = True


def take_frame(received: bytearray) -> Frame | None:
    """Removes a whole frame of the server from what has been received, if there is one."""
    if len(received) < 2:
        return None
    first, second = received[:2]
    assert first & 0x70 == 0, f"A reserved bit is set: {first:#x}"
    assert second < 0x80, "A server masks nothing."
    start = {126: 4, 127: 10}.get(second, 2)
    if len(received) < start:
        return None
    length = int.from_bytes(received[2:start], "big") if start > 2 else second
    assert {2: 0, 4: 126, 10: 1 << 16}[start] <= length, f"{length} has a shorter form."
    if len(received) < start + length:
        return None
    payload = bytes(received[start : start + length])
    del received[: start + length]
    assert first & 8 == 0 or (first >= 0x80 and length < 126), "A control frame is short and whole."
    return Frame(first & 0x0F, payload, first >= 0x80)


class Wire:
    """A TCP connection whose bytes are read as HTTP responses first and as frames later."""

    def __init__(self, port: int, receive_buffer: int | None = None):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(SECONDS)
        self.socket.connect(("127.0.0.1", port))
        self.received = bytearray()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def write(self, *pieces: bytes):
        """Sends each piece with a write of its own."""
        for piece in pieces:
            self.socket.sendall(piece)

    def fill(self):
        data = self.socket.recv(1 << 16)
        assert data, f"The connection ended after {bytes(self.received)!r}."
        self.received += data

    def take(self, count: int) -> bytes:
        while len(self.received) < count:
            self.fill()
        data = bytes(self.received[:count])
        del self.received[:count]
        return data

    def response(self, has_body: bool = True) -> Response:
        while (end := self.received.find(b"\r\n\r\n")) < 0:
            self.fill()
        status_line, *lines = self.take(end + 4)[:-4].decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = self.take(int(headers.get("content-length", 0))) if has_body else b""
        return Response(int(status_line.split()[1]), headers, body)

    def upgrade(self, target: str, changes: dict | None = None) -> Response:
        """Sends an upgrade request and returns the answer, whatever it is."""
        self.write(handshake(target, changes))
        return self.response()

    def frame(self) -> Frame:
        while (taken := take_frame(self.received)) is None:
            self.fill()
        return taken

    def message(self) -> Frame:
        """Returns the next message, or control frame, put together if it was fragmented."""
        whole = self.frame()
        while not whole.fin:
            part = self.frame()
            assert part.opcode == CONTINUATION
            whole = Frame(whole.opcode, whole.payload + part.payload, part.fin)
        return whole

    def close_code(self) -> int | None:
        """Reads up to the server's close frame, answers it, sees the connection end, and returns the code."""
        while (last := self.message()).opcode != CLOSE:
            pass
        assert len(last.payload) != 1
        try:
            self.write(frame(last.payload, CLOSE))
        except (BrokenPipeError, ConnectionResetError):
            pass  # The server has not waited for an answer.
        self.expect_end()
        last.payload[2:].decode()
        return int.from_bytes(last.payload[:2], "big") if last.payload else None

    def expect_end(self):
        try:
            data = self.socket.recv(1)
        except ConnectionResetError:
            return
        assert bytes(self.received) + data == b"", "Something came after the end."

    def reset(self):
        """Ends the connection with RST, as a phone does that loses its network."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()
