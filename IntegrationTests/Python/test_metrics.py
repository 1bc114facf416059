"""Metrics and health as monitoring sees them. Prometheus's own parser reads the text."""

import json
import re
import socket

import pytest
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from echo import SETTINGS, T1, T2, Echo, approov_token, eventually, target
from frames import Wire
from hello import Hello
from keyserver import Endpoint, SigningKey
from servers import ROOT, Server, start_and_fail

OPERATIONS = {"OPERATIONS_PORT": "0"}
UNPROTECTED = ("hello-server", "--protection", "unprotected")
# Line endings of a histogram, and of a counter as Prometheus's parser names it.
ENDINGS = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("_total",), "gauge": ("",)}


def scrape(server: Server) -> dict[str, Metric]:
    """Returns every metric by its name, and sees that the text is as it should be where the parser is lenient."""
    response = server.ask("/metrics")
    assert response.status == 200
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    text = response.body.decode()
    types = re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE)
    assert len(types) == len(set(name for name, _ in types))
    assert sorted(name for name, _ in types) == [name for name, _ in types]
    metrics = {}
    for metric in text_string_to_metric_families(text):
        assert metric.samples, metric
        lines = [(sample.name, *sorted(sample.labels.items())) for sample in metric.samples]
        assert len(lines) == len(set(lines))
        endings = ENDINGS[metric.type]
        assert {sample.name for sample in metric.samples} == {metric.name + ending for ending in endings}
        if metric.type == "histogram":
            check_histogram(metric)
        metrics[metric.name + ("_total" if metric.type == "counter" else "")] = metric
    assert sorted(types) == sorted((name, metric.type) for name, metric in metrics.items())
    return metrics


def check_histogram(metric: Metric):
    buckets = [sample for sample in metric.samples if sample.name.endswith("_bucket")]
    bounds, counts = [float(sample.labels["le"]) for sample in buckets], [sample.value for sample in buckets]
    assert bounds == sorted(bounds) and bounds[-1] == float("inf")
    assert counts == sorted(counts)
    (count,) = (sample.value for sample in metric.samples if sample.name.endswith("_count"))
    assert count == counts[-1]


def counts(metric: Metric) -> dict[tuple[str, ...], float]:
    """Returns what is not 0, by the values of the labels in the order of their names."""
    samples = ((tuple(value for _, value in sorted(sample.labels.items())), sample) for sample in metric.samples)
    return {values: sample.value for values, sample in samples if sample.value}


@pytest.fixture
def echo(tmp_path):
    """An Echo server that has every metric: its keys are in a file."""
    (tmp_path / "keys").write_text(SETTINGS["APPROOV_BASE64URL_SECRET"] + "\n")
    server = Echo("token", tmp_path, APPROOV_KEYS_FILE=str(tmp_path / "keys"), **OPERATIONS)
    yield server
    server.end()


def test_what_happens_is_counted_and_nothing_else(echo):
    before = counts(scrape(echo)["approov_verifications_total"])
    assert before == {}
    for _ in range(3):
        assert echo.get("/", b"X-Approov-Token: " + T1.encode()).status == 200
    assert echo.get("/", b"X-Approov-Token: " + T2.encode()).status == 401
    script = b'"}<script>alert(1)</script>'
    assert echo.get("/?a=1", b"X-Approov-Token: " + script, b"User-Agent: " + script).status == 401
    metrics = scrape(echo)
    assert counts(metrics["approov_verifications_total"]) == {
        ("enforce", "accepted"): 3,
        ("enforce", "expired"): 1,
        ("enforce", "malformedToken"): 1,
    }
    (count,) = (s.value for s in metrics["approov_verification_duration_seconds"].samples if s.name.endswith("_count"))
    assert count == 5
    assert counts(metrics["metrics_series_dropped_total"]) == {}
    text = echo.ask("/metrics").body
    assert b"script" not in text and b"eyJ" not in text


def test_sockets_are_counted(echo):
    def figure(name: str) -> float:
        return sum(counts(scrape(echo)[name]).values())

    with Wire(echo.port) as wire:
        assert wire.upgrade(target({})).status == 403
    with echo.client() as one, echo.client() as other:
        one.join()
        other.join()
        assert (figure("echo_sockets"), figure("echo_channels")) == (2, 2)
        one.say("hi")
        one.hear("hi")
        one.say("hi", Authorization="Bearer abc")
        eventually(lambda: counts(scrape(echo)["echo_users_total"]).get(("unauthorized",)) == 1)
        assert figure("echo_events_total") == 2
    eventually(lambda: (figure("echo_sockets"), figure("echo_channels")) == (0, 0))


def test_every_metric_is_documented_as_it_is(echo):
    text = (ROOT / "Documentation" / "Metrics.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| (counter|gauge|histogram) \| (.*?) ?\| (.+) \|$", text, re.MULTILINE)
    documented = {name: (kind, set(re.findall(r"`(\w+)`", labels)), meaning) for name, kind, labels, meaning in rows}
    exported = {}
    eventually(lambda: "approov_keys_age" in scrape(echo))
    for name, metric in scrape(echo).items():
        labels = {label for sample in metric.samples for label in sample.labels} - {"le"}
        exported[name] = (metric.type, labels, metric.documentation)
    assert documented == exported
    # Every code of a check that can fail is in the list of the README, to which the document points.
    readme = (ROOT / "README.md").read_text()
    outcomes = {sample.labels["outcome"] for sample in scrape(echo)["approov_verifications_total"].samples}
    assert not [outcome for outcome in outcomes - {"accepted"} if f"`{outcome}`" not in readme]


def test_grafana_asks_for_what_there_is(echo):
    dashboard = json.loads((ROOT / "Deployment" / "grafana-dashboard.json").read_text())
    lines = {sample.name for metric in scrape(echo).values() for sample in metric.samples}
    panels = dashboard["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    queries = [query["expr"] for panel in panels for query in panel["targets"]]
    queries += [variable.get("definition", "") for variable in dashboard["templating"]["list"]]
    asked = {word for query in queries for word in re.findall(r"\b(?:approov|echo|process|metrics)_\w+", query)}
    assert asked <= lines
    # Whatever is exported is shown, but for what belongs to a histogram.
    assert {line for line in lines if not line.startswith("approov_verification_duration")} <= asked


def test_health_and_metrics_have_an_address_of_their_own(echo):
    health = echo.ask("/health")
    assert (health.status, health.body) == (200, b'{"status":"healthy"}\n')
    assert echo.ask("/health", method="HEAD").body == b""
    for path in ("/", "/users", "/dashboard", "/socket/websocket", "/metrics/", "/health/x"):
        assert echo.ask(path).status == (200 if path == "/metrics/" else 404)
    for path in ("/metrics", "/health", "/ready"):
        assert echo.get(path, b"X-Approov-Token: " + T1.encode()).status == 404
        assert echo.ask(path, method="POST").status == 404


def test_a_server_is_ready_as_soon_as_it_has_keys(tmp_path):
    key = SigningKey("1")
    with Endpoint(is_up=True) as endpoint:
        with Hello(tmp_path, APPROOV_JWKS_URL=endpoint.url, **OPERATIONS) as server:
            eventually(lambda: endpoint.fetches)
            waiting = server.ask("/ready")
            assert (waiting.status, waiting.body) == (503, b'{"status":"waiting for keys"}\n')
            assert server.ask("/health").status == 200
            assert not server.accepts(key.field())
            endpoint.publish(key)
            eventually(lambda: server.ask("/ready").status == 200)
            assert server.accepts(key.field())
            assert counts(scrape(server)["approov_keys_valid"]) == {("jwks",): 1}


def test_a_server_that_drains_is_healthy_and_not_ready(tmp_path):
    server = Echo("token", tmp_path, **OPERATIONS)
    assert server.ask("/ready").status == 200
    body = b'{"username":"draining@example.com","password":"very_strong_password"}'
    with server.connect() as connection:
        connection.sendall(
            b"POST /auth/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"X-Approov-Token: %s\r\nContent-Length: %d\r\n\r\n" % (approov_token().encode(), len(body)) + body[:9]
        )
        eventually(lambda: server.get("/").status == 401)
        server.process.terminate()
        eventually(lambda: server.ask("/ready").body == b'{"status":"draining"}\n')
        assert server.ask("/ready").status == 503
        assert server.ask("/health").status == 200
        connection.sendall(body[9:])
        assert connection.recv(12) == b"HTTP/1.1 200"
    assert server.wait() == 0


@pytest.mark.parametrize("port", ["", "http", "65536", "-1"])
def test_a_port_that_is_none_stops_the_start(tmp_path, port):
    result = start_and_fail(*UNPROTECTED, folder=tmp_path, OPERATIONS_PORT=port)
    assert (result.returncode, result.stdout) == (78, "")
    (line,) = result.stderr.splitlines()
    assert line == "hello-server: OPERATIONS_PORT: This must be a port number."


def test_a_port_that_is_taken_stops_the_start(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        result = start_and_fail(*UNPROTECTED, folder=tmp_path, OPERATIONS_PORT=port)
    assert result.returncode == 69


def test_an_address_that_cannot_be_had_stops_the_start_before_the_server_listens(tmp_path):
    # 192.0.2.0/24 is for documents, and no machine's.
    variables = {"OPERATIONS_PORT": "0", "OPERATIONS_HOST": "192.0.2.1"}
    result = start_and_fail(*UNPROTECTED, folder=tmp_path, **variables)
    assert (result.returncode, result.stdout) == (69, "")


def test_the_servers_own_port_stops_the_start(tmp_path):
    result = start_and_fail(*UNPROTECTED, folder=tmp_path, HTTP_PORT="8002", OPERATIONS_PORT="8002")
    assert (result.returncode, result.stdout) == (78, "")
    (line,) = result.stderr.splitlines()
    assert line == "hello-server: OPERATIONS_PORT: The server itself has this port. Take another one."


def test_a_connection_without_a_complete_request_is_closed(tmp_path):
    server = Server(*UNPROTECTED, folder=tmp_path, **OPERATIONS)
    ports = [server.port, server.operations_port]
    connections = [socket.create_connection(("127.0.0.1", port)) for port in ports for _ in range(2)]
    for connection in connections[::2]:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: ")
    for connection in connections:
        connection.settimeout(45)
        assert connection.recv(1) == b""
        connection.close()
    assert server.stop() == 0


def test_without_a_port_there_is_no_address(tmp_path):
    server = Server(*UNPROTECTED, folder=tmp_path)
    assert server.stop() == 0
