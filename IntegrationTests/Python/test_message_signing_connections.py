"""What a refused or an unfinished request leaves behind: nothing of it gets into another one."""

import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from apps import BODY, GET, LEAST, ORIGIN, POST, app, having, in_chunks, with_body
from echo import eventually
from guard import Guard
from messages import Message, digest_of
from servers import SECONDS, read_response

AT_ONCE = 16
LIMIT = 65536


@pytest.fixture(scope="module")
def guard(guards) -> Guard:
    return guards.with_settings(public_origin=ORIGIN, signature_max_body_bytes=str(LIMIT))


def answers(guard: Guard, sent: bytes) -> list[int]:
    """Returns the statuses of all responses on one connection, until the server ends it."""
    received = b""
    with guard.connect() as connection:
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # The server has read enough.
        try:
            while data := connection.recv(65536):
                received += data
        except ConnectionResetError:
            pass
    return [int(part.split()[0]) for part in received.split(b"HTTP/1.1 ")[1:]]


def smuggling(message: Message) -> Message:
    """Returns a request whose body is a good request."""
    return replace(message, body=app(having(GET, X="smuggled")).wire)


REFUSED = {
    "not signed": smuggling(with_body(b"")),
    "not signed, in chunks": replace(with_body(b""), body=None, chunks=(app().wire, app().wire)),
    "no token": smuggling(app(with_body(b"")).without("Approov-Token")),
    "another body": smuggling(app(with_body(b"", digest_of(b"", "sha-256")), f'{LEAST} "content-digest"')),
    "another body, in chunks": replace(app(in_chunks(BODY)), chunks=(app().wire,)),
    "a body that is too long": replace(app(in_chunks(BODY)), chunks=tuple([app().wire] * 100)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_body_of_a_refused_request_is_no_request(guard, name):
    statuses = answers(guard, REFUSED[name].wire + app(having(GET, X="next")).wire)
    assert statuses in ([401, 200], [401])
    guard.reason()


def test_requests_on_one_connection_are_judged_one_by_one(guard):
    good, bad = app(POST), app(POST, f'{LEAST} "content-digest"')
    altered = [replace(bad, body=bytes(len(BODY))), replace(bad, body=b""), replace(good, method="PUT")]
    requests = [good, altered[0], good, GET, good, altered[1], app(in_chunks(BODY)), altered[2], good]
    expected = [200, 401, 200, 401, 200, 401, 200, 401, 200]
    with guard.connect() as connection:
        for request, status in zip(requests, expected, strict=True):
            connection.sendall(request.wire)
            assert read_response(connection).status == status
    refused = {"digestMismatch": 2, "signatureMissing": 1, "messageSignatureInvalid": 1}
    found = Counter()
    eventually(lambda: found.update(guard.reasons()) or found.total() >= 4)
    assert found == refused


def test_requests_at_the_same_time_are_judged_one_by_one(guard):
    def ask(number: int) -> bool:
        body = bytes([number % 255]) * (number * 97 % 5000 + 1)
        message = app(in_chunks(body[:7], *([body[7:]] if body[7:] else [])))
        is_good = number % 3 != 0
        if not is_good:
            message = replace(message, chunks=(*message.chunks[:-1], message.chunks[-1][:-1] + b"\xff"))
        return (guard.send(message.wire).status == 200) == is_good

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert all(pool.map(ask, range(300)))
    guard.reasons()


def test_a_trailer_signs_nothing(guard):
    message = app(in_chunks(BODY))
    unsigned = message.without("Signature")
    trailer = f"Signature: {message.field('signature')[0]}\r\n".encode()
    assert unsigned.wire.endswith(b"0\r\n\r\n")
    sent = unsigned.wire[:-2].replace(b"\r\n\r\n", b"\r\nTrailer: Signature\r\n\r\n", 1) + trailer + b"\r\n"
    assert guard.send(sent).status == 401
    assert guard.reason() == "signatureMissing"


def test_who_asks_whether_to_send_the_body_is_refused_without_it(guard):
    asking = having(POST, Expect="100-continue")
    with guard.connect() as connection:
        connection.sendall(asking.head)
        assert read_response(connection).status == 401
    assert guard.reason() == "signatureMissing"
    # Without waiting for an answer, as clients may (RFC 9110 section 10.1.1).
    assert answers(guard, app(asking).wire) in ([200], [100, 200])


def test_a_head_request_is_judged_like_any_other(guard):
    head = replace(GET, method="HEAD")
    assert guard.send(app(head).wire).status == 200
    assert guard.send(replace(app(), method="HEAD").wire).status == 401
    assert guard.reason() == "messageSignatureInvalid"


UNFINISHED = {
    "half a head": app(POST).head[:300],
    "a head": app(POST).head,
    "half a body": app(POST).wire[:-5],
    "half a chunk": app(in_chunks(BODY)).wire[:-12],
    "no last chunk": app(in_chunks(BODY)).wire[:-5],
}


@pytest.mark.parametrize("end", ["closed", "reset"])
def test_unfinished_requests_are_never_accepted(guards, end):
    # A server of its own: what it logs of a connection that is gone may come late.
    guard = guards.with_settings(public_origin=ORIGIN)

    def leave(sent: bytes) -> bytes:
        with guard.connect() as connection:
            connection.sendall(sent)
            if end == "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return b""
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(SECONDS)
            return connection.recv(65536)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for answer in pool.map(leave, UNFINISHED.values()):
            assert not answer.startswith(b"HTTP/1.1 2")
    assert guard.send(app().wire).status == 200
