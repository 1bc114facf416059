"""The hello server with keys that change, and those who ask it while they do."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from echo import eventually
from keyserver import Endpoint
from servers import SECONDS, Server

FAILED = "Keys cannot be refreshed"
RECOVERED = "Keys are refreshed again"
AT_ONCE = 32


class Hello(Server):
    """A hello server that wants tokens. It answers 200 or 401 and nothing else, and logs no token."""

    def __init__(self, folder: Path, protection: str = "token", **variables: str):
        super().__init__("hello-server", "--protection", protection, folder=folder, **variables)
        self.secrets = {"eyJ", *(value for name, value in variables.items() if "SECRET" in name)}

    def accepts(self, field: bytes) -> bool:
        status = self.get("/", field).status
        assert status in (200, 401)
        return status == 200

    def accepts_while(self, field: bytes, condition: Callable[[], bool], seconds: float = 2 * SECONDS):
        """Waits for a condition, and sees that a token is accepted all the while."""

        def is_so() -> bool:
            time.sleep(0.2)
            assert self.accepts(field), self.log.read_text()
            return condition()

        eventually(is_so, seconds)

    def follows(self, endpoint: Endpoint, field: bytes):
        """Waits until the first fetch is over, so that no token makes another, and a token is accepted."""
        eventually(lambda: endpoint.fetches and not endpoint.at_once)
        eventually(lambda: self.accepts(field))

    def said(self) -> list[str]:
        """Returns what it has logged about its keys, in order."""
        lines = self.log.read_text().splitlines()
        return [words for line in lines for words in (FAILED, RECOVERED) if words in line]

    def __enter__(self) -> "Hello":
        return self

    def __exit__(self, kind, *reason):
        if kind is not None:
            self.process.kill()
            self.wait()
            return
        assert self.stop() == 0
        log = self.log.read_text()
        assert not [secret for secret in self.secrets if secret in log]


class Caller:
    """A connection that is kept alive, for one request after the other."""

    @classmethod
    async def to(cls, server: Server) -> "Caller":
        caller = cls()
        caller.reader, caller.writer = await asyncio.open_connection("127.0.0.1", server.port)
        return caller

    async def ask(self, field: bytes) -> int:
        """Sends a request and returns the status of the response."""
        self.writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + field + b"\r\n\r\n")
        async with asyncio.timeout(2 * SECONDS):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = head.partition("content-length:")[2].split()[0]
            await self.reader.readexactly(int(length))
        return int(head.split()[1])


async def ask_all(server: Server, fields: Iterable[bytes], connections: int, pause: float = 0) -> Counter:
    """Sends a request with each of the header lines and returns how often each status came back."""
    waiting = iter(fields)
    statuses = Counter()

    async def work():
        caller = await Caller.to(server)
        for field in waiting:
            statuses[await caller.ask(field)] += 1
            await asyncio.sleep(pause)
        caller.writer.close()

    async with asyncio.TaskGroup() as group:
        for _ in range(connections):
            group.create_task(work())
    return statuses


def following(endpoint: Endpoint, **settings: object) -> dict[str, str]:
    """Returns the variables of a server that follows an endpoint: with the least patience, unless more is wanted."""
    settings = {"refresh_seconds": 1, "timeout_seconds": 1, **settings}
    variables = {f"APPROOV_JWKS_{name.upper()}": str(value) for name, value in settings.items()}
    return {"APPROOV_JWKS_URL": endpoint.url, **variables}


@contextmanager
def all_at_once(story: Callable, cases: dict[str, object], folder: Callable[[str], Path]):
    """Tells a story for all cases at the same time, since each of them mostly waits, and yields their ends by name."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ends: dict[str, Future] = {}
        for number, (name, case) in enumerate(cases.items()):
            ends[name] = pool.submit(story, case, folder(f"story{number}"))
        yield ends
        pool.shutdown(cancel_futures=True)
