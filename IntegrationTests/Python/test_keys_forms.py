"""What a file with keys, and variables with secrets, may hold, and what stops the start."""

import base64
import json

import pytest

from hello import Hello
from keyserver import SigningKey, document
from servers import start_and_fail
from test_keys_file import NEW, OLD, PAIR, PRIVATE, PUBLIC, SECRETS, UNSOUND, lines, made_with, with_file
from test_shapes_server import with_token
from test_start_and_stop import DEVELOPMENT_SECRET
from tokens import base64url

PEM = {"APPROOV_KEYS_ALGORITHM": "ES256", "APPROOV_KEYS_ID": "pair"}
BESIDE = {"APPROOV_BASE64_SECRET": DEVELOPMENT_SECRET}
FORMS = {
    # content, variables, accepted
    "eight secrets": (lines(*SECRETS[:8]), {}, [made_with(secret) for secret in SECRETS[:8]]),
    "line ends with CR": (lines(OLD, NEW).replace(b"\n", b"\r\n"), {}, [made_with(OLD), made_with(NEW)]),
    "no line end": (lines(OLD, NEW).rstrip(), {}, [made_with(OLD), made_with(NEW)]),
    "base64url": (f"{base64url(OLD)}\n{base64url(NEW)}\n".encode(), {}, [made_with(OLD), made_with(NEW)]),
    "a set": (document(PAIR, SigningKey("other")), {}, [PAIR.field()]),
    "a key": (json.dumps(PAIR.jwk).encode(), {}, [PAIR.field()]),
    "a PEM": (PUBLIC, {"APPROOV_KEYS_ALGORITHM": "ES256"}, [PAIR.field(), PAIR.field(kid="other")]),
    "a PEM with a kid": (PUBLIC, PEM, [PAIR.field()]),
    "a secret beside it": (lines(OLD), BESIDE, [made_with(OLD), with_token()]),
    "a secret beside a set": (document(PAIR), BESIDE, [PAIR.field(), with_token()]),
}


@pytest.mark.parametrize(("content", "variables", "accepted"), FORMS.values(), ids=FORMS.keys())
def test_forms_of_keys(content, variables, accepted, tmp_path):
    _, hello = with_file(tmp_path, content, LOG_LEVEL="trace", **variables)
    with hello:
        assert [hello.accepts(field) for field in accepted] == [True] * len(accepted)
        assert not hello.accepts(made_with(SECRETS[8]))
        assert not hello.accepts(SigningKey("pair").field())


def test_a_second_secret_bridges_a_change(tmp_path):
    texts = [base64.b64encode(secret).decode() for secret in (NEW, OLD)]
    variables = dict(zip(["APPROOV_BASE64_SECRET", "APPROOV_BASE64_SECRET_PREVIOUS"], texts))
    with Hello(tmp_path, **variables) as hello:
        assert hello.accepts(made_with(OLD)) and hello.accepts(made_with(NEW))
        assert not hello.accepts(with_token())


STARTS = {
    **{name: (content, {}) for name, content in UNSOUND.items()},
    "no file": (None, {}),
    "a PEM of another algorithm": (PUBLIC, {"APPROOV_KEYS_ALGORITHM": "RS256"}),
    "a PEM of a secret algorithm": (PUBLIC, {"APPROOV_KEYS_ALGORITHM": "HS256"}),
    "a PEM of no algorithm": (PUBLIC, {"APPROOV_KEYS_ALGORITHM": "none"}),
    "a private PEM": (PRIVATE, PEM),
}


@pytest.mark.parametrize(("content", "variables"), STARTS.values(), ids=STARTS.keys())
def test_keys_that_are_not_sound_stop_the_start(content, variables, tmp_path):
    path = tmp_path / "keys"
    if content is not None:
        path.write_bytes(content)
    result = start_and_fail("hello-server", folder=tmp_path, APPROOV_KEYS_FILE=str(path), **variables)
    assert result.returncode == 78
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert "APPROOV_KEYS_" in line
    assert not [secret for secret in SECRETS if base64.b64encode(secret).decode() in line]
