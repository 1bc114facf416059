"""The Shapes server over real sockets: what only the bytes can show."""

import base64
import hashlib

import pytest

from servers import DEVELOPMENT_SETTINGS, Server, read_response
from tokens import token, valid_claims

SECRET = base64.b64decode("h+CX0tOzdAAR9l15bWAqvq7w9olk66daIH+Xk+IAHhVVHszjDzeGobzNnqyRze3lw/WVyWrc2gZfh3XXfBOmww==")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server("shapes-server", "--env-file", str(DEVELOPMENT_SETTINGS), folder=tmp_path_factory.mktemp("shapes"))
    yield server
    # Whatever was sent, the server still answers, ends as it should, and has logged no token.
    assert server.get("/v2/shapes", with_token()).status == 200
    assert server.stop() == 0
    assert "eyJ" not in server.log.read_text()


def with_token(**claims) -> bytes:
    return b"Approov-Token: " + token(payload=valid_claims(**claims), secret=SECRET).encode()


def bound_to(value: bytes) -> bytes:
    return with_token(pay=base64.b64encode(hashlib.sha256(value).digest()).decode())


def without_name(field: bytes) -> bytes:
    return field.removeprefix(b"Approov-Token: ")


TOKEN_FIELDS = {
    "as it is": ([with_token()], 200),
    "another case": ([b"approov-TOKEN:" + without_name(with_token())], 200),
    "blanks around it": ([b"Approov-Token: \t " + without_name(with_token()) + b" \t "], 200),
    "an SDK status word": ([b"Approov-Token: NO_NETWORK"], 401),
    "no token": ([], 400),
    "an empty field": ([b"Approov-Token:"], 400),
    "a blank field": ([b"Approov-Token:  \t "], 400),
    "another name": ([b"Approov_Token: " + without_name(with_token())], 400),
    "two fields": ([with_token(), with_token()], 401),
    "a good and a bad one": ([with_token(), b"Approov-Token: bad"], 401),
    "a bad and a good one": ([b"Approov-Token: bad", with_token()], 401),
    "an empty and a good one": ([b"Approov-Token:", with_token()], 401),
    "a prefix": ([b"Approov-Token: Bearer " + without_name(with_token())], 401),
    "a comma": ([with_token() + b","], 401),
    "quotes": ([b'Approov-Token: "' + without_name(with_token()) + b'"'], 401),
    "a byte above 0x7F at the end": ([with_token() + b"\xff"], 401),
    "a no-break space in front": ([b"Approov-Token: \xc2\xa0" + without_name(with_token())], 401),
    "ten thousand dots": ([b"Approov-Token: " + b"." * 10_000], 401),
    "8192 letters": ([b"Approov-Token: " + b"a" * 8192], 401),
    "8193 letters": ([b"Approov-Token: " + b"a" * 8193], 401),
}


@pytest.mark.parametrize(("fields", "status"), TOKEN_FIELDS.values(), ids=TOKEN_FIELDS.keys())
def test_the_token_is_one_field_and_nothing_else(server, fields, status):
    response = server.get("/v2/shapes", *fields)
    assert response.status == status
    assert status == 200 or (response.body == b"{}\n" and response.headers["content-type"] == "application/json")


BROKEN_REQUESTS = {
    "a NUL in the token": b"Approov-Token: " + without_name(with_token()) + b"\0",
    "a control character in the token": b"Approov-Token: " + without_name(with_token()) + b"\x01",
    "a folded token": with_token()[:40] + b"\r\n " + with_token()[40:],
    "a token of 1 MiB": b"Approov-Token: " + b"a" * (1 << 20),
    "a thousand fields": b"\r\n".join(b"X-%d: a" % index for index in range(1000)),
    "a blank before the colon": b"Approov-Token : " + without_name(with_token()),
    "two lengths": b"Content-Length: 1\r\nContent-Length: 2",
    "length and chunks": b"Content-Length: 4\r\nTransfer-Encoding: chunked",
}


@pytest.mark.parametrize("field", BROKEN_REQUESTS.values(), ids=BROKEN_REQUESTS.keys())
def test_a_broken_request_is_refused_by_the_server_itself(server, field):
    assert server.get("/v2/shapes", field).status in (400, 431)


CREDENTIALS = {
    "the bound one": (b"Bearer abc", [b"Authorization: Bearer abc"], 200),
    "blanks around it": (b"Bearer abc", [b"Authorization: \t Bearer abc \t"], 200),
    "a tab inside": (b"Bearer a\tc", [b"Authorization: Bearer a\tc"], 200),
    "UTF-8": ("Bearer é€😀".encode(), [b"Authorization: " + "Bearer é€😀".encode()], 200),
    "UTF-8, bound to its Latin-1 reading": ("é".encode().decode("latin-1").encode(), ["Authorization: é".encode()], 401),
    "another case": (b"Bearer abc", [b"Authorization: bearer abc"], 401),
    "two blanks inside": (b"Bearer abc", [b"Authorization: Bearer  abc"], 401),
    "twice": (b"Bearer abc", [b"Authorization: Bearer abc", b"Authorization: Bearer abc"], 401),
    "twice, bound to both": (b"Bearer a,Bearer b", [b"Authorization: Bearer a", b"Authorization: Bearer b"], 401),
    "none": (b"Bearer abc", [], 400),
    "an empty one": (b"", [b"Authorization:"], 400),
    "a blank one": (b"", [b"Authorization:   "], 400),
}


@pytest.mark.parametrize(("bound", "fields", "status"), CREDENTIALS.values(), ids=CREDENTIALS.keys())
def test_the_binding_is_to_the_bytes_that_came(server, bound, fields, status):
    assert server.get("/v2/forms", bound_to(bound), *fields).status == status


REQUESTS = {
    "GET": ("GET", "/v2/shapes", [with_token()], 200),
    "the token in the query": ("GET", f"/v2/shapes?Approov-Token={without_name(with_token()).decode()}", [], 400),
    "absolute form": ("GET", "http://localhost/v2/shapes", [], 400),
    "absolute form with a token": ("GET", "http://localhost/v2/shapes", [with_token()], 200),
    "encoded letters": ("GET", "/v2/%73hapes", [], 400),
    "encoded letters with a token": ("GET", "/v2/%73hapes", [with_token()], 200),
    "an encoded slash": ("GET", "/v2%2fshapes", [], 400),
    "encoded twice": ("GET", "/v2/%2573hapes", [], 404),
    "a doubled slash": ("GET", "/v2//shapes", [], 308),
    "dots": ("GET", "/v1/../v2/shapes", [], 404),
    "encoded dots": ("GET", "/v1/%2e%2e/v2/shapes", [], 404),
    "a backslash": ("GET", "/v2\\shapes", [], 404),
    "a slash at the end": ("GET", "/v2/shapes/", [], 404),
    "another case": ("GET", "/V2/SHAPES", [], 404),
    "a bad escape": ("GET", "/v2/shapes%", [], 404),
    "an encoded NUL": ("GET", "/v2/shapes%00", [], 404),
    "POST": ("POST", "/v2/shapes", [b"Content-Length: 0"], 405),
    "TRACE": ("TRACE", "/v2/shapes", [], 405),
    "OPTIONS": ("OPTIONS", "/v2/shapes", [], 200),
    "OPTIONS for the server": ("OPTIONS", "*", [], 404),
    "an unknown path": ("GET", "/nope", [with_token()], 404),
}


@pytest.mark.parametrize(("method", "path", "fields", "status"), REQUESTS.values(), ids=REQUESTS.keys())
def test_no_way_round_the_check(server, method, path, fields, status):
    assert server.get(path, *fields, method=method).status == status


@pytest.mark.parametrize(("path", "status"), [("/v2/shapes", 400), ("/v1/hello", 200), ("/nope", 404)])
def test_head_has_the_length_of_the_body_and_no_body(server, path, status):
    head = server.get(path, b"Connection: close", method="HEAD")
    body = server.get(path).body
    assert (head.status, head.body, int(head.headers["content-length"])) == (status, b"", len(body))


def test_a_refusal_does_not_end_the_connection(server):
    with server.connect() as connection:
        for field, status in [(b"X: y", 400), (with_token(), 200), (b"Approov-Token: bad", 401), (with_token(), 200)]:
            connection.sendall(b"GET /v2/shapes HTTP/1.1\r\nHost: localhost\r\n" + field + b"\r\n\r\n")
            assert read_response(connection).status == status


@pytest.mark.parametrize(("toggle", "status"), [("false", 200), ("FALSE", 200), ("true", 401), (" True ", 401)])
def test_the_toggle_for_tokens_lets_bad_ones_pass_and_says_so(toggle, status, tmp_path):
    server = Server(
        "shapes-server",
        "--env-file",
        str(DEVELOPMENT_SETTINGS),
        folder=tmp_path,
        APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN=toggle,
    )
    assert server.get("/v2/shapes", b"Approov-Token: bad").status == status
    assert server.stop() == 0
    verb = "ACCEPTED" if status == 200 else "REJECTED"
    assert f"{verb} REQUEST WITH INVALID APPROOV TOKEN\n" in server.log.read_text()


def test_the_original_protects_nothing(tmp_path):
    server = Server("shapes-server", "--original", folder=tmp_path)
    assert server.get("/v1/shapes").status == 200
    assert server.get("/v1/forms").status == 400
    assert server.get("/v2/shapes").status == 404
    assert server.stop() == 0
    assert "AUTHORIZATION TOKEN EMPTY OR MISSING" in server.log.read_text()
