"""A server follows the keys in a file, whatever happens to the file."""

import base64
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from echo import eventually
from hello import FAILED, RECOVERED, Hello, all_at_once
from keyserver import SigningKey, document
from test_shapes_server import with_token
from test_start_and_stop import DEVELOPMENT_SECRET
from tokens import base64url, token

SOON = 6  # Changes are promised within 3 s; the machine may be busy.
PAIR = SigningKey("pair")
PUBLIC = PAIR.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
PRIVATE = PAIR.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
SECRETS = [os.urandom(32) for _ in range(9)]
OLD, NEW, *_ = SECRETS


def lines(*secrets: bytes) -> bytes:
    """Returns what a file with these secrets holds."""
    return b"".join(base64.b64encode(secret) + b"\n" for secret in secrets)


def made_with(secret: bytes) -> bytes:
    return b"Approov-Token: " + token(secret=secret).encode()


def put(path: Path, content: bytes, times: tuple[int, int] | None = None):
    """Puts another file in the place of this one."""
    other = path.with_name("other")
    other.write_bytes(content)
    if times is not None:
        os.utime(other, ns=times)
    os.replace(other, path)


def with_file(folder: Path, content: bytes = lines(OLD), **variables: str) -> tuple[Path, Hello]:
    """Starts a server with keys in a file."""
    path = folder / "keys"
    path.write_bytes(content)
    hello = Hello(folder, APPROOV_KEYS_FILE=str(path), **variables)
    hello.secrets.update(base64.b64encode(secret).decode() for secret in SECRETS)
    return path, hello


def deny(path: Path):
    """Takes the permission away, from who is stopped by that; else there is no file to read."""
    path.chmod(0)
    if os.access(path, os.R_OK):
        path.unlink()
        path.mkdir()


def remove(path: Path):
    if path.is_dir():
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


UNSOUND = {
    "empty": b"",
    "blank": b"\n\r\n",
    "half a secret": lines(NEW)[:20],
    "a secret and half a one": lines(NEW) + lines(OLD)[:20],
    "a short secret": lines(NEW, bytes(range(31))),
    "too many secrets": lines(*SECRETS),
    "garbage": bytes(range(256)),
    "words": b"These are no keys.\n",
    "half a set": document(PAIR)[:-20],
    "no keys": b'{"keys":[]}',
    "the same kid twice": document(PAIR, PAIR),
    "a public key in place of secrets": PUBLIC,
    "a public key among secrets": lines(NEW) + PUBLIC,
    "a public key as a secret": lines(PUBLIC),
    "a private key": PRIVATE,
    "a set with a private key": document({**PAIR.jwk, "d": base64url(bytes(range(32)))}),
    "very long": lines(NEW) + b"\n" * (1 << 24),
}

FATES: dict[str, Callable[[Path], None]] = {
    **{f"{name}, replaced": lambda path, content=content: put(path, content) for name, content in UNSOUND.items()},
    "truncated": lambda path: os.truncate(path, 0),
    "truncated within a secret": lambda path: os.truncate(path, 20),
    "overwritten with garbage": lambda path: path.write_bytes(bytes(range(256))),
    "removed": remove,
    "unreadable": deny,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a link to nowhere": lambda path: (path.unlink(), path.symlink_to("nowhere")),
    "a link to itself": lambda path: (path.unlink(), path.symlink_to(path)),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
}


def endure(fate: Callable[[Path], None], folder: Path) -> None:
    """A good file, then what becomes of it, then another good file."""
    path, hello = with_file(folder)
    with hello:
        assert hello.accepts(made_with(OLD))
        fate(path)
        hello.accepts_while(made_with(OLD), lambda: hello.said() == [FAILED], SOON)
        noticed = time.monotonic()
        hello.accepts_while(made_with(OLD), lambda: time.monotonic() > noticed + 2)
        hello.process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        assert hello.accepts(made_with(OLD))
        assert not hello.accepts(made_with(NEW))
        assert hello.said() == [FAILED]
        remove(path)
        put(path, lines(NEW))
        eventually(lambda: hello.accepts(made_with(NEW)), SOON)
        assert not hello.accepts(made_with(OLD))
        eventually(lambda: hello.said() == [FAILED, RECOVERED])


@pytest.fixture(scope="module")
def endurance(tmp_path_factory):
    with all_at_once(endure, FATES, tmp_path_factory.mktemp) as ends:
        yield ends


@pytest.mark.parametrize("name", FATES)
def test_a_file_that_is_not_sound_replaces_no_keys(name, endurance):
    endurance[name].result()


def same_length_in_place(path: Path, content: bytes, times: tuple[int, int]):
    path.write_bytes(content)
    os.utime(path, ns=times)


DAY = 86_400_000_000_000
MOMENTS = {"a day ago": -DAY, "in a day": DAY, "the same": 0, "in 1970": None}


def notice(case: tuple, folder: Path) -> None:
    """Keys that change again and again while the time of the file says nothing, or nothing true."""
    write, moment = case
    path, hello = with_file(folder)
    with hello:
        first = path.stat().st_mtime_ns
        for secret in (NEW, SECRETS[2]):
            time.sleep(1)  # So that the server has seen what was there before.
            last = path.stat().st_mtime_ns
            other = 1 if moment is None else first if moment == 0 else last + moment
            write(path, lines(secret), (other, other))
            eventually(lambda: hello.accepts(made_with(secret)), SOON)
        assert not hello.accepts(made_with(OLD))


CHANGES = {
    f"{way}, {name}": (write, moment)
    for way, write in {"replaced": put, "in place": same_length_in_place}.items()
    for name, moment in MOMENTS.items()
}


@pytest.fixture(scope="module")
def notices(tmp_path_factory):
    with all_at_once(notice, CHANGES, tmp_path_factory.mktemp) as ends:
        yield ends


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_noticed_whatever_the_time_of_the_file(name, notices):
    notices[name].result()


def test_a_folder_of_links_is_switched_as_kubernetes_does(tmp_path):
    for name, secret in {"one": OLD, "two": NEW}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "keys").write_bytes(lines(secret))
    (tmp_path / "data").symlink_to("one")
    (tmp_path / "keys").symlink_to("data/keys")
    with Hello(tmp_path, APPROOV_KEYS_FILE=str(tmp_path / "keys")) as hello:
        assert hello.accepts(made_with(OLD))
        (tmp_path / "data2").symlink_to("two")
        os.replace(tmp_path / "data2", tmp_path / "data")
        eventually(lambda: hello.accepts(made_with(NEW)), SOON)
        assert not hello.accepts(made_with(OLD))


@pytest.mark.parametrize("pause", [0.2, 2])
def test_a_file_is_read_when_it_is_at_rest(pause, tmp_path):
    path, hello = with_file(tmp_path)
    content = document(PAIR)
    half = len(content) // 2
    with hello, path.open("wb", buffering=0) as file:
        file.write(content[:half])
        written = time.monotonic()
        hello.accepts_while(made_with(OLD), lambda: time.monotonic() > written + pause)
        file.write(content[half:])
        is_quick = time.monotonic() < written + 0.45
        eventually(lambda: hello.accepts(PAIR.field()), SOON)
        assert not hello.accepts(made_with(OLD))
        eventually(lambda: hello.said() in ([[]] if is_quick else [[], [FAILED, RECOVERED]]))


def test_a_signal_has_the_file_read_at_once(tmp_path):
    path, hello = with_file(tmp_path)
    with hello:
        began = time.monotonic()
        for secret in (NEW, OLD) * 3:
            put(path, lines(secret), (1, 1))
            hello.process.send_signal(signal.SIGHUP)
            eventually(lambda: hello.accepts(made_with(secret)), SOON)
        assert time.monotonic() < began + 5
        assert hello.said() == []


@pytest.mark.parametrize("protection", ["token", "token-binding", "unprotected"])
def test_without_a_file_the_signal_means_nothing(protection, tmp_path):
    with Hello(tmp_path, protection=protection, APPROOV_BASE64_SECRET=DEVELOPMENT_SECRET) as hello:
        for _ in range(3):
            hello.process.send_signal(signal.SIGHUP)
            time.sleep(0.05)
        assert hello.process.poll() is None
        assert protection == "token-binding" or hello.accepts(with_token())
