"""The curl lines that approovctl prints are run as they stand, against a server that wants signed requests."""

import json
import shlex
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from apps import ACCOUNT, BODY, ORIGIN
from console import run
from guard import ACCEPTED, Guard
from messages import Message, base64_of
from servers import Response
from test_message_signing import APPS
from test_message_signing_refused import ALTERED, BAD_REQUEST, BODIES, COVERAGE, KEYS
from tokens import SECRET

BOTH = {"signature_account": "required", "account_keys": ACCOUNT.setting}
AT_ONCE = 4
ACCOUNT_KEY = f"--account-key-file account --account-key-id {ACCOUNT.kid}"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with the secret, the account's key, credentials, and a body."""
    files = {"secret": base64_of(SECRET), "account": base64_of(ACCOUNT.secret), "body": BODY.decode()}
    for name, text in {**files, "credentials": "Authorization: Bearer user-access-token\n"}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o600)
    return tmp_path


def curl(folder: Path, *options: str) -> str:
    """Returns the line that approovctl prints."""
    [line] = run(" ".join(["approovctl message sign --secret-file secret", *options]), folder)
    assert shlex.split(line)[0] == "curl"
    return line


def outcome(guard: Guard, line: str, folder: Path) -> str:
    """Runs a line that approovctl has printed, with what shows the status, and returns what became of the request."""
    *body, status = run(f"{line} --silent --show-error --write-out '\\n%{{http_code}}'", folder)
    with guard.asking:
        if status == "401":
            return guard.reason()
        return guard.passed(Response(int(status), {}, "\n".join([*body, ""]).replace("\n\n", "\n").encode()))


REQUESTS = {
    "GET": "'{origin}/'",
    "a query": "'{origin}/?a=[1-3]&b={{x,y}}&c=%20%27~&d=$(echo)'",
    "dots": "'{origin}/a/../b/./'",
    "fields": "'{origin}/' --fields-file credentials --field 'X: it'\\''s \"$HOME\" `id` \\ %41 @body' --field 'Y: '",
    "POST": "'{origin}/' --method POST --body body --field 'Content-Type: application/json'",
    "PUT": "'{origin}/' --method PUT --body body --digest sha-512 --fields-file credentials",
    "POST without a digest": "'{origin}/' --method POST --body body --digest none",
    "DELETE": "'{origin}/' --method DELETE",
}
WAYS = {"in the line": "", "in a file": "--output fields.txt"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("request_line", REQUESTS)
def test_a_line_is_accepted_by_the_server_that_it_names(guards, folder, request_line, way):
    guard = guards.with_settings(**BOTH)
    url = REQUESTS[request_line].format(origin=f"http://127.0.0.1:{guard.port}")
    line = curl(folder, "--url", url, ACCOUNT_KEY, WAYS[way])
    assert ("@fields.txt" in line) == (way == "in a file")
    assert ("eyJ" in line) == (way == "in the line")
    accepted = "status 405" if request_line == "DELETE" else ACCEPTED
    assert outcome(guard, line, folder) == accepted
    method = "--request " + ("'PUT'" if "--request 'POST'" in line else "'POST'")
    assert outcome(guard, f"{line} {method}", folder) == "messageSignatureInvalid"


@pytest.mark.parametrize("way", WAYS)
def test_a_line_to_another_origin_looks_as_if_it_came_through_a_proxy(guards, folder, way):
    knowing, ignorant = guards.with_settings(public_origin=ORIGIN), guards.with_settings()
    for guard, expected in [(knowing, ACCEPTED), (ignorant, "messageSignatureInvalid")]:
        to = f"--send-to http://127.0.0.1:{guard.port}"
        line = curl(folder, f"--url '{ORIGIN}/?a=1'", "--fields-file credentials", to, WAYS[way])
        assert outcome(guard, line, folder) == expected
    assert "http://api.example.com" in ignorant.messages[-1]
    assert "public origin" in ignorant.messages[-1]


def test_a_line_with_another_body_is_refused(guards, folder):
    guard = guards.with_settings()
    line = curl(folder, f"--url http://127.0.0.1:{guard.port}/ --method POST --body body")
    (folder / "body").write_text(BODY.decode().replace("world", "there"))
    assert outcome(guard, line, folder) == "digestMismatch"


def test_an_old_line_is_refused(guards, folder):
    guard = guards.with_settings()
    line = curl(folder, f"--url http://127.0.0.1:{guard.port}/ --at $(($(date +%s) - 100))")
    assert outcome(guard, line, folder) == "signatureExpired"


def judged(request: Callable[[], Message], folder: Path) -> str:
    """Returns the verdict of `approovctl message verify` on a request."""
    message = request()
    body = message.body if message.chunks is None else b"".join(message.chunks)
    fields = "".join(f"{name}: {value}\n" for name, value in message.sent).encode("latin-1")
    for name, content in [("fields", fields), ("secret", base64_of(SECRET).encode()), ("body", body or b"")]:
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)
    command = ["approovctl", "message", "verify", "--json", "--url", f"{ORIGIN}{message.target}"]
    command += ["--method", message.method, "--fields-file", "fields", "--secret-file", "secret"]
    command += ["--body", "body"] if body is not None else []
    answer, *status = run(shlex.join(command), folder)
    outcome = json.loads(answer)["outcome"]
    assert status == ([] if outcome == ACCEPTED else ["[1]"])
    return outcome


SHARED = {
    **{name: case for table in (COVERAGE, KEYS, ALTERED, BODIES) for name, case in table.items()},
    **{
        name: (APPS[name], ACCEPTED)
        for name in ("POST", "chunks", "two digests", "sf", "bs", "target /?", "both labels")
    },
}
"""What is refused by more than the reading of the signature fields, and some that is not."""

UNSHARED = (BAD_REQUEST, "bodyTooLarge")
"""Reasons of what neither a file with fields can hold nor a URL, and of the limit that the server was given."""


def test_the_tool_judges_as_the_server_does(tmp_path_factory):
    cases = {name: case for name, case in SHARED.items() if case[1] not in UNSHARED and "fragment" not in name}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        requests, folders = zip(*[(case[0], tmp_path_factory.mktemp("case")) for case in cases.values()], strict=True)
        verdicts = dict(zip(cases, pool.map(judged, requests, folders), strict=True))
    assert {name: verdict for name, verdict in verdicts.items() if verdict != cases[name][1]} == {}
