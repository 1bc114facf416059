"""Keys are changed under load, and nobody with a valid token notices."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Callable

import pytest

from hello import Caller, Hello, following
from keyserver import Endpoint, SigningKey
from test_keys_file import NEW, OLD, lines, made_with, put, with_file

REQUESTS = 10_000
CONNECTIONS = 64
PAUSE = 0.03  # Between two requests of a connection, so that the machine has time for the change as well.
SECONDS = 60


class Load:
    """Requests over connections that are kept alive, with the tokens that are in use at the moment."""

    def __init__(self, hello: Hello, *fields: bytes):
        self.hello = hello
        self.use(*fields)
        self.statuses = Counter()
        self.slowest = 0.0
        self.under_way = Counter()
        self.is_over = False
        self.report: list[str] = []

    def use(self, *fields: bytes):
        """Sends these tokens in turns from now on."""
        self.fields = itertools.cycle(fields)

    async def run(self, change: Callable):
        """Sends requests until the change is over and they are as many as wanted."""
        began = time.monotonic()
        async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as group:
            for _ in range(CONNECTIONS):
                group.create_task(self.work())
            await change(self)
            await until(lambda: self.statuses.total() >= REQUESTS)
            self.is_over = True
        seconds = time.monotonic() - began
        rate = self.statuses.total() / seconds
        self.report.insert(
            0,
            f"{self.statuses.total()} requests over {CONNECTIONS} connections in {seconds:.1f} s, {rate:.0f} a second,"
            f" the slowest in {self.slowest * 1000:.0f} ms: {dict(self.statuses)}",
        )

    async def work(self):
        caller = await Caller.to(self.hello)
        while not self.is_over:
            field, began = next(self.fields), time.monotonic()
            self.under_way[field] += 1
            self.statuses[await caller.ask(field)] += 1
            self.under_way[field] -= 1
            self.slowest = max(self.slowest, time.monotonic() - began)
            await asyncio.sleep(PAUSE)
        caller.writer.close()

    async def replaced_by(self, *fields: bytes):
        """Sends other tokens, and waits until none of the earlier ones is under way."""
        self.use(*fields)
        await until(lambda: not sum(count for field, count in self.under_way.items() if field not in fields))

    async def judged(self, field: bytes, status: int, seconds: float, what: str):
        """Waits until a token has this status, sees that it stays so, and notes how long that took."""
        caller, began = await Caller.to(self.hello), time.monotonic()
        while await caller.ask(field) != status:
            assert time.monotonic() < began + seconds, f"{what} only after more than {seconds} s"
            await asyncio.sleep(0.02)
        self.report.append(f"{what} after {time.monotonic() - began:.2f} s")
        for _ in range(10):
            assert await caller.ask(field) == status
            await asyncio.sleep(0.02)
        caller.writer.close()


async def until(condition: Callable[[], bool]):
    """Waits for what happens in other tasks and threads. Who calls it has a time-out."""
    while not condition():
        await asyncio.sleep(0.01)


@pytest.fixture
def measured(capsys):
    """Runs a load, sees that every request was answered with 200, and prints its figures."""

    def measure(load: Load, change: Callable):
        asyncio.run(load.run(change))
        with capsys.disabled():
            print("", *load.report, sep="\n")
        assert load.statuses == {200: load.statuses.total()}
        assert load.statuses.total() >= REQUESTS

    return measure


def test_the_secret_in_a_file_is_changed(tmp_path, measured):
    old, new = made_with(OLD), made_with(NEW)

    async def change(load: Load):
        await asyncio.sleep(1)
        put(path, lines(NEW, OLD))
        await load.judged(new, 200, 5, "The new secret is known")
        await load.replaced_by(old, new)
        await asyncio.sleep(1)
        await load.replaced_by(new)
        put(path, lines(NEW))
        await load.judged(old, 401, 5, "The old secret is forgotten")

    path, hello = with_file(tmp_path)
    with hello:
        measured(Load(hello, old), change)


REFRESH = 2


def test_the_keys_at_an_endpoint_are_changed(tmp_path, measured):
    first, second, third = (SigningKey(name) for name in ("first", "second", "third"))
    fields = [key.field() for key in (first, second, third)]

    async def fetched():
        """Waits for a fetch, and for more than the time in which no token can make the next one."""
        before = len(endpoint.fetches)
        await until(lambda: len(endpoint.fetches) > before)
        await asyncio.sleep(1.3)

    async def change(load: Load):
        # A key is announced, used, and becomes the only one.
        endpoint.publish(second, first)
        await fetched()
        await load.replaced_by(*fields[:2])
        await load.replaced_by(fields[1])
        endpoint.publish(second)
        await load.judged(fields[0], 401, REFRESH + 2, "The first key is forgotten")
        # Another is used at the moment at which it is published.
        await fetched()
        endpoint.publish(third, second)
        load.use(*fields[1:])
        await load.judged(fields[2], 200, 2, "The third key is known")
        await load.replaced_by(fields[2])
        endpoint.publish(third)
        await load.judged(fields[1], 401, REFRESH + 2, "The second key is forgotten")
        load.report.append(f"{len(endpoint.fetches)} fetches, {endpoint.most_at_once} at a time")

    settings = {"refresh_seconds": REFRESH, "cooldown_seconds": 1}
    with Endpoint(first) as endpoint, Hello(tmp_path, **following(endpoint, **settings)) as hello:
        hello.follows(endpoint, fields[0])
        measured(Load(hello, fields[0]), change)
        assert endpoint.most_at_once == 1
        assert hello.said() == []
