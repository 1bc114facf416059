"""A server follows the keys at an endpoint, whatever the endpoint does."""

import asyncio
import itertools
import time
from collections import Counter

import pytest

from echo import eventually
from hello import FAILED, RECOVERED, Caller, Hello, ask_all, following
from keyserver import HANG, Endpoint, SigningKey, answer, document
from servers import start_and_fail
from test_shapes_server import with_token
from test_start_and_stop import DEVELOPMENT_SECRET

OLD, NEW, BAD = SigningKey("old"), SigningKey("new"), SigningKey("bad")
DEAF = {"refresh_seconds": 300}  # Nothing but a token makes it fetch.


def test_a_new_key_can_be_published_and_used_at_the_same_moment(tmp_path):
    with Endpoint(OLD) as endpoint, Hello(tmp_path, **following(endpoint, timeout_seconds=5, **DEAF)) as hello:
        hello.follows(endpoint, OLD.field())
        endpoint.misbehave([0.3, answer(document(OLD, NEW))])
        assert asyncio.run(ask_all(hello, [NEW.field()] * 20, connections=20)) == {200: 20}
        assert hello.accepts(OLD.field())
        assert len(endpoint.fetches) == 2


def test_a_flood_of_unknown_kids_is_no_flood_of_fetches(tmp_path):
    with Endpoint(OLD) as endpoint, Hello(tmp_path, LOG_LEVEL="trace", **following(endpoint, **DEAF)) as hello:
        hello.follows(endpoint, OLD.field())
        before = len(endpoint.fetches)
        flood = [BAD.field(kid=f"unknown {number}") for number in range(300)]
        assert asyncio.run(ask_all(hello, flood, connections=32)) == {401: 300}
        assert hello.accepts(OLD.field())
        assert before == 1 <= len(endpoint.fetches) - before <= 2


def test_a_kid_that_was_looked_for_in_vain_is_remembered(tmp_path):
    with Endpoint(OLD) as endpoint, Hello(tmp_path, **following(endpoint, cooldown_seconds=1, **DEAF)) as hello:
        hello.follows(endpoint, OLD.field())
        start = time.monotonic()
        for _ in range(16):
            assert not hello.accepts(BAD.field())
            time.sleep(0.2)
        # Half as often as the cooldown allows, and not more seldom.
        seconds = time.monotonic() - start
        assert seconds / 2 - 1 <= len(endpoint.fetches) - 1 <= seconds / 2 + 1


def test_one_fetch_at_a_time_even_when_the_endpoint_hangs(tmp_path):
    settings = {"cooldown_seconds": 1, "timeout_seconds": 2}
    with Endpoint(OLD) as endpoint, Hello(tmp_path, **following(endpoint, **settings)) as hello:
        hello.follows(endpoint, OLD.field())
        endpoint.misbehave([HANG])

        async def ask() -> tuple[Counter, float]:
            slowest, caller, until = 0, await Caller.to(hello), time.monotonic() + 3
            numbers = itertools.takewhile(lambda _: time.monotonic() < until, itertools.count())
            unknown = (BAD.field(kid=f"unknown {number}") for number in numbers)
            flood = asyncio.create_task(ask_all(hello, unknown, connections=16, pause=0.1))
            while time.monotonic() < until:
                began = time.monotonic()
                assert await caller.ask(OLD.field()) == 200
                slowest = max(slowest, time.monotonic() - began)
                await asyncio.sleep(0.02)
            return await flood, slowest

        statuses, slowest = asyncio.run(ask())
        assert statuses == {401: statuses.total()}
        assert slowest < 1, "A token with a known kid waits for nobody."
        assert endpoint.most_at_once == 1


def test_keys_that_have_not_changed_are_not_sent_again(tmp_path):
    settings = {"maximum_age_seconds": 3}
    with Endpoint() as endpoint:
        endpoint.publish(OLD, etag='"one"')
        with Hello(tmp_path, **following(endpoint, **settings)) as hello:
            hello.follows(endpoint, OLD.field())
            hello.accepts_while(OLD.field(), lambda: len(endpoint.fetches) >= 5)  # Longer than the keys would be valid.
            endpoint.publish(OLD, NEW, etag='"two"')
            changed = len(endpoint.fetches)
            hello.accepts_while(OLD.field(), lambda: len(endpoint.fetches) >= changed + 2)
            assert hello.accepts(NEW.field())
            assert hello.said() == []
    tags = [fetch.if_none_match for fetch in endpoint.fetches]
    assert [tag for tag, _ in itertools.groupby(tags)] == [None, '"one"', '"two"']


def test_a_set_that_is_another_each_time_and_claims_to_be_stale(tmp_path):
    keys: list[SigningKey] = []

    def respond(fetch) -> list:
        keys.append(SigningKey(f"key {len(keys)}"))
        return [answer(document(keys[-1]), "Cache-Control: max-age=0")]

    with Endpoint() as endpoint:
        endpoint.respond = respond
        with Hello(tmp_path, **following(endpoint)) as hello:
            for number in range(4):
                eventually(lambda: len(keys) > number)
                eventually(lambda: hello.accepts(keys[-1].field()), 2)
            # One look of them all may be for a kid that nobody knows yet: the others keep their distance.
            gaps = endpoint.gaps()
            assert min(earlier + later for earlier, later in zip(gaps, gaps[1:])) > 0.5, gaps
            assert hello.said() == []


def test_the_pauses_between_failures_grow(tmp_path):
    with Endpoint() as endpoint, Hello(tmp_path, **following(endpoint, **DEAF)) as hello:
        time.sleep(6)
        assert not hello.accepts(b"X-None: 1")
        assert 2 <= len(endpoint.fetches) <= 6
        gaps = endpoint.gaps()
        assert gaps[0] > 0.5 and all(later > 1.3 * earlier for earlier, later in zip(gaps, gaps[1:])), gaps


PASSWORD = "pass-word-7"
BAD_SETTINGS = [
    *(("URL", url) for url in [
        "http://keys.example.com/keys.json",
        "http://192.0.2.7/keys.json",
        "http://0.0.0.0/keys.json",
        "http://localhost.example.com/keys.json",
        "http://127.0.0.1.example.com/keys.json",
        f"http://127.0.0.1:{PASSWORD}@keys.example.com/keys.json",
        f"https://user:{PASSWORD}@keys.example.com/keys.json",
        f"http://user:{PASSWORD}@127.0.0.1/keys.json",
        f"https://{PASSWORD}@keys.example.com/keys.json",
        "file:///etc/keys.json",
        "ftp://keys.example.com/keys.json",
        "https:///keys.json",
        "https://keys.example.com:99999/keys.json",
        "https://keys example com/keys.json",
        "keys.example.com",
        "/keys.json",
        "",
    ]),
    *((name, value) for name in ["REFRESH_SECONDS", "MAXIMUM_AGE_SECONDS", "TIMEOUT_SECONDS", "COOLDOWN_SECONDS"]
      for value in ["soon", "-1"]),
    ("REFRESH_SECONDS", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), BAD_SETTINGS)
def test_a_setting_that_makes_no_sense_stops_the_start(name, value, tmp_path):
    variables = {"APPROOV_JWKS_URL": "http://127.0.0.1:9/keys.json", f"APPROOV_JWKS_{name}": value}
    result = start_and_fail("hello-server", folder=tmp_path, **variables)
    assert result.returncode == 78
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert f"APPROOV_JWKS_{name}: " in line
    assert PASSWORD not in line


AGE = 3
PHASES = {
    # name: seconds, answer
    "works": (1.5, [answer(document(OLD))]),
    "fails": (1.5, [answer(b"", status="500 Internal Server Error")]),
    "hangs": (3.5, [HANG]),
    "recovers": (3, [answer(document(OLD))]),
}


def test_keys_are_valid_until_they_are_too_old_and_a_secret_beside_them_forever(tmp_path, capsys):
    settings = {"APPROOV_BASE64_SECRET": DEVELOPMENT_SECRET, "LOG_LEVEL": "trace"}
    aging = {"maximum_age_seconds": AGE}
    report = []
    with Endpoint(OLD) as endpoint, Hello(tmp_path, **settings, **following(endpoint, **aging)) as hello:
        hello.follows(endpoint, OLD.field())
        good = [endpoint.fetches[0].time]

        def respond(steps: list):
            def noted(fetch) -> list:
                if isinstance(steps[0], bytes) and b" 200 OK" in steps[0]:
                    good.append(time.monotonic())
                return steps

            return noted

        for phase, (seconds, steps) in PHASES.items():
            endpoint.respond = respond(steps)
            before, until = len(endpoint.fetches), time.monotonic() + seconds
            verdicts, oldest, slowest = Counter(), 0, 0
            while (began := time.monotonic()) < until:
                youngest = began - good[-1]
                is_accepted = hello.accepts(OLD.field())
                ended = time.monotonic()
                verdicts[200 if is_accepted else 401] += 1
                slowest, oldest = max(slowest, ended - began), max(oldest, youngest)
                if ended - good[-1] < AGE - 0.5 and phase != "recovers":
                    assert is_accepted, (phase, youngest)
                if youngest > AGE + 1.5 and ended - good[-1] > AGE:
                    assert not is_accepted, (phase, youngest)
                assert hello.accepts(with_token()), "The secret is valid whatever the endpoint does."
                time.sleep(0.05)
            report.append(
                f"{phase:>8} for {seconds} s: {len(endpoint.fetches) - before} fetches, keys up to {oldest:.1f} s old,"
                f" {verdicts[200]} accepted, {verdicts[401]} refused, the slowest in {slowest * 1000:.0f} ms"
            )
            assert verdicts[401] or phase != "hangs"
        assert hello.accepts(OLD.field())
        assert hello.said() == [FAILED, RECOVERED]
        assert endpoint.most_at_once == 1
    with capsys.disabled():
        print("", *report, sep="\n")
