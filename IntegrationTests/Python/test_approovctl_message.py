"""The curl lines that approovctl prints are run as they stand, against a server that wants signed requests."""

import shlex
from pathlib import Path

import pytest

from apps import ACCOUNT, BODY, ORIGIN
from console import run
from guard import ACCEPTED, Guard
from messages import base64_of
from servers import Response
from tokens import SECRET

BOTH = {"signature_account": "required", "account_keys": ACCOUNT.setting}
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
