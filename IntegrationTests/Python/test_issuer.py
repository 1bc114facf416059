"""A server follows the keys of approovctl serve-issuer, as it would those of the attestation cloud."""

import json
import re
import subprocess
import urllib.request

import pytest

from echo import eventually
from hello import Hello
from servers import PROGRAMS, SECONDS


class Issuer:
    """A local issuer on a port of its own choice."""

    def __init__(self):
        self.process = subprocess.Popen(
            [PROGRAMS / "approovctl", "serve-issuer", "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        line = self.process.stdout.readline()
        [self.address] = re.findall(r"listens on (http://127\.0\.0\.1:\d+)\n", line)

    def post(self, path: str, order: dict | None = None) -> dict:
        body = json.dumps(order or {}).encode()
        with urllib.request.urlopen(urllib.request.Request(self.address + path, body), timeout=SECONDS) as response:
            return json.load(response)

    def field(self, **order: object) -> bytes:
        return b"Approov-Token: " + self.post("/token", order)["token"].encode()

    def __enter__(self) -> "Issuer":
        return self

    def __exit__(self, *reason):
        self.process.terminate()
        assert self.process.wait(SECONDS) == 0
        self.process.stdout.close()


@pytest.fixture
def issuer():
    with Issuer() as issuer:
        yield issuer


def following(issuer: Issuer, **settings: object) -> dict[str, str]:
    variables = {f"APPROOV_JWKS_{name.upper()}_SECONDS": str(value) for name, value in settings.items()}
    return {"APPROOV_JWKS_URL": f"{issuer.address}/.well-known/jwks.json", **variables}


def test_a_key_is_used_the_moment_it_is_published_and_the_old_one_until_it_is_retired(issuer, tmp_path):
    with Hello(tmp_path, **following(issuer, refresh=1, cooldown=1)) as hello:
        old = issuer.field()
        eventually(lambda: hello.accepts(old))
        assert issuer.post("/rotate") == {"kid": "2", "published": ["1", "2"]}
        assert hello.accepts(issuer.field())
        assert hello.accepts(old)
        assert issuer.post("/retire") == {"kid": "2", "published": ["2"]}
        eventually(lambda: not hello.accepts(old))
        assert hello.accepts(issuer.field())


@pytest.mark.parametrize(
    "kind", ["expired", "wrong-key", "wrong-algorithm", "unsigned", "without-expiry"]
)
def test_bad_tokens_are_refused(kind, issuer, tmp_path):
    with Hello(tmp_path, **following(issuer)) as hello:
        eventually(lambda: hello.accepts(issuer.field()))
        assert not hello.accepts(issuer.field(kind=kind))


def test_tokens_are_bound_as_they_are_ordered(issuer, tmp_path):
    with Hello(tmp_path, protection="token-binding", **following(issuer)) as hello:
        user = b"\r\nAuthorization: Bearer abc"
        eventually(lambda: hello.accepts(issuer.field(boundTo=["Bearer abc"]) + user))
        assert not hello.accepts(issuer.field(boundTo=["Bearer abd"]) + user)
        assert not hello.accepts(issuer.field() + user)
