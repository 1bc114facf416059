"""The playground in a real browser: what a person sees and does, with and without JavaScript, and who is refused."""

import base64
import json
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import quote

import pytest
from selenium.webdriver.common.keys import Keys
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from accessibility import SCHEMES, WIDTHS, examine
from browser import Browser
from echo import eventually
from servers import DEVELOPMENT_SETTINGS, Server, start_and_fail
from test_start_and_stop import DEVELOPMENT_SECRET

# By what the button says: the situation, the statuses in their order, where the last request stopped, and why.
SITUATIONS = {
    "Valid token": ("valid", [200], None, None),
    "No token": ("missing", [400], "Token present", "missingToken"),
    "Expired token": ("expired", [401], "Expiry", "expired"),
    "Forged token": ("forged", [401], "Token signature", "invalidSignature"),
    "Wrong key": ("wrong-key", [401], "Token signature", "invalidSignature"),
    "Bound to the user": ("bound", [200], None, None),
    "Bound to someone else": ("bound-to-someone-else", [401], "Token binding", "bindingMismatch"),
    "Failover token": ("failover", [200], None, None),
    "Signed request": ("message-signed", [200], None, None),
    "Body tampered with": ("body-tampered", [401], "Body digest", "digestMismatch"),
    "Replayed request": ("replayed", [200, 401], "First time", "replayed"),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    server = playground(tmp_path_factory.mktemp("playground"))
    yield server
    # Whatever was asked of it, it still answers, ends as it should, and has logged no token.
    assert server.get("/v1/shapes").status == 200
    assert server.stop() == 0
    assert "eyJ" not in server.log.read_text()


def playground(folder) -> Server:
    return Server("shapes-server", "--env-file", str(DEVELOPMENT_SETTINGS), "--playground", folder=folder)


@pytest.fixture
def url(server) -> str:
    return f"http://127.0.0.1:{server.port}"


def press(browser: Browser, title: str):
    """Presses a button by what it says, and waits until the page is about that."""
    (button,) = [button for button in browser.all("#situations button") if button.text == title]
    button.click()
    browser.until(lambda: browser.text("#result-title") == title, f"The page does not become {title!r}.")
    browser.until(lambda: not browser.all("#result[aria-busy]"))


def check_sight(browser: Browser, title: str):
    """Checks that a person sees what came of the situation."""
    name, statuses, step, code = SITUATIONS[title]
    assert [int(status.text) for status in browser.all(".verdict .status")] == statuses
    assert [stop.text for stop in browser.all(".checks .stopped .step")] == ([f"{step} stopped here"] if step else [])
    last = browser.all(".verdict")[-1].text
    assert (f"Refused: {code}" in last) if code else ("Accepted" in last)
    request, answer = (browser.text(f"figure:has(#{part}-{len(statuses)}) pre") for part in ("request", "answer"))
    assert request.startswith(("GET /v2/", "POST /playground/orders"))
    assert answer.startswith(f"HTTP/1.1 {statuses[-1]} ")
    assert answer.endswith("\n\n{}\n") or answer.endswith("\n\n{}") or code is None
    if name == "missing":
        assert not browser.all("table")
    else:
        assert "HS256" in browser.text("table") and "exp" in browser.text("table + table")
    current = [button.text for button in browser.all("#situations button[aria-current]")]
    assert current == [title]
    assert browser.driver.title == f"{title} · Approov Mobile App Authentication"
    assert browser.driver.current_url.split("#")[0].endswith(f"/?situation={name}")


def run_curl(browser: Browser) -> list[int]:
    """Runs what the page offers for a terminal, and returns the statuses."""
    text = browser.run("return document.querySelector('figure:has(#curl) pre').textContent")
    text = text.replace("curl -i", "curl -s -i")
    done = subprocess.run(["bash", "-c", text], capture_output=True, text=True, timeout=20)
    return [int(status) for status in re.findall(r"^HTTP/1\.1 (\d+)", done.stdout, re.MULTILINE)]


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_every_button_shows_what_comes_of_it_and_curl_gets_the_same(browser, url, scripts):
    browser.look(scripts=scripts)
    browser.open(url)
    buttons = [button.text for button in browser.all("#situations button")]
    assert buttons == list(SITUATIONS)
    for title in buttons:
        press(browser, title)
        check_sight(browser, title)
        assert run_curl(browser) == SITUATIONS[title][1], title
    assert browser.hosts() == {url.removeprefix("http://")}


def test_the_way_back_leads_to_what_was_shown(browser, url):
    browser.open(url)
    for title in ["Expired token", "Valid token"]:
        press(browser, title)
    browser.driver.back()
    browser.until(lambda: browser.text("#result-title") == "Expired token")
    browser.driver.back()
    browser.until(lambda: browser.text("#result-title") == "Press a situation")
    browser.driver.forward()
    browser.until(lambda: browser.text("#result-title") == "Expired token")
    browser.until(lambda: not browser.all("#result[aria-busy]"))
    check_sight(browser, "Expired token")


def test_the_keyboard_is_enough(browser, url):
    browser.open(url)
    for _ in range(40):
        if browser.tab().text == "Forged token":
            break
    browser.press(Keys.ENTER)
    browser.until(lambda: browser.text("#result-title") == "Forged token")
    browser.until(lambda: "Refused: invalidSignature" in browser.text("#announcement"))
    for _ in range(40):
        if browser.tab().text == "Copy":
            break
    browser.press(Keys.SPACE)
    browser.until(lambda: "copied" in browser.text("#announcement"))


def test_what_is_copied_is_the_whole_curl_line(browser, url):
    permissions = {"origin": url, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    browser.driver.execute_cdp_cmd("Browser.grantPermissions", permissions)
    browser.open(url)
    press(browser, "Valid token")
    browser.find("figure:has(#curl) .copy").click()
    browser.until(lambda: browser.text("#announcement") == "The curl line is copied.")
    copied = browser.run("return navigator.clipboard.readText()")
    assert re.fullmatch(rf"curl -i '{url}/v2/shapes' -H 'Approov-Token: eyJ[\w-]+\.[\w-]+\.[\w-]+'", copied)
    # On the screen it is abbreviated.
    assert browser.run("const e = document.querySelector('.long'); return e.scrollWidth > e.clientWidth")


def test_on_a_phone_the_answer_comes_into_sight(browser, url):
    browser.look(width=390, height=800)
    browser.open(url)
    press(browser, "Expired token")
    browser.until(lambda: browser.run("return document.activeElement.id") == "result-title")
    top = browser.run("return document.querySelector('.verdict').getBoundingClientRect().top")
    assert 0 <= top < 400


def test_without_a_server_the_page_says_so(browser, tmp_path):
    server = playground(tmp_path)
    browser.open(f"http://localhost:{server.port}")
    assert server.stop() == 0
    browser.all("#situations button")[0].click()
    browser.until(lambda: "The server does not answer" in browser.text("#result"))
    assert all("ERR_CONNECTION" in complaint.message for complaint in browser.complaints())


# The Echo page.


def take(browser: Browser, step: str, kind: str, expected: str) -> str:
    """Takes a step with a kind of token, waits for words in what is then new in the log, and returns that."""
    before = len(browser.text("#log")) if browser.all("#log li") else 0
    browser.find(f"input[value={kind}]").click()
    browser.find(f"#{step}").click()
    return browser.until(
        lambda: text if expected in (text := browser.text("#log")[before:]) else None,
        f"After {step} with a token that is {kind}, there is no {expected!r}.",
    )


def test_echo_passes_the_same_checks_three_times(browser, url):
    browser.open(f"{url}/playground/echo")
    for kind, code in [("missing", "missingToken"), ("expired", "expired"), ("forged", "invalidSignature")]:
        assert "refused with 403" in take(browser, "connect", kind, f"{code}: ")
    refused = browser.complaints()
    assert len(refused) == 3 and all("response code: 403" in complaint.message for complaint in refused)
    take(browser, "connect", "valid", "101 Switching Protocols")
    assert '"status":"error"' in take(browser, "join", "missing", "missingToken: ")
    assert '"reason":"unauthorized"' in take(browser, "join", "expired", "expired: ")
    take(browser, "join", "valid", '"status":"ok"')
    take(browser, "say", "valid", "Hello, Hello, Hello...")
    for kind, code in [("missing", "missingToken"), ("expired", "expired"), ("forged", "invalidSignature")]:
        assert "There is no answer" in take(browser, "say", kind, f"{code}: ")
    take(browser, "say", "valid", "Hello, Hello, Hello...")
    assert browser.hosts() == {url.removeprefix("http://")}


def test_a_message_in_script_is_text(browser, url):
    browser.open(f"{url}/playground/echo")
    take(browser, "connect", "valid", "101 Switching Protocols")
    take(browser, "join", "valid", '"status":"ok"')
    script = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    browser.run("document.querySelector('#message').value = arguments[0]", script)
    take(browser, "say", "valid", "onerror")
    browser.until(lambda: browser.text("#log").count("onerror") >= 2)
    assert not browser.all("#log img, #log script")
    assert browser.driver.title.startswith("Echo")


def test_echo_says_that_it_needs_javascript(browser, url):
    browser.look(scripts=False)
    browser.open(f"{url}/playground/echo")
    assert "needs JavaScript" in browser.text()
    assert not browser.find("#echo").is_displayed()


# How it is for everybody.


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/", "/?situation=valid", "/?situation=replayed", "/playground/echo"])
def test_a_page_is_for_everybody(browser, url, path, width, scheme):
    browser.look(width=width, scheme=scheme)
    browser.open(url + path)
    examination = examine(browser)
    print(f"{path} {scheme} {width}: {examination.line()}")
    assert examination.findings == []


# What a program can find, once each, with the words in which it says so.
FAULTS = {
    "<button></button>": "no name",
    "<img src='data:,' width=20 height=20>": "no text in place of the image",
    "<h1>Another</h1>": "not one h1",
    "<h4>Too deep</h4>": "a heading of level 4 follows one of 1",
    "<p id=a>One</p><p id=a>Two</p>": "an id twice: a",
    "<p aria-describedby=nobody>Text</p>": "aria-describedby names nothing: nobody",
    "<p style='color:#999'>Pale</p>": "contrast 2.85",
    "<input aria-label=Name style='border:1px solid #ddd'>": "the edge of a field has contrast 1.36",
    "<button style='width:20px;height:20px;padding:0'>x</button>": "a target of 20 by 20",
    "<button style='outline:none'>Press</button>": "one does not see that it has the focus",
    "<button tabindex=2>Last</button><button tabindex=1>First</button>": "the focus does not follow the page",
    "<a href='/' tabindex=-1>Unreached</a>": "the Tab key does not reach 1 of",
    "<div style='width:2000px'>Wide</div>": "wider than the window",
    "<table><tr><td>1</table>": "a table without headers",
    "<input type=radio aria-label=One>": "radio buttons without a name for all",
}


def findings(browser: Browser, html: str) -> list[str]:
    """Returns what is wrong with a page of which only this can be wrong."""
    page = f"<!DOCTYPE html><html lang=en><title>Faults</title><main><h1>Faults</h1>{html}</main>"
    browser.open(f"data:text/html,{quote(page)}")
    return examine(browser).findings


@pytest.mark.parametrize(("html", "finding"), FAULTS.items(), ids=FAULTS.values())
def test_a_fault_is_found(browser, html, finding):
    found = findings(browser, html)
    assert [text for text in found if finding in text], found


def test_what_is_right_is_not_found(browser):
    assert findings(browser, "<p>Text</p><button style='padding:8px'>Press</button>") == []


def test_a_log_is_for_everybody(browser, url):
    for scheme in SCHEMES:
        browser.look(scheme=scheme, width=390)
        browser.open(f"{url}/playground/echo")
        take(browser, "connect", "valid", "101")
        take(browser, "join", "expired", "expired: ")
        assert examine(browser).findings == []


# Who is refused.


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "localhost", "10.0.0.1"])
@pytest.mark.parametrize("path", ["/", "/?situation=valid", "/playground/token?kind=valid", "/playground/orders"])
def test_another_host_is_refused_before_anything_is_minted(server, host, path):
    response = server.send(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    assert response.status == 403
    assert b"eyJ" not in response.body


def own(server: Server, path: str, *fields: str) -> tuple[int, bytes]:
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{server.port}", *fields, "", ""]
    response = server.send("\r\n".join(lines).encode())
    return response.status, response.body


@pytest.mark.parametrize(
    "field",
    [
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ],
)
def test_another_site_is_refused(server, field):
    assert own(server, "/playground/token?kind=valid")[0] == 200
    status, body = own(server, "/playground/token?kind=valid", field)
    assert (status, b"eyJ" in body) == (403, False)


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"Origin": "https://evil.example"}, ""),
        ({"Origin": "http://localhost:{port}"}, ""),
        ({"Host": "evil.example:{port}"}, ""),
        ({"Host": "evil.example:{port}", "Origin": "http://evil.example:{port}"}, ""),
    ],
)
def test_a_socket_from_elsewhere_is_refused(server, fields, path):
    token = json.loads(own(server, "/playground/token?kind=valid")[1])["token"]
    target = f"/playground/socket/websocket?vsn=2.0.0&Approov-Token={token}"
    with connect(f"ws://127.0.0.1:{server.port}{target}"):
        pass
    lines = {
        "Host": f"127.0.0.1:{server.port}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(bytes(16)).decode(),
        **{name: value.format(port=server.port) for name, value in fields.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    assert server.send(f"GET {target} HTTP/1.1\r\n{head}\r\n".encode()).status == 403


def test_a_page_of_another_site_gets_nothing(browser, server, tmp_path):
    """A page tries to fetch, to load a script, to open a socket. It may of its own server, and of no other."""
    other = playground(tmp_path)  # whose pages are of another origin, and may run scripts
    token = json.loads(own(server, "/playground/token?kind=valid")[1])["token"]
    script = """
        const [url, token, done] = arguments;
        const minted = fetch(url + "/playground/token?kind=valid")
          .then((response) => response.text()).then((text) => text.includes("eyJ"), () => false);
        const happens = (target, good) => new Promise((end) => {
          target["on" + good] = () => end(true);
          target.onerror = () => end(false);
        });
        const script = document.createElement("script");
        script.src = url + "/playground/copy.js";
        const loaded = happens(script, "load");
        document.head.append(script);
        const path = "/playground/socket/websocket?vsn=2.0.0&Approov-Token=" + token;
        const opened = happens(new WebSocket(url.replace("http", "ws") + path), "open");
        Promise.all([minted, loaded, opened]).then(done);
    """
    try:
        url = f"http://localhost:{other.port}"
        browser.open(f"{url}/v1/hello")
        assert browser.driver.execute_async_script(script, url, token) == [True, True, True]
        url = f"http://127.0.0.1:{server.port}"
        assert browser.driver.execute_async_script(script, url, token) == [False, False, False]
    finally:
        browser.complaints()
        assert other.stop() == 0


def test_a_flood_is_bounded_and_over_when_it_is_over(tmp_path):
    server = playground(tmp_path)
    url = f"http://127.0.0.1:{server.port}/?situation=replayed"

    def status(_: int) -> tuple[int, str | None]:
        try:
            with urllib.request.urlopen(url, timeout=20) as response:
                return response.status, None
        except urllib.error.HTTPError as error:
            return error.code, error.headers["Retry-After"]

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(status, range(600)))
    assert set(statuses) == {(200, None), (429, "1")}
    assert server.get("/v1/shapes").status == 200
    eventually(lambda: status(0)[0] == 200)
    assert server.stop() == 0


def test_sockets_are_bounded(tmp_path):
    server = playground(tmp_path)
    token = json.loads(own(server, "/playground/token?kind=valid")[1])["token"]
    target = f"ws://127.0.0.1:{server.port}/playground/socket/websocket?vsn=2.0.0&Approov-Token={token}"
    opened = 0
    with ExitStack() as sockets, pytest.raises(InvalidStatus) as refused:
        for opened in range(100):
            sockets.enter_context(connect(target))
    assert (opened, refused.value.response.status_code) == (32, 403)
    with connect(target):
        pass
    assert server.stop() == 0


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"APPROOV_BASE64_SECRET": base64.b64encode(bytes(range(64))).decode()}, "APPROOV_BASE64_SECRET"),
        ({"HTTP_HOST": "0.0.0.0"}, "HTTP_HOST"),
        ({"APPROOV_BASE64_SECRET_PREVIOUS": DEVELOPMENT_SECRET}, "APPROOV_BASE64_SECRET_PREVIOUS"),
        ({"APPROOV_JWKS_URL": "https://keys.example.com/jwks.json"}, "APPROOV_JWKS_URL"),
    ],
)
def test_there_is_no_playground_where_tokens_could_do_harm(variables, named, tmp_path):
    settings = {"APPROOV_BASE64_SECRET": DEVELOPMENT_SECRET, **variables}
    result = start_and_fail("shapes-server", "--playground", folder=tmp_path, **settings)
    assert result.returncode == 78
    (line,) = result.stderr.splitlines()
    assert named in line
    assert settings["APPROOV_BASE64_SECRET"] not in line


@pytest.mark.parametrize("flag", ["--playground", "--dashboard"])
def test_an_api_that_checks_nothing_has_nothing_to_show(flag, tmp_path):
    result = start_and_fail("shapes-server", "--original", flag, folder=tmp_path)
    assert (result.returncode, result.stdout) == (64, "")
    assert flag in result.stderr


def test_without_the_flag_the_page_is_the_plain_one(tmp_path):
    server = Server("shapes-server", "--env-file", str(DEVELOPMENT_SETTINGS), folder=tmp_path)
    page = server.get("/?situation=valid")
    assert page.body == server.get("/").body
    assert b"<h1>Approov Mobile App Authentication</h1>" in page.body and b"eyJ" not in page.body
    for path in ["/playground/echo", "/playground/token?kind=valid", "/playground/orders"]:
        assert server.get(path).status == 404
    assert server.stop() == 0
