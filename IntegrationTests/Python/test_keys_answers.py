"""What an endpoint may answer, and what a server does with it."""

import gzip

import pytest

from echo import eventually
from hello import FAILED, RECOVERED, Hello, all_at_once, following
from keyserver import CLOSE, HANG, RESET, Endpoint, SigningKey, answer, document, dripping
from tokens import base64url, secret_key

OLD, NEW, BAD = SigningKey("old"), SigningKey("new"), SigningKey("bad")
SET = document(BAD, OLD)
PRIVATE = base64url(BAD.private.private_numbers().private_value.to_bytes(32))
KIB_256 = 256 * 1024


def padded(length: int) -> bytes:
    return SET + b" " * (length - len(SET))


def without(member: str) -> dict:
    return {name: value for name, value in BAD.jwk.items() if name != member}


BAD_ANSWERS = {
    "status 500": [answer(SET, status="500 Internal Server Error")],
    "status 503 that wants to be left alone": [answer(SET, "Retry-After: 1", status="503 Service Unavailable")],
    "status 404": [answer(SET, status="404 Not Found")],
    "status 000, which is none": [answer(SET, status="000 None")],
    "status 000 without a body": [answer(b"", status="000 None")],
    "status 099, which is none": [answer(SET, status="099 None")],
    "status 600, which is none": [answer(SET, status="600 None")],
    "interim answers only": [b"HTTP/1.1 103 Early Hints\r\n\r\n" * 10, CLOSE],
    "status 201": [answer(SET, status="201 Created")],
    "status 204": [b"HTTP/1.1 204 No Content\r\n\r\n"],
    "status 206": [answer(SET, status="206 Partial Content")],
    "a redirect to itself": [answer(SET, "Location: /keys.json", status="302 Found")],
    "a permanent redirect": [answer(SET, "Location: /elsewhere", status="301 Moved Permanently")],
    "a redirect that keeps the method": [answer(SET, "Location: /elsewhere", status="308 Permanent Redirect")],
    "HTML": [answer(SET, media_type="text/html")],
    "text": [answer(SET, media_type="text/plain; charset=utf-8")],
    "almost JSON": [answer(SET, media_type="application/jsonl")],
    "no content type": [answer(SET, media_type=None)],
    "over 256 KiB": [answer(padded(KIB_256 + 1))],
    "far over 256 KiB": [answer(padded(KIB_256 * 40))],
    "256 MiB announced": [answer(SET, length=KIB_256 * 1024), HANG],
    "over 256 KiB in chunks": [
        answer(b"", "Transfer-Encoding: chunked").replace(b"Content-Length: 0\r\n", b""),
        *[b"10000\r\n" + padded(0x10000) + b"\r\n"] * 5,
        b"0\r\n\r\n",
    ],
    "silence": [HANG],
    "silence within the head": [b"HTTP/1.1 200 OK\r\nContent-", HANG],
    "silence within the body": [answer(SET)[:-20], HANG],
    "a slow drip": dripping(answer(SET), 0.02),
    "the end at once": [CLOSE],
    "the end within the body": [answer(SET)[:-20], CLOSE],
    "a reset": [RESET],
    "a reset within the body": [answer(SET)[:-20], RESET],
    "something else than HTTP": [b"Who is there?\r\n\r\n", CLOSE],
    "truncated JSON": [answer(SET[:-20])],
    "an empty body": [answer(b"")],
    "an array": [answer(b"[" + SET + b"]")],
    "an empty object": [answer(b"{}")],
    "no keys": [answer(b'{"keys":[]}')],
    "the same kid twice": [answer(document(BAD, BAD))],
    "a secret": [answer(document(BAD, secret_key(kid="secret")))],
    "a private key": [answer(document({**BAD.jwk, "d": PRIVATE}))],
    "a key that is text": [answer(document(BAD, "text"))],
    "an algorithm of another type": [answer(document({**BAD.jwk, "alg": "RS256"}))],
    "members of another type": [answer(document({**BAD.jwk, "x": 1}))],
    "a type that there is not": [answer(document({**BAD.jwk, "kty": "XY"}))],
    "a key without alg": [answer(document(without("alg")))],
    "a point that is not on the curve": [answer(document({**BAD.jwk, "x": BAD.jwk["y"], "y": BAD.jwk["x"]}))],
    "another encoding than UTF-8": [answer(SET.replace(b'"old"', b'"\xe9"'))],
    "gzip": [answer(gzip.compress(SET), "Content-Encoding: gzip")],
    "gzip that is none": [answer(SET, "Content-Encoding: gzip")],
}


def endure(steps: list, folder) -> None:
    """Good keys, then a bad answer again and again, then other good keys."""
    with Endpoint(OLD) as endpoint, Hello(folder, **following(endpoint)) as hello:
        hello.follows(endpoint, OLD.field())
        endpoint.misbehave(steps)
        before = len(endpoint.fetches)
        hello.accepts_while(OLD.field(), lambda: len(endpoint.fetches) >= before + 3)
        assert not hello.accepts(BAD.field())
        assert hello.said() == [FAILED]
        assert min(endpoint.gaps(since=before)[:2]) > 0.5
        assert endpoint.most_at_once == 1
        assert {fetch.path for fetch in endpoint.fetches} == {"/keys.json"}
        endpoint.publish(NEW)
        eventually(lambda: hello.said() == [FAILED, RECOVERED])
        assert hello.accepts(NEW.field())
        assert not hello.accepts(OLD.field())


@pytest.fixture(scope="module")
def endurance(tmp_path_factory):
    with all_at_once(endure, BAD_ANSWERS, tmp_path_factory.mktemp) as ends:
        yield ends


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_a_bad_answer_replaces_no_keys(name, endurance):
    endurance[name].result()


SOUND_ANSWERS = {
    "another type of JSON": answer(document(NEW), media_type="application/jwk-set+json"),
    "a type that ends in JSON": answer(document(NEW), media_type="application/keys+json; charset=utf-8"),
    "capitals": answer(document(NEW), media_type="Application/JSON;charset=UTF-8"),
    "256 KiB": answer(document(NEW) + b" " * (KIB_256 - len(document(NEW)))),
}


@pytest.mark.parametrize("sound", SOUND_ANSWERS.values(), ids=SOUND_ANSWERS.keys())
def test_a_sound_answer_is_taken(sound, tmp_path):
    with Endpoint(OLD) as endpoint:
        endpoint.misbehave([sound])
        with Hello(tmp_path, **following(endpoint, refresh_seconds=300)) as hello:
            hello.follows(endpoint, NEW.field())
            assert hello.said() == []


DEAD_STARTS = {
    "down": None,
    "silent": [HANG],
    "failing": [answer(b"", status="500 Internal Server Error")],
    "sure that nothing has changed": [b'HTTP/1.1 304 Not Modified\r\nETag: "one"\r\n\r\n'],
}


@pytest.mark.parametrize("steps", DEAD_STARTS.values(), ids=DEAD_STARTS.keys())
def test_a_server_starts_before_its_endpoint(steps, tmp_path):
    with Endpoint(is_up=steps is not None) as endpoint:
        endpoint.misbehave(steps or [CLOSE])
        with Hello(tmp_path, **following(endpoint)) as hello:
            assert not hello.accepts(OLD.field())
            eventually(lambda: hello.said() == [FAILED], 5)
            endpoint.publish(OLD)
            if steps is None:
                endpoint.come_up()
            eventually(lambda: hello.accepts(OLD.field()), 5)
            eventually(lambda: hello.said() == [FAILED, RECOVERED], 5)
