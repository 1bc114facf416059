"""The hello server over real sockets, in each of its protections."""

import pytest

from servers import Server
from test_shapes_server import bound_to, with_token
from test_start_and_stop import DEVELOPMENT_SECRET

USER = b"Authorization: Bearer abc"
BOUND = bound_to(b"Bearer abc")

ANSWERS = [
    # protection, binding, path, fields, status
    ("unprotected", None, "/", [], 200),
    ("unprotected", None, "/nope", [], 404),
    ("token", None, "/", [], 401),
    ("token", None, "/nope", [], 401),
    ("token", None, "/nope", [with_token()], 404),
    ("token", None, "/", [with_token()], 200),
    ("token", None, "/", [b"Approov-Token: bad"], 401),
    ("token-binding", None, "/", [BOUND, USER], 200),
    ("token-binding", None, "/", [BOUND], 401),
    ("token-binding", None, "/", [BOUND, b"Authorization: Bearer xyz"], 401),
    ("token-binding", None, "/", [with_token(), USER], 401),
    ("token-binding", "if-present", "/", [with_token(), USER], 200),
    ("token-binding", "off", "/", [BOUND], 200),
]


@pytest.mark.parametrize(("protection", "binding"), dict.fromkeys(case[:2] for case in ANSWERS))
def test_answers(protection, binding, tmp_path):
    variables = {"APPROOV_BASE64_SECRET": DEVELOPMENT_SECRET}
    if binding:
        variables["APPROOV_TOKEN_BINDING"] = binding
    cases = [case for case in ANSWERS if case[:2] == (protection, binding)]
    server = Server("hello-server", "--protection", protection, folder=tmp_path, **variables)
    for _, _, path, fields, status in cases:
        response = server.get(path, *fields)
        expected = {200: b'{"message":"Hello, World!"}\n', 401: b"{}\n", 404: b"{}\n"}[status]
        assert (response.status, response.body) == (status, expected), (path, fields)
    assert server.stop() == 0


def test_a_preflight_is_refused_like_any_request_without_a_token(tmp_path):
    server = Server("hello-server", folder=tmp_path, APPROOV_BASE64_SECRET=DEVELOPMENT_SECRET)
    preflight = [b"Origin: https://example.com", b"Access-Control-Request-Method: GET"]
    assert server.get("/", *preflight, method="OPTIONS").status == 401
    assert server.stop() == 0
