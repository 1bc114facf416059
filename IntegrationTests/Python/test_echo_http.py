"""The Echo server's HTTP routes: section 1 of the specification, in each protection where it differs."""

import json
import threading
import time

import pytest

from echo import (
    BAD_TOKENS,
    BINDING_FAULTS,
    NUMBERS,
    P1,
    P2,
    PROTECTIONS,
    T1,
    T2,
    T3,
    T4,
    T6,
    T7,
    approov_token,
    forged,
)
from frames import Wire

ABC = "Bearer abc"
JSON = b"Content-Type: application/json"
FORM = b"Content-Type: application/x-www-form-urlencoded"
NEVER_CRASHES = (401, 422)


def field(token: object) -> list[bytes]:
    return [f"X-Approov-Token: {token}".encode()]


def detail(text: str) -> dict:
    return {"errors": {"detail": text}}


def send(server, method, path, fields=(), body=b""):
    lines = [
        f"{method} {path} HTTP/1.1".encode(),
        b"Host: localhost",
        *fields,
        b"Content-Length: %d" % len(body),
        b"",
        b"",
    ]
    return server.send(b"\r\n".join(lines) + body)


ROUTES = [
    # method, path, status with a token, needs a token
    ("GET", "/", 200, True),
    ("GET", "//", 200, True),
    ("HEAD", "/", 200, True),
    ("POST", "/auth/register", 422, True),
    ("POST", "/auth/login", 422, True),
    ("POST", "/auth/login/", 422, True),
    ("POST", "//auth//login", 422, True),
    ("GET", "/auth/register", 404, False),
    ("GET", "/auth/login", 404, False),
    ("HEAD", "/auth/login", 404, False),
    ("PUT", "/auth/login", 404, False),
    ("POST", "/AUTH/login", 404, False),
    ("POST", "/auth/login/more", 404, False),
    ("GET", "/auth", 404, False),
    ("POST", "/", 404, False),
    ("PUT", "/", 404, False),
    ("PATCH", "/", 404, False),
    ("DELETE", "/", 404, False),
    ("OPTIONS", "/", 404, False),
    ("OPTIONS", "/auth/login", 404, False),
    ("GET", "/nope", 404, False),
    ("GET", "/socket", 404, False),
    ("GET", "/socket/longpoll", 404, False),
    ("POST", "/socket/longpoll", 404, False),
    ("GET", "/Socket/websocket", 404, False),
    ("GET", "/favicon.ico", 404, False),
    ("GET", "/robots.txt", 404, False),
    ("GET", "/css/app.css", 404, False),
    ("GET", "/../../../../etc/passwd", 404, False),
    ("GET", "/js/%2e%2e/%2e%2e/etc/passwd", 404, False),
]


@pytest.mark.parametrize("protection", PROTECTIONS)
@pytest.mark.parametrize(("method", "path", "status", "is_protected"), ROUTES)
def test_routes_and_what_is_none(echoes, protection, method, path, status, is_protected):
    for fields, expected in [
        (field(T1), status),
        ([], 401 if is_protected and protection != "unprotected" else status),
    ]:
        response = send(echoes[protection], method, path, fields)
        assert response.status == expected or expected == 422 and response.status in NEVER_CRASHES
        if method == "HEAD":
            assert response.body == b""
        elif expected == 404:
            assert json.loads(response.body) == detail("Not Found")
        elif expected == 401:
            assert json.loads(response.body) == {}
        elif expected == 200:
            assert json.loads(response.body) == {"message": "Hello, World!"}


def test_the_published_table_of_requests(echoes):
    """The Postman collection, with the header under the name that these servers use."""
    requests = [
        # token, Authorization, GET /, the binding route
        (T1, ABC, 200, 401),
        (T7, ABC, 200, 401),
        ("abc", ABC, 401, 401),
        ("", ABC, 401, 401),
        (None, ABC, 401, 401),
        (T3, ABC, 401, 401),
        (P1, ABC, 401, 401),
        (P2, ABC, 401, 401),
        (T2, ABC, 401, 401),
        (T6, ABC, 200, 200),
        (T6, None, 200, 401),
        (T6, "Bearer xyz", 200, 401),
        (T4, ABC, 200, 401),
    ]
    for token, authorization, home, users in requests:
        fields = [*(field(token) if token is not None else [])]
        fields += [f"Authorization: {authorization}".encode()] if authorization else []
        for server in (echoes["token"], echoes["token-binding"]):
            assert server.get("/", *fields).status == home, (server.protection, token, authorization)
        response = echoes["token-binding"].get("/users", *fields)
        assert response.status == users, (token, authorization)
        assert users == 200 or json.loads(response.body) == {}


PLACES = {
    # query, fields, status
    "the header": ("", field(T1), 200),
    "the header in capitals": ("", [b"X-APPROOV-TOKEN: " + T1.encode()], 200),
    "the header in small letters": ("", [b"x-approov-token:" + T1.encode()], 200),
    "the header with blanks around": ("", [b"X-Approov-Token: \t " + T1.encode() + b" \t"], 200),
    "the header without X": ("", [b"Approov-Token: " + T1.encode()], 401),
    "a cookie": ("", [b"Cookie: X-Approov-Token=" + T1.encode()], 401),
    "Authorization": ("", [b"Authorization: Bearer " + T1.encode()], 401),
    "the header twice": ("", [*field(T1), *field(T1)], 401),
    "a good header and a bad one": ("", [*field(T1), *field("bad")], 401),
    "a bad header and a good one": ("", [*field("bad"), *field(T1)], 401),
    "a prefix": ("", field(f"Bearer {T1}"), 401),
    "the query": (f"?X-Approov-Token={T1}", [], 200),
    "the query in small letters": (f"?x-approov-token={T1}", [], 200),
    "the query in capitals": (f"?X-APPROOV-TOKEN={T1}", [], 401),
    "the query without X": (f"?Approov-Token={T1}", [], 401),
    "the query as a list": (f"?X-Approov-Token[]={T1}", [], 401),
    "the query as a map": (f"?X-Approov-Token[a]={T1}", [], 401),
    "the query with an escape in the name": (f"?X%2dApproov-Token={T1}", [], 200),
    "the last of the query wins": (f"?X-Approov-Token=bad&X-Approov-Token={T1}", [], 200),
    "the last of the query loses": (f"?X-Approov-Token={T1}&X-Approov-Token=bad", [], 401),
    "small letters come first": (f"?X-Approov-Token={T1}&x-approov-token=bad", [], 401),
    "small letters come first, and are good": (f"?X-Approov-Token=bad&x-approov-token={T1}", [], 200),
    "an empty header, a good query": (f"?X-Approov-Token={T1}", field(""), 401),
    "a bad header, a good query": (f"?X-Approov-Token={T1}", field("bad"), 401),
    "a good header, a bad query": ("?X-Approov-Token=bad", field(T1), 200),
}


@pytest.mark.parametrize(("query", "fields", "status"), PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("protection", PROTECTIONS[1:])
def test_where_the_token_is_taken_from(echoes, protection, query, fields, status):
    response = echoes[protection].get(f"/{query}", *fields)
    assert response.status == status
    assert status == 200 or json.loads(response.body) == {}


NOBODY = {"username": "nobody", "password": "very_strong_password"}
FAILED_LOGIN = {"error": "Failed to authenticate user"}
BODIES = {
    # query, content type, body, status
    "JSON": ("", JSON, json.dumps({**NOBODY, "X-Approov-Token": T1}), 200),
    "JSON, small letters": ("", JSON, json.dumps({**NOBODY, "x-approov-token": T1}), 200),
    "JSON, capitals": ("", JSON, json.dumps({**NOBODY, "X-APPROOV-TOKEN": T1}), 401),
    "a form": ("", FORM, f"username=nobody&password=very_strong_password&X-Approov-Token={T1}", 200),
    "JSON that nobody reads": ("", b"Content-Type: text/plain", json.dumps({**NOBODY, "X-Approov-Token": T1}), 401),
    "the body wins": ("?X-Approov-Token=bad", JSON, json.dumps({**NOBODY, "X-Approov-Token": T1}), 200),
    "the body loses": (f"?X-Approov-Token={T1}", JSON, json.dumps({**NOBODY, "X-Approov-Token": "bad"}), 401),
    "a number": ("", JSON, json.dumps({**NOBODY, "X-Approov-Token": 1}), 401),
    "null": ("", JSON, json.dumps({**NOBODY, "X-Approov-Token": None}), 401),
    "an object": ("", JSON, json.dumps({**NOBODY, "X-Approov-Token": {"a": T1}}), 401),
    "a list": ("", JSON, json.dumps({**NOBODY, "X-Approov-Token": [T1]}), 401),
}


@pytest.mark.parametrize(("query", "content_type", "body", "status"), BODIES.values(), ids=BODIES.keys())
def test_the_token_in_a_body(echoes, query, content_type, body, status):
    response = send(echoes["token"], "POST", f"/auth/login{query}", [content_type], body.encode())
    assert (response.status, json.loads(response.body)) == (status, FAILED_LOGIN if status == 200 else {})


@pytest.mark.parametrize("name", BAD_TOKENS)
def test_a_bad_token_is_refused(echoes, name):
    fields = [b"Authorization: " + ABC.encode(), *field(BAD_TOKENS[name](ABC))]
    for protection, path in [("token", "/"), ("token-binding", "/"), ("token-binding", "/users")]:
        response = echoes[protection].get(path, *fields)
        assert (response.status, json.loads(response.body)) == (401, {})


GOOD_TOKENS = {
    "T1, exp with a fraction": T1,
    "T7, exp a whole number": T7,
    "T4, bound to something": T4,
    "exp 1e300": forged(payload='{"exp":1e300}'),
    "no typ": forged({"alg": "HS256"}),
    "a kid": forged({"alg": "HS256", "kid": "abc"}),
    "iss and aud": approov_token(iss="somebody", aud="https://example.com"),
    "jti, did, ip": approov_token(jti="1", did="ExampleApproovTokenDID==", ip="192.0.2.7"),
}


@pytest.mark.parametrize("token", GOOD_TOKENS.values(), ids=GOOD_TOKENS.keys())
def test_a_good_token_is_accepted(echoes, token):
    assert echoes["token"].get("/", *field(token)).status == 200


BINDINGS = {
    # bound to, fields, query, status
    "a login token": (ABC, [b"Authorization: Bearer abc"], "", 200),
    "another scheme": ("Basic Zm9v", [b"Authorization: Basic Zm9v"], "", 200),
    "any word": ("x", [b"Authorization: x"], "", 200),
    "small letters": (ABC, [b"authorization: Bearer abc"], "", 200),
    "another value": (ABC, [b"Authorization: Bearer abd"], "", 401),
    "another scheme's case": (ABC, [b"Authorization: bearer abc"], "", 401),
    "none": (ABC, [], "", 401),
    "the value twice": (ABC, [b"Authorization: Bearer abc", b"Authorization: Bearer abc"], "", 401),
    "the query": (ABC, [], "?Authorization=Bearer+abc", 200),
    "the query with %20": (ABC, [], "?Authorization=Bearer%20abc", 200),
    "the query, small letters": (ABC, [], "?authorization=Bearer+abc", 401),
    "the query as a list": (ABC, [], "?Authorization[]=Bearer+abc", 401),
    "the last of the query wins": (ABC, [], "?Authorization=x&Authorization=Bearer+abc", 200),
    "the header wins over the query": (ABC, [b"Authorization: x"], "?Authorization=Bearer+abc", 401),
    "the header wins, and is good": (ABC, [b"Authorization: Bearer abc"], "?Authorization=x", 200),
}


@pytest.mark.parametrize(("bound", "fields", "query", "status"), BINDINGS.values(), ids=BINDINGS.keys())
def test_the_binding_route_wants_the_bound_value(echoes, bound, fields, query, status):
    response = echoes["token-binding"].get(f"/users{query}", *field(approov_token(bound)), *fields)
    assert response.status == status
    assert status == 200 or json.loads(response.body) == {}


@pytest.mark.parametrize("name", BINDING_FAULTS)
def test_a_faulty_pay_is_refused(echoes, name):
    token = BINDING_FAULTS[name](ABC)["X-Approov-Token"]
    server = echoes["token-binding"]
    assert server.get("/users", *field(token), b"Authorization: Bearer abc").status == 401
    assert server.get("/", *field(token), b"Authorization: Bearer abc").status == 200


def test_the_binding_route_lists_the_users(echoes):
    server = echoes["token-binding"]
    user = server.new_user()
    users = json.loads(server.get("/users", *field(T6), b"Authorization: Bearer abc").body)
    assert set(users) == {"users"}
    assert users["users"].count(user.id) == 1


@pytest.mark.parametrize("protection", PROTECTIONS[:2])
def test_only_token_binding_has_the_binding_route(echoes, protection):
    assert echoes[protection].get("/users", *field(T6), b"Authorization: Bearer abc").status == 404


# Order of processing


@pytest.mark.parametrize(
    ("method", "path", "fields", "body", "status"),
    [
        ("POST", "/auth/login", [JSON], b"{", 400),
        ("POST", "/auth/login", [b"Content-Type: application/vnd.api+json"], b"{", 400),
        ("POST", "/auth/login", [b"Content-Type: application/json; charset=utf-8"], b"nope", 400),
        ("POST", "/auth/login", [JSON], b'{"username":"\xff"}', 400),
        ("POST", "/auth/login", [FORM], b"username=%ff", 400),
        ("GET", "/?a=%ff", [], b"", 400),
        ("GET", "/nope", [b"Accept: text/html"], b"", 404),
        ("GET", "/", [b"Accept: text/html"], b"", 406),
        ("GET", "/?_format=html", [], b"", 406),
        ("GET", "/", [], b"", 401),
        ("POST", "/auth/login", [JSON], b"{}", 401),
    ],
)
def test_broken_bodies_come_before_routes_formats_and_tokens(echoes, method, path, fields, body, status):
    response = send(echoes["token"], method, path, fields, body)
    assert response.status == status
    name = {400: "Bad Request", 404: "Not Found", 406: "Not Acceptable"}.get(status)
    assert json.loads(response.body) == (detail(name) if name else {})


def test_a_body_of_more_than_eight_million_bytes_is_too_large(echoes):
    response = send(echoes["token"], "POST", "/auth/login", [JSON], b'"' + b"a" * 8_000_000 + b'"')
    assert (response.status, json.loads(response.body)) == (413, detail("Request Entity Too Large"))


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        (None, 200),
        ("*/*", 200),
        ("application/*", 200),
        ("application/json", 200),
        ("text/html, application/json;q=0.5", 200),
        ("text/html,*/*;q=0.1", 200),
        ("text/html", 406),
        ("text/*", 406),
        ("application/xml", 406),
        ("junk", 406),
    ],
)
@pytest.mark.parametrize("protection", PROTECTIONS)
def test_what_the_client_must_accept(echoes, protection, accept, status):
    fields = [f"Accept: {accept}".encode()] if accept else []
    response = echoes[protection].get("/", *field(T1), *fields)
    assert response.status == status
    assert status == 200 or json.loads(response.body) == detail("Not Acceptable")


@pytest.mark.parametrize(("format", "accept", "status"), [("json", b"text/html", 200), ("html", b"*/*", 406)])
def test_a_format_in_the_query_wins(echoes, format, accept, status):
    assert echoes["unprotected"].get(f"/?_format={format}", b"Accept: " + accept).status == status


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "put"])
def test_a_post_that_wants_to_be_another_method_finds_no_route(echoes, method):
    server = echoes["unprotected"]
    override = b"X-HTTP-Method-Override: " + method.encode()
    assert server.post("/auth/login", NOBODY, override).status == 404
    assert server.post("/auth/login", f"_method={method}".encode(), FORM).status == 404


def test_a_post_cannot_become_a_get(echoes):
    assert echoes["unprotected"].post("/", {}, b"X-HTTP-Method-Override: GET").status == 404


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [("/", field(T1), 200), ("/", [], 401), ("/nope", [], 404), ("/", [b"Accept: text/html"], 406)],
)
def test_headers_of_every_answer(echoes, path, fields, status):
    response = echoes["token"].get(path, *fields)
    assert response.status == status
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert response.headers["cache-control"] == "max-age=0, private, must-revalidate"
    assert 20 <= len(response.headers["x-request-id"]) <= 200
    assert response.headers["date"] and response.headers["server"]


@pytest.mark.parametrize(("length", "is_kept"), [(19, False), (20, True), (200, True), (201, False)])
def test_a_request_id_of_sensible_length_is_kept(echoes, length, is_kept):
    sent = "i" * length
    answered = echoes["unprotected"].get("/", f"X-Request-Id: {sent}".encode()).headers["x-request-id"]
    assert (answered == sent) == is_kept
    assert 20 <= len(answered) <= 200


def test_a_request_without_host_is_bad(echoes):
    assert echoes["unprotected"].send(b"GET / HTTP/1.1\r\n\r\n").status == 400


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_a_refusal_does_not_end_the_connection(echoes, protection):
    with Wire(echoes[protection].port) as wire:
        for path, expected in [("/nope", 404), ("/?a=%ff", 400), ("/?_format=html", 406), ("/", 200)]:
            wire.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Approov-Token: {T1}\r\n\r\n".encode())
            assert wire.response().status == expected


# Users


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("test@mail.com", "6D223B56597F7B95FA01498D7322CEE484C66FBBCFAC2DD5705729C143A911E0"),
        ("me@gmail.com", "36C0976B9C443A2B21579FBBF7960F7945AE7D429FE402E4B667AA626C202925"),
    ],
)
@pytest.mark.parametrize("protection", PROTECTIONS)
def test_an_id_depends_on_name_and_secret_only(echoes, protection, name, id):
    assert echoes[protection].register(name) == {"id": id}


def test_a_name_is_given_once(echoes):
    server = echoes["unprotected"]
    assert set(server.register("taken@example.com")) == {"id"}
    for password in ("very_strong_password", "another_password"):
        assert server.register("taken@example.com", password) == {"error": "Failed to create user"}
    assert "token" in server.login("taken@example.com")


def test_of_two_at_once_one_gets_the_name(echoes):
    server = echoes["unprotected"]
    answers = []
    threads = [
        threading.Thread(target=lambda password=password: answers.append((password, server.register("race", password))))
        for password in ("password 1", "password 2", "password 3", "password 4")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = (password for password, answer in answers if "id" in answer)
    for password, _ in answers:
        assert ("token" in server.login("race", password)) == (password == winner)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Exact@example.com", "very_strong_password"),
        (" exact@example.com", "very_strong_password"),
        ("exact@example.com ", "very_strong_password"),
        ("exact@example.com", "very_strong_passwor"),
        ("exact@example.com", "very_strong_password "),
        ("exact@example.com", "Very_strong_password"),
        ("unknown@example.com", "very_strong_password"),
    ],
)
def test_names_and_passwords_are_exact(echoes, name, password):
    server = echoes["unprotected"]
    server.register("exact@example.com")
    assert server.login(name, password) == FAILED_LOGIN


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("n" * 72, "password one", "password two"),
        ("n" * 200, "password one", "password two"),
        ("long@example.com", "p" * 100 + "1", "p" * 100 + "2"),
        ("swapped@example.com", "qwerty12X", "Xqwerty12"),
    ],
    ids=["a name of 72 bytes", "a name of 200 bytes", "a password of 101 bytes", "letters moved"],
)
def test_every_byte_of_a_password_counts(echoes, name, good, bad):
    server = echoes["unprotected"]
    assert "id" in server.register(name, good)
    assert server.login(name, bad) == FAILED_LOGIN
    assert "token" in server.login(name, good)


def test_a_password_has_eight_bytes_and_not_eight_letters(echoes):
    assert "id" in echoes["unprotected"].register("letters@example.com", "éééé")
    assert "token" in echoes["unprotected"].login("letters@example.com", "éééé")


BAD_USERS = {
    "nothing": {},
    "no password": {"username": "bad"},
    "no name": {"password": "very_strong_password"},
    "an empty name": {"username": "", "password": "very_strong_password"},
    "an empty password": {"username": "bad", "password": ""},
    "seven bytes": {"username": "bad", "password": "1234567"},
    "a number as name": {"username": 1, "password": "very_strong_password"},
    "a number as password": {"username": "bad", "password": 12345678},
    "null": {"username": None, "password": None},
    "true": {"username": True, "password": True},
    "lists": {"username": ["bad"], "password": ["very_strong_password"]},
    "objects": {"username": {"a": "bad"}, "password": {"a": "very_strong_password"}},
    "an array": [{"username": "bad", "password": "very_strong_password"}],
    "a string": "username",
    "capitals": {"Username": "bad", "Password": "very_strong_password"},
}


@pytest.mark.parametrize("path", ["/auth/register", "/auth/login"])
@pytest.mark.parametrize("body", BAD_USERS.values(), ids=BAD_USERS.keys())
def test_a_user_that_cannot_be_one_crashes_nothing(echoes, path, body):
    server = echoes["token"]
    response = server.post(path, body)
    assert response.status in NEVER_CRASHES
    assert not {"id", "token"} & set(json.loads(response.body or b"{}"))
    if path == "/auth/register":
        assert server.login("bad") == FAILED_LOGIN


BOUNDARY = b"\r\n".join(
    [
        b'--xyz\r\nContent-Disposition: form-data; name="username"\r\n\r\n%s',
        b'--xyz\r\nContent-Disposition: form-data; name="password"\r\n\r\nvery strong+pass',
        b"--xyz--\r\n",
    ]
)
SPELLINGS = {
    # query, content type, body, where %s is the name
    "JSON": (b"", JSON, b'{"username":"%s","password":"very strong+pass"}'),
    "JSON with a charset": (b"", JSON + b"; charset=utf-8", b'{"username":"%s","password":"very strong+pass"}'),
    "JSON of a kind": (b"", JSON.replace(b"/", b"/vnd.api+"), b'{"username":"%s","password":"very strong+pass"}'),
    "JSON with escapes": (b"", JSON, b'{"username":"%s","\\u0070assword":"very\\u0020strong+pass"}'),
    "a form": (b"", FORM, b"username=%s&password=very+strong%%2Bpass"),
    "a form with a charset": (b"", FORM + b"; charset=utf-8", b"username=%s&password=very%%20strong%%2Bpass"),
    "several parts": (b"", b"Content-Type: multipart/form-data; boundary=xyz", BOUNDARY),
    "the query": (b"?username=%s&password=very+strong%%2Bpass", b"X: y", b""),
    "the body over the query": (
        b"?username=%s&password=another+password",
        JSON,
        b'{"password":"very strong+pass"}',
    ),
    "the last of the query": (b"?username=x&username=%s&password=very+strong%%2Bpass", b"X: y", b""),
}


@pytest.mark.parametrize(("query", "content_type", "body"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_ways_to_say_who_one_is(echoes, query, content_type, body):
    server = echoes["token"]
    name = f"spelled-{next(NUMBERS)}"

    def spelled(text):
        return text.replace(b"%s", name.encode()).replace(b"%%", b"%")

    for path, key in [("/auth/register", "id"), ("/auth/login", "token")]:
        target = (path.encode() + spelled(query)).decode()
        response = server.post(target, spelled(body), content_type)
        assert (response.status, set(json.loads(response.body))) == (200, {key})
    assert "token" in server.login(name, "very strong+pass")


def test_a_body_of_another_type_says_nothing(echoes):
    body = b'{"username":"typed","password":"very_strong_password"}'
    for field in (b"Content-Type: text/plain", b"Content-Type: application/octet-stream", b"X: y"):
        assert echoes["unprotected"].post("/auth/register", body, field).status in NEVER_CRASHES
    assert echoes["unprotected"].login("typed") == FAILED_LOGIN


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_every_login_token_is_another_and_one_word_for_a_url(echoes, protection):
    server = echoes[protection]
    user = server.user
    second = server.login(user.name)["token"]
    assert second != user.authorization
    for token in (user.authorization, second):
        assert token.startswith("Bearer ")
        assert set(token.removeprefix("Bearer ")) <= set(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
        )
    for token in (user.authorization, second):  # The older one stays valid.
        with server.client(user=user._replace(authorization=token)) as client:
            client.join()


BROKEN_BODIES = {
    "a chunk without a size": b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
    "a length that is no number": b"Content-Length: abc\r\n\r\n",
    "a coding behind another": b"Transfer-Encoding: gzip, abc\r\n\r\nx",
}


@pytest.mark.parametrize("body", BROKEN_BODIES.values(), ids=BROKEN_BODIES.keys())
def test_a_request_that_breaks_behind_its_head_ends_its_connection_only(echoes, body):
    server = echoes["unprotected"]
    for _ in range(5):
        assert server.send(b"POST /auth/login HTTP/1.1\r\nHost: localhost\r\n" + body).status in (400, *NEVER_CRASHES)
    assert server.get("/").status == 200


NESTED = {
    "arrays": b"[" * 30 + b"1," * 1_000_000 + b"1" + b"]" * 30,
    "objects": b'{"a":' * 30 + b"{" + b",".join(b'"%d":0' % n for n in range(200_000)) + b"}" + b"}" * 30,
}


@pytest.mark.parametrize("value", NESTED.values(), ids=NESTED.keys())
def test_nesting_costs_no_more_than_length(echoes, value):
    """Read once for each level, these take tens of seconds in a debug build."""
    server = echoes["unprotected"]
    began = time.monotonic()
    assert server.post("/auth/login", b'{"username":' + value + b',"password":"very_strong_password"}', JSON).status == 422
    assert time.monotonic() - began < 10
