"""How the example servers start, refuse to start, and stop."""

import base64
import socket

import pytest

from servers import DEVELOPMENT_SETTINGS, Server, read_response, start_and_fail

DEVELOPMENT_SECRET = "h+CX0tOzdAAR9l15bWAqvq7w9olk66daIH+Xk+IAHhVVHszjDzeGobzNnqyRze3lw/WVyWrc2gZfh3XXfBOmww=="

BAD_SECRETS = {
    "missing": None,
    "empty": "",
    "blank": "   ",
    "31 bytes": base64.b64encode(bytes(31)).decode(),
    "the other alphabet": DEVELOPMENT_SECRET.replace("+", "-").replace("/", "_"),
    "the placeholder of hello": "approov_base64_secret_here",
    "the placeholder of Shapes": "approov-base64-encoded-secret-here",
    "cut off": DEVELOPMENT_SECRET[:-3],
    "a PEM": base64.b64encode(b"-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n").decode(),
}


@pytest.mark.parametrize("program", ["hello-server", "shapes-server"])
@pytest.mark.parametrize("secret", BAD_SECRETS.values(), ids=BAD_SECRETS.keys())
def test_a_secret_that_cannot_be_one_stops_the_start(program, secret, tmp_path):
    variables = {} if secret is None else {"APPROOV_BASE64_SECRET": secret}
    result = start_and_fail(program, folder=tmp_path, **variables)
    assert result.returncode == 78
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert "APPROOV_BASE64_SECRET: " in line
    assert not secret or not secret.strip() or secret not in line


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HTTP_PORT", "http"),
        ("HTTP_PORT", "65536"),
        ("LOG_LEVEL", "loud"),
        ("APPROOV_TOKEN_BINDING", "yes"),
        ("APPROOV_LOGGING_ENABLED", "0"),
        ("APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN", "no"),
        ("APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN_BINDING", ""),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start(variable, value, tmp_path):
    settings = {"APPROOV_BASE64_SECRET": DEVELOPMENT_SECRET, variable: value}
    result = start_and_fail("shapes-server", folder=tmp_path, **settings)
    assert result.returncode == 78
    (line,) = result.stderr.splitlines()
    assert f"{variable}: " in line


def test_a_file_that_is_not_there_stops_the_start(tmp_path):
    result = start_and_fail("shapes-server", "--env-file", "no-such-file", folder=tmp_path)
    assert result.returncode == 78
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_there_and_cannot_be_read_stops_the_start(tmp_path):
    (tmp_path / ".env").mkdir()
    result = start_and_fail("shapes-server", folder=tmp_path, APPROOV_BASE64_SECRET=DEVELOPMENT_SECRET)
    assert result.returncode == 78
    assert result.stderr == "approov-protected-server: .env: The file cannot be read.\n"


def test_sample_requests_are_made_only_with_the_published_secret(tmp_path):
    other = base64.b64encode(bytes(64)).decode()
    assert start_and_fail("sample-requests", folder=tmp_path, APPROOV_BASE64_SECRET=other).returncode == 64
    assert start_and_fail("sample-requests", "--env-file", "no-such-file", folder=tmp_path).returncode == 78


def test_an_address_in_use_stops_the_start(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        result = start_and_fail("hello-server", "--protection", "unprotected", folder=tmp_path, HTTP_PORT=port)
    assert result.returncode == 69
    assert "cannot listen" in result.stderr.splitlines()[-1]


def test_words_that_mean_nothing_are_misuse(tmp_path):
    assert start_and_fail("hello-server", "--protection", "none", folder=tmp_path).returncode == 64


def test_the_example_settings_work_as_shipped(tmp_path):
    server = Server("shapes-server", "--env-file", str(DEVELOPMENT_SETTINGS), folder=tmp_path)
    assert server.get("/v1/hello").status == 200
    assert server.stop() == 0


def test_the_file_in_the_working_folder_is_read_and_the_environment_wins(tmp_path):
    (tmp_path / ".env").write_text("APPROOV_BASE64_SECRET=short\n")
    assert start_and_fail("shapes-server", folder=tmp_path).returncode == 78
    server = Server("shapes-server", folder=tmp_path, APPROOV_BASE64_SECRET=DEVELOPMENT_SECRET)
    assert server.stop() == 0


def test_a_file_in_a_parent_folder_is_not_read(tmp_path):
    (tmp_path / ".env").write_text(f"APPROOV_BASE64_SECRET={DEVELOPMENT_SECRET}\n")
    folder = tmp_path / "folder"
    folder.mkdir()
    assert start_and_fail("shapes-server", folder=folder).returncode == 78


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET / HTTP/1.1\r\nHost: x\r\n", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"],
    ids=["a silent connection", "half a request", "a connection kept alive"],
)
def test_told_to_stop_the_server_does_so_whatever_is_open(sent, tmp_path):
    server = Server("hello-server", "--protection", "unprotected", folder=tmp_path)
    with server.connect() as connection:
        connection.sendall(sent)
        if sent.endswith(b"\r\n\r\n"):
            assert read_response(connection).status == 200
        assert server.stop() == 0
