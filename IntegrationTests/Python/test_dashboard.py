"""The dashboard as an operator sees it: in a browser, and over a socket of one's own."""

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from browser import Browser
from echo import SETTINGS, T1, T2, T3, TOPIC, Echo, approov_token, basic, eventually
from keyserver import SigningKey, document
from servers import DEVELOPMENT_SETTINGS, SECONDS, Server, start_and_fail

USER, PASSWORD = SETTINGS["DASHBOARD_USER"], SETTINGS["DASHBOARD_PASSWORD"]
GOOD = basic(USER, PASSWORD)
LOGIN = {"DASHBOARD_USER": USER, "DASHBOARD_PASSWORD": PASSWORD}
SCRIPT = "<img src=x onerror='window.hurt=1'><script>window.hurt=1</script>"
LIVE = "Live, every second."


def token_field(token: str) -> bytes:
    return b"X-Approov-Token: " + token.encode()


@pytest.fixture
def echo(tmp_path):
    server = Echo("token", tmp_path)
    yield server
    server.end()


def shapes(folder, *arguments: str, **variables: str) -> Server:
    arguments = ("--env-file", str(DEVELOPMENT_SETTINGS), "--dashboard", *arguments)
    return Server("shapes-server", *arguments, folder=folder, **variables)


def open_dashboard(browser: Browser, port: int):
    browser.open(f"http://{USER}:{PASSWORD}@localhost:{port}/dashboard")
    browser.until(lambda: browser.text("#state") == LIVE)


def rows(browser: Browser, table: str) -> dict[str, list[str]]:
    """Returns the cells of each row behind the name of the row."""
    script = """
        return [...document.getElementById(arguments[0]).rows].map(row => [...row.cells].map(cell => cell.innerText))
    """
    return {name: cells for name, *cells in browser.run(script, table)}


def colours(browser: Browser, chart: str) -> list[str]:
    """Returns the classes of all bars, which are the colours of outcomes, from left to right and from below."""
    return browser.run(f"return [...document.querySelectorAll('#{chart} rect')].map(bar => bar.getAttribute('class'))")


# In a browser


def test_it_moves_under_traffic(browser, echo):
    open_dashboard(browser, echo.port)
    assert "/dashboard/home" in browser.driver.current_url
    assert browser.find("h1").text == "echo-server"
    assert rows(browser, "outcomes") == {"accepted": ["0", "0", "0", "0"]}
    assert colours(browser, "passed") == colours(browser, "refused") == []
    for _ in range(5):
        assert echo.get("/", token_field(T1)).status == 200
    for token in (T2, T2, T3):
        assert echo.get("/", token_field(token)).status == 401
    browser.until(lambda: rows(browser, "outcomes").get("invalidSignature"))
    assert rows(browser, "outcomes") == {
        "accepted": ["5"] * 4,
        "expired": ["2"] * 4,
        "invalidSignature": ["1"] * 4,
    }
    assert set(colours(browser, "passed")) == {"c0"}
    assert set(colours(browser, "refused")) == {"c1", "c2"}
    assert browser.text("#acceptedRate") != "0" and browser.text("#refusedRate") != "0"
    assert all(text.endswith("s") for cells in rows(browser, "latencies").values() for text in cells)
    with echo.client() as one, echo.client():
        one.join()
        browser.until(lambda: (browser.text("#connections"), browser.text("#channels")) == ("2", "1"))
    browser.until(lambda: (browser.text("#connections"), browser.text("#channels")) == ("0", "0"))
    assert {host.rpartition("@")[2] for host in browser.hosts()} == {f"localhost:{echo.port}"}


def test_the_time_shown_can_be_chosen_with_the_keyboard(browser, echo):
    echo.get("/", token_field(T2))
    open_dashboard(browser, echo.port)
    chosen = "return document.querySelector('#windows [aria-pressed=true]').textContent"
    assert browser.run(chosen) == "1 h"
    for name in ("1 min", "10 min", "1 h"):
        assert browser.tab().text == name
        browser.press(" ")
        assert browser.run(chosen) == name
        label = browser.run("return document.querySelector('#refused svg').getAttribute('aria-label')")
        assert re.match(rf"Checks refused within {name}: at most [\d.]+ a second\.", label)
        browser.until(lambda: len(colours(browser, "refused")) == 1)


def test_it_comes_back_to_a_server_that_has_started_again(browser, tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    server = shapes(tmp_path / "one", **LOGIN)
    for _ in range(3):
        assert server.get("/v2/shapes").status == 400
    open_dashboard(browser, server.port)
    browser.until(lambda: rows(browser, "outcomes").get("missingToken") == ["3"] * 4)
    assert len(colours(browser, "refused")) >= 1
    assert server.stop() == 0
    browser.until(lambda: browser.text("#state") == "The server does not answer. Trying again …")
    again = shapes(tmp_path / "two", HTTP_PORT=str(server.port), **LOGIN)
    browser.until(lambda: browser.text("#state") == LIVE)
    # It is another history: nothing of the old one is left.
    assert rows(browser, "outcomes") == {"accepted": ["0"] * 4}
    assert colours(browser, "refused") == colours(browser, "passed") == []
    assert again.get("/v2/shapes").status == 400
    browser.until(lambda: rows(browser, "outcomes").get("missingToken") == ["1"] * 4)
    assert again.stop() == 0
    # What the console says is that the server was away.
    assert all("/dashboard/events" in complaint.message for complaint in browser.complaints())
    browser.open("about:blank")
    browser.complaints()


class Forwarder:
    """Stands between the browser and a server, and can end all connections and refuse new ones."""

    def __init__(self, port: int):
        self.target = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.sockets: list[socket.socket] = []
        self.is_open = True
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if not self.is_open:
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self.target))
            self.sockets += [client, server]
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=self.copy, args=(source, sink), daemon=True).start()

    def copy(self, source: socket.socket, sink: socket.socket):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass

    def cut(self):
        self.is_open = False
        for end in self.sockets:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()
        self.sockets = []


def test_what_happens_while_the_network_is_away_is_not_lost(browser, echo):
    forwarder = Forwarder(echo.port)
    open_dashboard(browser, forwarder.port)
    browser.find("#windows [data-seconds='60']").click()

    def refuse_once_a_second():
        assert echo.get("/").status == 401
        time.sleep(1.2)

    refuse_once_a_second()
    browser.until(lambda: len(colours(browser, "refused")) == 1)
    forwarder.cut()
    browser.until(lambda: browser.text("#state") != LIVE)
    refuse_once_a_second()
    refuse_once_a_second()
    forwarder.is_open = True
    browser.until(lambda: browser.text("#state") == LIVE)
    browser.until(lambda: len(colours(browser, "refused")) == 3)
    assert rows(browser, "outcomes")["missingToken"] == ["3"] * 4
    assert all("/dashboard/events" in complaint.message for complaint in browser.complaints())
    forwarder.listener.close()


def test_script_text_is_inert(browser, tmp_path):
    (tmp_path / "keys.json").write_bytes(document(SigningKey(SCRIPT)))
    server = Echo("token", tmp_path, APPROOV_KEYS_FILE=str(tmp_path / "keys.json"))
    open_dashboard(browser, server.port)
    user = server.new_user(f"user-{SCRIPT}")
    for field in (token_field(SCRIPT), b"User-Agent: " + SCRIPT.encode(), b"Authorization: " + SCRIPT.encode()):
        server.get(f"/?topic={SCRIPT.encode().hex()}", field)
    with server.client(user=user) as client:
        client.push("1", "1", "phx_join", client.credentials, topic=f"echo:{SCRIPT}")
        client.receive()
        client.join()
        client.say(SCRIPT)
        client.hear(SCRIPT)
        client.push("1", "9", f"event {SCRIPT}", client.credentials)
        browser.until(lambda: browser.text("#connections") == "1")
        browser.until(lambda: browser.text("#events") != "0")
    keys = rows(browser, "keys")
    assert set(keys) == {"none", SCRIPT}
    assert keys[SCRIPT][:2] == ["ES256", "file"]
    assert keys["none"][:2] == ["HS256", "environment"] and keys["none"][-1] == "never"
    page = server.get("/dashboard/home", GOOD).body.decode()
    assert SCRIPT not in page and page.count("&lt;img src=x") == 1
    assert TOPIC not in browser.text() and "user-" not in browser.text()
    browser.open(browser.driver.current_url)
    browser.until(lambda: browser.text("#state") == LIVE)
    assert browser.run("return window.hurt") is None
    assert browser.all("img") == []
    server.end()


def test_it_can_be_read_without_scripts(browser, echo):
    for _ in range(2):
        echo.get("/", token_field(T2))
    browser.look(scripts=False)
    browser.open(f"http://{USER}:{PASSWORD}@localhost:{echo.port}/dashboard")
    assert "loads itself again" in browser.text("#state")
    eventually(lambda: b">expired</th>" in echo.get("/dashboard/home", GOOD).body)
    browser.until(lambda: "expired" in browser.text("#outcomes"))  # The page has loaded itself again.
    assert browser.text("#p99").endswith("s")
    assert not browser.find("#charts").is_displayed()


# Over a socket


def strip_date(response: bytes) -> bytes:
    return re.sub(rb"\r\nDate: [^\r]+", b"", response)


def test_every_wrong_login_gets_the_same_bytes(echo):
    bad = {
        "none": (),
        "empty": (b"Authorization:",),
        "a scheme alone": (b"Authorization: Basic",),
        "no base64": (b"Authorization: Basic !",),
        "another password": (basic(USER, "another-password"),),
        "another user": (basic("another-user", PASSWORD),),
        "nobody": (basic("", ""),),
        "part of the password": (basic(USER, PASSWORD[:-1]),),
        "more than the password": (basic(USER, PASSWORD + "1"),),
        "twice": (GOOD, GOOD),
        "a bearer": (GOOD.replace(b"Basic", b"Bearer"),),
        "very long": (b"Authorization: Basic " + b"A" * 10_000,),
        "an Approov token": (token_field(approov_token()),),
        "script text": (b"Authorization: <script>alert(1)</script>",),
    }
    answers = set()
    for path in ("/dashboard", "/dashboard/home", "/dashboard/events", "/dashboard/numbers", "/dashboard/icon.svg"):
        for fields in bad.values():
            with echo.connect() as connection:
                lines = [f"GET {path} HTTP/1.1".encode(), b"Host: localhost", b"Connection: close", *fields, b"", b""]
                connection.sendall(b"\r\n".join(lines))
                answer = b"".join(iter(lambda: connection.recv(65536), b""))
            answers.add(strip_date(answer))
    (answer,) = answers
    assert answer.startswith(b"HTTP/1.1 401 ") and answer.endswith(b"\r\n\r\n")


def test_shapes_has_a_dashboard_only_if_it_is_asked_for(tmp_path):
    for variables in ({}, {"DASHBOARD_USER": USER}, {**LOGIN, "DASHBOARD_PASSWORD": "short"}):
        settings = ("--env-file", str(DEVELOPMENT_SETTINGS))
        result = start_and_fail("shapes-server", *settings, "--dashboard", folder=tmp_path, **variables)
        assert (result.returncode, result.stdout) == (78, "")
        (line,) = result.stderr.splitlines()
        assert line.startswith("approov-protected-server: DASHBOARD_")
        assert PASSWORD not in line
    server = Server("shapes-server", *settings, folder=tmp_path, **LOGIN)
    assert server.get("/dashboard", GOOD).status == 404
    assert server.stop() == 0


@contextmanager
def events(server: Server, last: str | None = None) -> Iterator[Iterator[tuple[str, str | None, object]]]:
    """Yields the events of a connection: the kind, the id and the data."""
    lines = ["GET /dashboard/events HTTP/1.1", "Host: localhost", GOOD.decode()]
    lines += [f"Last-Event-ID: {last}"] if last is not None else []
    with server.connect() as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        file = connection.makefile("rb")
        assert file.readline().startswith(b"HTTP/1.1 200 ")
        fields = dict(line.decode().strip().lower().split(": ", 1) for line in iter(file.readline, b"\r\n"))
        assert fields["content-type"] == "text/event-stream; charset=utf-8"
        assert fields["cache-control"] == "no-store"

        def chunks() -> Iterator[str]:
            while size := int(file.readline() or b"0", 16):
                yield file.read(size).decode()
                file.readline()

        def read() -> Iterator[tuple[str, str | None, object]]:
            text = ""
            for chunk in chunks():
                text += chunk
                while "\n\n" in text:
                    event, _, text = text.partition("\n\n")
                    values = dict(line.split(": ", 1) for line in event.splitlines())
                    yield values["event"], values.get("id"), json.loads(values["data"])

        yield read()


def test_the_samples_go_on_where_a_page_has_left(echo):
    def refuse():
        assert echo.get("/").status == 401

    refuse()
    with events(echo) as stream:
        kind, _, start = next(stream)
        assert kind == "start" and start["length"] == 3600
        seen = []
        for kind, event_id, data in stream:
            if kind == "samples":
                seen += data
                last = event_id
            if kind == "view" and sum(count for sample in seen for _, count in sample["o"]) == 1:
                break
    assert [sample["n"] for sample in seen] == list(range(1, len(seen) + 1))
    assert last == f"{start['epoch']}-{len(seen)}"
    refuse()
    time.sleep(2.1)
    with events(echo, last) as stream:
        assert next(stream) == ("start", None, start)
        kind, _, data = next(stream)
        assert kind == "samples"
        assert data[0]["n"] == len(seen) + 1 and len(data) >= 2
        assert sum(count for sample in data for _, count in sample["o"]) == 1
    numbers = ("", "x", "-5", "0", "999999999999", "9" * 30)
    for other in ("", "x", f"x-{len(seen)}", "a" * 5000, *(f"{start['epoch']}-{number}" for number in numbers)):
        with events(echo, other) as stream:
            next(stream)
            assert next(stream)[2][0]["n"] == 1


def test_only_so_many_pages_may_listen(echo):
    connections = []
    request = b"GET /dashboard/events HTTP/1.1\r\nHost: localhost\r\n" + GOOD + b"\r\n\r\n"
    for _ in range(16):
        connection = echo.connect()
        connection.sendall(request)
        assert connection.recv(15) == b"HTTP/1.1 200 OK"
        connections.append(connection)
    refused = echo.send(request)
    assert (refused.status, refused.body) == (503, b"")
    for connection in connections:
        connection.close()
    eventually(lambda: echo.get("/dashboard/events", GOOD, method="HEAD").status == 200, SECONDS)


def test_pages_that_listen_do_not_keep_a_server_from_stopping(tmp_path):
    server = shapes(tmp_path, **LOGIN)
    with events(server) as stream, events(server):
        next(stream)
        began = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - began < 3
        for _ in stream:
            pass  # The stream ends as it should.
