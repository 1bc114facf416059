"""Clients that other people have written: phxsocket, and websockets saying what Approov's Flutter app says."""

import json
import queue
from unittest.mock import ANY

import phxsocket
import pytest
import websockets
from phxsocket.channel import ChannelConnectError
from websockets.sync.client import connect

from echo import (
    FAULTS,
    NO_STRINGS,
    PROTECTIONS,
    REFUSED,
    TOKEN_FAULTS,
    TOPIC,
    UNMATCHED,
    WHOOPS,
    Echo,
    approov_token,
    forged,
)
from frames import frame
from servers import SECONDS


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


# phxsocket: V1, whole numbers from 0 as refs


class Phx:
    """A phxsocket client that is connected and closed again."""

    def __init__(self, server: Echo, credentials: dict):
        self.socket = phxsocket.Client(f"ws://127.0.0.1:{server.port}/socket/websocket", credentials)
        self.heard = queue.Queue()

    def __enter__(self):
        self.socket.connect()
        return self

    def __exit__(self, *_):
        self.socket.close()

    def channel(self, credentials: dict, topic: str = TOPIC):
        channel = self.socket.channel(topic, credentials)
        channel.on(TOPIC, self.heard.put)
        channel.on_close = lambda: self.heard.put("closed")
        return channel


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_phxsocket_joins_speaks_hears_and_leaves(echoes, protection):
    server = echoes[protection]
    credentials = server.credentials()
    with Phx(server, credentials) as one, Phx(server, server.credentials(server.user)) as other:
        channel = one.channel(credentials)
        assert channel.join() == {}
        assert other.channel(credentials).join() == {}
        for text in ("hi", "Grüße 😀", 'a "quoted"\nline'):
            channel.push("echo_it", {**credentials, "message": text})
            for heard in (one.heard, other.heard):
                assert heard.get(timeout=SECONDS) == {"message": f"{text}, {text}, {text}..."}
        channel.leave()
        assert one.heard.get(timeout=SECONDS) == "closed"


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_phxsocket_learns_why_it_may_not_join(echoes, protection):
    server = echoes[protection]
    credentials = server.credentials()
    with Phx(server, credentials) as one:
        with pytest.raises(ChannelConnectError) as refusal:
            one.channel({}).join()
        assert refusal.value.args == (WHOOPS["response"],)
        with pytest.raises(ChannelConnectError) as refusal:
            one.channel(credentials, "nope").join()
        assert refusal.value.args == (UNMATCHED["response"],)
        assert one.channel(credentials).join() == {}


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_phxsocket_is_refused(echoes, protection):
    client = Phx(echoes[protection], {"Authorization": "Bearer abc", "X-Approov-Token": approov_token("Bearer abc")})
    with pytest.raises(websockets.exceptions.InvalidStatus) as refusal:
        client.socket.connect()
    assert refusal.value.response.status_code == 403


def test_phxsocket_pushes_300_in_order(echoes):
    server = echoes["unprotected"]
    credentials = server.credentials()
    with Phx(server, credentials) as one:
        channel = one.channel(credentials)
        channel.join()
        for n in range(300):
            channel.push("echo_it", {**credentials, "message": n})
        for n in range(300):
            assert one.heard.get(timeout=SECONDS) == {"message": f"{n}, {n}, {n}..."}


# The Flutter app, section 3

BODY = b'{"username":"me@gmail.com","password":"very_strong_password"}'


class App:
    """What the Flutter app sends, in its words and its order."""

    def __init__(self, server: Echo):
        self.server = server
        self.server.secrets |= {"me@gmail.com", "very_strong_password"}
        self.number = 0
        self.credentials = {}

    def post(self, path: str) -> dict:
        fields = [b"Content-Type: application/json; charset=utf-8", b"User-Agent: Dart/3.4 (dart:io)"]
        response = self.server.post(path, BODY, *fields, attested=self.server.protection != "unprotected")
        assert response.status == 200
        return json.loads(response.body)

    def start(self):
        self.post("/auth/register")  # On every later run an error with 200, which nobody looks at.
        self.credentials = {"Authorization": self.post("/auth/login")["token"]}
        self.server.keep(self.credentials["Authorization"].removeprefix("Bearer "))
        match self.server.protection:
            case "token":
                self.credentials["X-Approov-Token"] = approov_token()
            case "token-binding":
                self.credentials["X-Approov-Token"] = approov_token(self.credentials["Authorization"])
        return self

    def connect(self):
        authorization = self.credentials["Authorization"].replace(" ", "+")
        token = self.credentials.get("X-Approov-Token")
        query = f"Authorization={authorization}&vsn=2.0.0" + (f"&X-Approov-Token={token}" if token else "")
        return connect(
            f"ws://127.0.0.1:{self.server.port}/socket/websocket?{query}",
            compression="deflate",
            user_agent_header="Dart/3.4 (dart:io)",
            additional_headers={"Cache-Control": "no-cache", **({"X-Approov-Token": token} if token else {})},
            proxy=None,
            open_timeout=SECONDS,
            close_timeout=SECONDS,
        )

    def push(self, socket, text: str):
        """Sends text after putting in the next number and the credentials."""
        self.number += 1
        credentials = json.dumps(self.credentials, separators=(",", ":"))[1:-1]
        socket.send(text.replace("NUMBER", str(self.number)).replace("CREDENTIALS", credentials))

    def beat(self, socket):
        self.push(socket, '[null,"NUMBER","phoenix","heartbeat",{}]')
        assert receive(socket) == [None, str(self.number), "phoenix", "phx_reply", {"response": {}, "status": "ok"}]

    def join(self, socket) -> str:
        self.number += 1  # The library burns one number per push.
        self.push(socket, f'["{self.number + 1}","NUMBER","echo:chamber","phx_join",{{CREDENTIALS}}]')
        join_ref = str(self.number)
        assert receive(socket) == [join_ref, join_ref, TOPIC, "phx_reply", {"response": {}, "status": "ok"}]
        return join_ref

    def say(self, socket, join_ref: str, text: str):
        self.number += 1
        self.push(socket, f'["{join_ref}","NUMBER","echo:chamber","echo_it",{{CREDENTIALS,"message":"{text}"}}]')
        assert receive(socket) == [None, None, TOPIC, TOPIC, {"message": f"{text}, {text}, {text}..."}]


def receive(socket):
    message = socket.recv(timeout=SECONDS)
    assert isinstance(message, str)
    return json.loads(message)


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_the_app_as_it_is(echoes, protection):
    app = App(echoes[protection]).start()
    with app.connect() as socket:
        join_ref = app.join(socket)
        assert join_ref == "2"
        for text in ("hello", "Grüße 😀", "", "again"):
            app.beat(socket)
            app.say(socket, join_ref, text)
        socket.close(1000, "Heartbeat timeout")
        assert (socket.close_code, socket.protocol.close_rcvd.code) == (1000, 1000)
    with app.start().connect() as socket:
        app.say(socket, app.join(socket), "a later run")


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_two_apps_hear_each_other(echoes, protection):
    one, other = App(echoes[protection]).start(), App(echoes[protection]).start()
    with one.connect() as first, other.connect() as second:
        one_ref, _ = one.join(first), other.join(second)
        one.say(first, one_ref, "hello")
        assert receive(second)[4] == {"message": "hello, hello, hello..."}


def refused(app: App) -> int:
    with pytest.raises(websockets.exceptions.InvalidStatus) as refusal:
        app.connect()
    return refusal.value.response.status_code


def test_an_app_without_credentials_gets_403_until_it_has_some(echoes):
    app = App(echoes["token"])
    app.credentials = {"Authorization": "Bearer null"}
    assert refused(app) == 403
    assert refused(app) == 403
    with app.start().connect() as socket:
        app.join(socket)


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_after_a_restart_with_its_database_the_app_goes_on(protection, tmp_path):
    arguments = ("--database", str(tmp_path / "users"))
    app = App(Echo(protection, tmp_path, *arguments)).start()
    with app.connect() as socket:
        app.join(socket)
        assert app.server.stop() == 0
        with pytest.raises(websockets.exceptions.ConnectionClosed):
            receive(socket)
    app.server = Echo(protection, tmp_path, *arguments)
    with app.connect() as socket:
        app.say(socket, app.join(socket), "back again")
    assert app.post("/auth/register") == {"error": "Failed to create user"}
    assert set(app.post("/auth/login")) == {"token"}
    app.server.end()
    database = (tmp_path / "users").read_bytes()
    assert b"very_strong_password" not in database and b"me@gmail.com" not in database


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_after_a_restart_without_one_the_app_must_register_again(protection, tmp_path):
    app = App(Echo(protection, tmp_path)).start()
    with app.connect() as socket:
        app.join(socket)
    assert app.server.stop() == 0
    app.server = Echo(protection, tmp_path)
    assert refused(app) == 403
    app.post("/auth/register")
    with app.connect() as socket:  # The old login token works again, because the id is the same.
        app.say(socket, app.join(socket), "back again")
    app.server.end()


@pytest.mark.parametrize("variable", ["SECRET_KEY_BASE", "ENCRYPTION_SECRET"])
def test_a_login_token_dies_with_the_secrets(variable, tmp_path):
    app = App(Echo("unprotected", tmp_path)).start()
    assert app.server.stop() == 0
    app.server = Echo("unprotected", tmp_path, **{variable: "x" * 64})
    app.post("/auth/register")
    assert refused(app) == 403
    with app.start().connect() as socket:
        app.join(socket)
    app.server.end()


# 1.8, joins and events


@pytest.fixture
def member(echoes, protection):
    with echoes[protection].client() as client:
        yield client


@pytest.mark.parametrize(("protection", "name"), REFUSED)
def test_a_bad_join_is_refused_and_a_bad_event_is_silent(echoes, member, protection, name):
    fault = FAULTS[protection][name](echoes[protection].user.authorization)
    member.push("1", "1", "phx_join", fault)
    member.expect("1", "1", "phx_reply", WHOOPS)
    member.is_not_joined()
    member.join("4")
    member.push("4", "5", "echo_it", {**fault, "message": "refused"})
    member.is_heard("4")  # Still joined, and the first thing that is heard.


@pytest.mark.parametrize("value", NO_STRINGS, ids=json.dumps)
@pytest.mark.parametrize("name", ["Authorization", "X-Approov-Token", "x-approov-token"])
@pytest.mark.parametrize("protection", PROTECTIONS)
def test_credentials_that_are_no_strings_are_none(member, protection, name, value):
    fault = {**member.credentials, name: value}
    if protection == "unprotected" and name != "Authorization":
        member.join("1").push("1", "2", "echo_it", {**fault, "message": "ignored"})
        member.hear("ignored")
        return
    if name == "x-approov-token":
        del fault["X-Approov-Token"]
    member.push("1", "1", "phx_join", fault)
    member.expect("1", "1", "phx_reply", WHOOPS)
    member.join("4").push("4", "5", "echo_it", {**fault, "message": "refused"})
    member.is_heard("4")


@pytest.mark.parametrize("payload", [None, [], ["Authorization"], "Bearer abc", 1, True], ids=json.dumps)
@pytest.mark.parametrize("protection", PROTECTIONS)
def test_a_join_whose_payload_is_no_object_is_refused(member, payload):
    member.wire.write(frame(member.text("1", "1", TOPIC, "phx_join", payload)))
    member.expect("1", "1", "phx_reply", WHOOPS)
    member.is_not_joined()


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_small_letters_are_fine_and_unrelated_keys_too(member, protection):
    credentials = {**member.credentials, "vsn": "9", "a": [1]}
    if protection != "unprotected":
        credentials["x-approov-token"] = credentials.pop("X-Approov-Token")
    member.join(credentials=credentials)
    member.push("1", "2", "echo_it", {**credentials, "message": "hi"})
    member.hear("hi")


@pytest.mark.parametrize("name", TOKEN_FAULTS)
@pytest.mark.parametrize("protection", ["unprotected"])
def test_without_protection_an_approov_token_is_ignored(echoes, member, name, protection):
    fault = TOKEN_FAULTS[name](echoes[protection].user.authorization)
    member.join(credentials=fault).push("1", "2", "echo_it", {**fault, "message": "hi"})
    member.hear("hi")


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_nothing_is_inherited_from_the_connection_or_the_join(member, protection):
    for name in member.credentials:
        others = {key: value for key, value in member.credentials.items() if key != name}
        member.push("1", "1", "phx_join", others)
        member.expect("1", "1", "phx_reply", WHOOPS)
    member.join("4")
    for name in member.credentials:
        others = {key: value for key, value in member.credentials.items() if key != name}
        member.push("4", "5", "echo_it", {**others, "message": "refused"})
    member.is_heard("4")


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_another_users_valid_pair_is_accepted_on_the_same_socket(echoes, member, protection):
    other = echoes[protection].credentials(echoes[protection].new_user())
    member.join(credentials=other)
    member.push("1", "2", "echo_it", {**other, "message": "from another"})
    member.hear("from another")
    member.is_heard()


@pytest.mark.parametrize("protection", ["token-binding"])
def test_a_token_bound_to_another_user_is_refused(echoes, member, protection):
    theirs = echoes[protection].credentials(echoes[protection].new_user())
    for name in member.credentials:
        mixed = {**member.credentials, name: theirs[name]}
        member.push("1", "1", "phx_join", mixed)
        member.expect("1", "1", "phx_reply", WHOOPS)
        member.join("4").push("4", "5", "echo_it", {**mixed, "message": "refused"})
        member.is_heard("4")
        member.push("4", "6", "phx_leave")
        assert [member.receive()[3] for _ in range(2)] == ["phx_reply", "phx_close"]


@pytest.mark.parametrize("protection", ["token"])
def test_without_binding_any_token_goes_with_any_user(echoes, member, protection):
    for token in (approov_token("Bearer abc"), approov_token(pay=None), forged({"alg": "HS256"})):
        pair = {**member.credentials, "X-Approov-Token": echoes[protection].keep(token)}
        member.push("1", "1", "phx_join", pair)
        assert member.receive()[3:] == ["phx_reply", {"response": {}, "status": "ok"}]
        member.push("1", "2", "phx_leave")
        assert [member.receive()[3] for _ in range(2)] == ["phx_reply", "phx_close"]


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_a_user_of_another_server_is_refused(echoes, member, protection):
    stranger = echoes["unprotected" if protection != "unprotected" else "token"].new_user()
    credentials = echoes[protection].credentials(stranger)
    member.push("1", "1", "phx_join", credentials)
    member.expect("1", "1", "phx_reply", WHOOPS)
    member.join("4").push("4", "5", "echo_it", {**credentials, "message": "refused"})
    member.is_heard("4")


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_an_unknown_event_crashes_the_channel_with_good_and_bad_credentials(member, protection):
    for ref, credentials in (("1", member.credentials), ("4", {})):
        member.join(ref).push(ref, "9", "shout", credentials)
        member.expect(ref, ref, "phx_error", ANY)
        member.is_not_joined()


# 1.6, messages

RENDERINGS = [
    # JSON, text
    ('"hi"', "hi"),
    ('""', ""),
    ('"a, b..."', "a, b..."),
    ('"é€😀"', "é€😀"),
    (r'"\u00e9\ud83d\ude00"', "é😀"),
    (r'"\"\\\/\b\f\n\r\t\u0001"', '"\\/\b\f\n\r\t\x01'),
    ('"\u2028\x7f"', "\u2028\x7f"),
    ('"<b>&amp;%20+"', "<b>&amp;%20+"),
    ("null", ""),
    (None, ""),
    ("5", "5"),
    ("0", "0"),
    ("-3", "-3"),
    ("9007199254740993", "9007199254740993"),
    ("5.5", "5.5"),
    ("-0.5", "-0.5"),
    ("1.0", "1.0"),
    ("100.0", "100.0"),
    ("0.1", "0.1"),
    ("1e20", "1.0e20"),
    ("true", "true"),
    ("false", "false"),
]


@pytest.mark.parametrize(("json_text", "text"), RENDERINGS)
@pytest.mark.parametrize("protection", ["token-binding"])
def test_how_a_message_is_rendered(member, protection, json_text, text):
    member.join()
    payload = json.dumps({**member.credentials, "a": [1]})[:-1] + (f',"message":{json_text}}}' if json_text else "}")
    member.wire.write(frame(f'["1","2","{TOPIC}","echo_it",{payload}]'.encode()))
    member.hear(text)  # Neither the other keys nor the credentials are echoed.


@pytest.mark.parametrize("protection", ["token-binding"])
def test_non_ascii_is_sent_as_it_is(member, protection):
    member.join().say("é😀")
    assert "é😀, é😀, é😀...".encode() in member.wire.message().payload


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_no_credential_is_ever_sent_back(echoes, member, protection):
    server = echoes[protection]
    faults = [{**member.credentials, "Authorization": "Bearer abc"}, {}, {**member.credentials, "message": {}}]
    member.push("1", "1", "phx_join", member.credentials)
    for payload in (*faults, {**member.credentials, "message": "hi"}):
        for event in ("phx_join", "echo_it", "shout", "phx_leave"):
            member.push("1", "2", event, payload)
    member.push("1", "end", "heartbeat", topic="phoenix")
    received = b""
    while b'"end"' not in received:
        received += member.wire.message().payload
    for value in member.credentials.values():
        assert value.removeprefix("Bearer ").encode() not in received
    assert b"Authorization" not in received
    assert server.user.name.encode() not in received
