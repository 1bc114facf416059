"""Finds the program that judges where `make test` has built it, and starts servers and the browser where needed."""

from collections.abc import Iterator

import pytest

HELPERS = ["browser", "console", "echo", "frames", "fronts", "guard", "hello", "messages", "proxies", "servers"]
pytest.register_assert_rewrite(*HELPERS)

from browser import Browser  # noqa: E402
from echo import Echo  # noqa: E402
from guard import Guards  # noqa: E402
from judge import Judge  # noqa: E402
from servers import PROGRAMS  # noqa: E402


@pytest.fixture(scope="session")
def judge() -> Judge:
    program = PROGRAMS / "approov-judge"
    if not program.is_file():
        pytest.exit(f"There is no {program}. Run: make integration-tests", returncode=2)
    return Judge(program)


@pytest.fixture(scope="module")
def echoes(tmp_path_factory):
    """The Echo servers of a module by protection. At the end each still answers and has logged nothing secret."""

    class Echoes(dict[str, Echo]):
        def __missing__(self, protection: str) -> Echo:
            self[protection] = Echo(protection, tmp_path_factory.mktemp(protection))
            return self[protection]

    servers = Echoes()
    yield servers
    for server in servers.values():
        server.end()


@pytest.fixture(scope="module")
def guards(tmp_path_factory):
    """The servers of a module that want signed requests. At the end each has logged nothing secret."""
    servers = Guards(tmp_path_factory.mktemp)
    yield servers
    for server in servers.values():
        with server:
            pass


@pytest.fixture(scope="session")
def chromium(tmp_path_factory) -> Iterator[Browser]:
    """The one browser of a run. It ends with it, even if that is killed."""
    chromium = Browser(tmp_path_factory.mktemp("chromium"))
    try:
        yield chromium
    finally:
        chromium.end()


@pytest.fixture
def browser(chromium) -> Iterator[Browser]:
    """An empty window for one test, whose console must have nothing to say at the end."""
    chromium.start_over()
    yield chromium
    assert chromium.complaints() == []
