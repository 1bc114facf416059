"""How an Echo server starts, counts, suffers a client that does not read, and ends."""

import itertools
import json
import time

import pytest

from echo import PROTECTIONS, SETTINGS, TOPIC, WHOOPS, Echo, approov_token, basic, eventually, target
from frames import CONTINUATION, Wire, frame
from servers import start_and_fail

GOOD = basic(SETTINGS["DASHBOARD_USER"], SETTINGS["DASHBOARD_PASSWORD"])


# Starting

BAD_SETTINGS = [
    # protection, variable, value
    *((protection, name, value) for protection in PROTECTIONS for name, value in [
        ("SECRET_KEY_BASE", None),
        ("SECRET_KEY_BASE", ""),
        ("SECRET_KEY_BASE", "s" * 63),
        ("ENCRYPTION_SECRET", None),
        ("ENCRYPTION_SECRET", ""),
        ("ENCRYPTION_SECRET", "s" * 63),
    ]),
    *((protection, "APPROOV_BASE64URL_SECRET", value) for protection in PROTECTIONS[1:] for value in [
        None,
        "",
        "   ",
        "c2hvcnQ",
        "not!base64url",
        SETTINGS["APPROOV_BASE64URL_SECRET"][:-3],
        SETTINGS["APPROOV_BASE64URL_SECRET"].replace("-", "+").replace("_", "/"),
    ]),
    ("unprotected", "DASHBOARD_USER", "seven77"),
    ("unprotected", "DASHBOARD_USER", None),
    ("unprotected", "DASHBOARD_PASSWORD", "eleven11111"),
    ("unprotected", "DASHBOARD_PASSWORD", None),
    ("unprotected", "URL_PUBLIC_PORT", "http-port"),
    ("unprotected", "URL_PUBLIC_PORT", "65536"),
    ("unprotected", "HTTP_PORT", "http-port"),
    ("unprotected", "LOG_LEVEL", "very-loud"),
]  # fmt: skip


@pytest.mark.parametrize(("protection", "variable", "value"), BAD_SETTINGS)
def test_a_setting_that_cannot_be_right_stops_the_start(protection, variable, value, tmp_path):
    settings = {name: text for name, text in {**SETTINGS, variable: value}.items() if text is not None}
    result = start_and_fail("echo-server", "--protection", protection, folder=tmp_path, **settings)
    assert result.returncode == 78
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert f"{variable}: " in line
    assert not value or not value.strip() or value not in line
    assert not [text for name, text in settings.items() if "SECRET" in name and text.strip() and text in line]


def test_words_that_mean_nothing_are_misuse(tmp_path):
    assert start_and_fail("echo-server", "--protection", "none", folder=tmp_path, **SETTINGS).returncode == 64


@pytest.mark.parametrize(
    ("protection", "changes"),
    [
        ("unprotected", {"APPROOV_BASE64URL_SECRET": None}),
        ("token", {"APPROOV_BASE64URL_SECRET": SETTINGS["APPROOV_BASE64URL_SECRET"] + "=="}),
        ("token", {"SECRET_KEY_BASE": "s" * 64, "ENCRYPTION_SECRET": "t" * 64}),
        ("token", {"DASHBOARD_USER": None, "DASHBOARD_PASSWORD": None}),
        ("token", {"PLUG_SESSION_SIGNING_SALT": "p" * 64, "LIVE_VIEW_SIGNING_SALT": "l" * 64}),
    ],
)
def test_settings_that_are_right(protection, changes, tmp_path):
    server = Echo(protection, tmp_path, **changes)
    with server.client() as client:
        client.join().is_heard()
    server.end()


# Counting


@pytest.mark.parametrize("path", ["/dashboard", "/dashboard/numbers", "/dashboard/home"])
def test_without_a_password_there_is_no_dashboard(tmp_path, path):
    server = Echo("token", tmp_path, DASHBOARD_USER=None, DASHBOARD_PASSWORD=None)
    assert server.get(path).status == 404
    assert server.get(path, GOOD).status == 404
    assert server.get(path, basic("", "")).status == 404
    server.end()


OPENERS = {
    "the right ones": (GOOD, 200),
    "a small scheme": (GOOD.replace(b"Basic", b"basic"), 200),
    "none": (b"X: y", 401),
    "an empty field": (b"Authorization:", 401),
    "a scheme alone": (b"Authorization: Basic", 401),
    "no base64": (b"Authorization: Basic !", 401),
    "no colon": (b"Authorization: Basic ZGFzaGJvYXJk", 401),
    "another password": (basic(SETTINGS["DASHBOARD_USER"], "another-password"), 401),
    "another user": (basic("another-user", SETTINGS["DASHBOARD_PASSWORD"]), 401),
    "nobody": (basic("", ""), 401),
    "part of the password": (basic(SETTINGS["DASHBOARD_USER"], SETTINGS["DASHBOARD_PASSWORD"][:-1]), 401),
    "more than the password": (basic(SETTINGS["DASHBOARD_USER"], SETTINGS["DASHBOARD_PASSWORD"] + "1"), 401),
    "a bearer": (GOOD.replace(b"Basic", b"Bearer"), 401),
    "an Approov token": (b"X-Approov-Token: " + approov_token().encode(), 401),
}


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_who_may_see_the_dashboard(echoes, protection):
    for name, (field, status) in OPENERS.items():
        for path, success in (("/dashboard", 302), ("/dashboard/home", 200), ("/dashboard/numbers", 200)):
            response = echoes[protection].get(path, field)
            assert response.status == (success if status == 200 else status), (name, path)
            assert status == 200 or response.headers["www-authenticate"].startswith("Basic")


def test_the_password_cannot_come_with_the_query(echoes):
    user, password = SETTINGS["DASHBOARD_USER"], SETTINGS["DASHBOARD_PASSWORD"]
    assert echoes["token"].get(f"/dashboard?user={user}&password={password}").status == 401


def test_the_numbers_move(tmp_path):
    server = Echo("token", tmp_path)
    numbers = server.numbers()
    assert set(numbers) >= {"connections", "channels", "events", "accepted", "refused", "memoryBytes", "uptimeSeconds"}
    assert (numbers["connections"], numbers["channels"], numbers["events"]) == (0, 0, 0)
    assert numbers["memoryBytes"] > 1 << 20 and 0 <= numbers["uptimeSeconds"] < 60

    with Wire(server.port) as wire:
        assert wire.upgrade(target({})).status == 403
    assert server.numbers()["refused"] > numbers["refused"]
    assert server.numbers()["connections"] == 0

    with server.client() as one, server.client() as other:
        assert server.numbers()["accepted"] > numbers["accepted"]
        assert (server.numbers()["connections"], server.numbers()["channels"]) == (2, 0)
        one.join()
        other.join()
        assert server.numbers()["channels"] == 2
        before = server.numbers()
        one.say("hi")
        one.hear("hi")
        other.hear("hi")
        assert server.numbers()["events"] > before["events"]
        before = server.numbers()
        one.say("refused", Authorization="Bearer abc")
        eventually(lambda: server.numbers()["refused"] > before["refused"])
        before = server.numbers()
        other.push("4", "4", "phx_join", {})
        other.expect("4", "4", "phx_reply", WHOOPS)
        other.expect("1", "1", "phx_close", {})
        assert server.numbers()["refused"] > before["refused"]
        assert server.numbers()["channels"] == 1
        other.wire.reset()
        eventually(lambda: server.numbers()["connections"] == 1)
        one.push("1", "5", "phx_leave")
        eventually(lambda: server.numbers()["channels"] == 0)
    eventually(lambda: server.numbers()["connections"] == 0)
    server.end()


# Suffering


def test_a_client_that_does_not_read_is_let_go_and_the_others_lose_nothing(tmp_path):
    server = Echo("unprotected", tmp_path, LOG_LEVEL="info")
    count, window, text = 1500, 20, "m" * 10_000
    with server.client() as speaker, server.client("1.0.0") as listener:
        deaf = server.client(receive_buffer=4096).join()
        speaker.join()
        listener.join()
        most = server.measure("VmRSS")
        for start in range(0, count, window):
            for n in range(start, start + window):
                speaker.say(f"{n} {text}")
            for client in (speaker, listener):
                for n in range(start, start + window):
                    client.hear(f"{n} {text}")
            most = max(most, server.measure("VmRSS"))
        assert most < 200 << 20
        eventually(lambda: server.numbers()["connections"] == 2)
        assert server.numbers()["channels"] == 2
        received = drained(deaf.wire)
        assert received < count * 3 * len(text), "It was not let go."
        speaker.say("after all")
        for client in (speaker, listener):
            client.hear("after all")
    server.end()


def drained(wire: Wire) -> int:
    """Reads until the connection ends, and returns how much it was."""
    received = 0
    try:
        while data := wire.socket.recv(1 << 20):
            received += len(data)
    except ConnectionResetError:
        pass
    return received


def test_a_client_that_asks_and_does_not_read_is_let_go(tmp_path):
    """Its own answers fill its connection: the server neither keeps them all nor waits for ever."""
    server = Echo("unprotected", tmp_path, LOG_LEVEL="info")
    with server.client() as witness:
        witness.join()
        deaf = server.client(receive_buffer=4096)
        beats = frame(deaf.text(None, "r" * 30_000, "phoenix", "heartbeat", {})) * 10
        deaf.wire.socket.settimeout(1)
        try:
            for _ in range(200):
                deaf.wire.write(beats)
        except (TimeoutError, ConnectionResetError, BrokenPipeError):
            pass  # The server has stopped reading, or ended it.
        witness.is_heard()
        assert server.measure("VmRSS") < 200 << 20
        deaf.wire.reset()
        eventually(lambda: server.numbers()["connections"] == 1)
        witness.is_heard()
    server.end()


# Ending


@pytest.mark.parametrize("protection", PROTECTIONS)
def test_told_to_stop_the_server_says_1001_to_each_and_goes(protection, tmp_path):
    server = Echo(protection, tmp_path)
    clients = [server.client(vsn).join() for _, vsn in zip(range(20), itertools.cycle(["1.0.0", "2.0.0"]))]
    clients += [server.client() for _ in range(5)]  # They have not joined.
    began = time.monotonic()
    server.process.terminate()
    for client in clients:
        assert client.wire.close_code() == 1001
    assert server.wait() == 0
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("signal", ["terminate", "interrupt"])
def test_told_to_stop_the_server_waits_for_nobody(signal, tmp_path):
    """Neither for a silent connection, half a request, half a frame, nor a client that does not answer or read."""
    server = Echo("unprotected", tmp_path)
    silent, half = Wire(server.port), Wire(server.port)
    half.write(b"GET / HTTP/1.1\r\nHost: x\r\n")
    unfinished, deaf = server.client().join(), server.client(receive_buffer=4096).join()
    unfinished.wire.write(frame(b"[", fin=False) + frame(b"more", CONTINUATION)[:4])
    for _ in range(20):
        deaf.say("m" * 10_000)
        unfinished.receive()
    began = time.monotonic()
    server.process.terminate() if signal == "terminate" else server.process.send_signal(2)
    assert server.wait() == 0
    assert time.monotonic() - began < 5
    for wire in (silent, half, unfinished.wire, deaf.wire):
        wire.socket.close()


def test_an_event_in_flight_is_heard_before_the_end(tmp_path):
    server = Echo("unprotected", tmp_path)
    with server.client() as client:
        client.join().is_heard()
        client.say("last words")
        client.hear("last words")
        server.process.terminate()
        assert client.wire.close_code() == 1001
    assert server.wait() == 0


def test_the_numbers_are_json_and_the_dashboard_is_a_page(echoes):
    assert echoes["token"].get("/dashboard", GOOD).headers["location"] == "/dashboard/home"
    page = echoes["token"].get("/dashboard/home", GOOD)
    assert page.headers["content-type"].startswith("text/html")
    numbers = echoes["token"].get("/dashboard/numbers", GOOD)
    assert numbers.headers["content-type"].startswith("application/json")
    refused = json.loads(numbers.body)["refused"]
    assert all(isinstance(count, int) and count > 0 for count in refused.values())
    assert TOPIC.encode() not in numbers.body
