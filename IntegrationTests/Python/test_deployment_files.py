"""What can be told of the files in `Deployment/` without a container engine and without systemd.

Others understand them, the servers take the settings in them, and they keep the rules that their comments promise.
"""

import http.server
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from console import difference, run, steps
from fronts import DEPLOYMENT, NAMES, public_names
from links import make_targets
from servers import PROGRAMS, ROOT, SECONDS, Server

CONTAINERFILE = (DEPLOYMENT / "Containerfile").read_text()
COMPOSE = {kind: DEPLOYMENT / f"compose.{kind}.yaml" for kind in ("development", "production")}
UNIT = DEPLOYMENT / "systemd" / "approov-server@.service"
SETTINGS = sorted((DEPLOYMENT / "settings").glob("*.env"))
PAGES = sorted((ROOT / "Documentation" / "Deployment").glob("*.md"))
FILES = sorted(path for path in DEPLOYMENT.rglob("*") if path.is_file())
TOOLS = Path(sys.executable).parent
SECRETS = {"SECRET_KEY_BASE": "k" * 128, "ENCRYPTION_SECRET": "e" * 128}
VARIABLE = re.compile(
    r"\b(?:APPROOV|HTTP|OPERATIONS|URL|LOG|DASHBOARD)_[A-Z0-9_]+|\b(?:SECRET_KEY_BASE|ENCRYPTION_SECRET)\b"
)


def checked(*command: str | Path, **variables: str) -> str:
    """Runs a program that has something to say only if something is wrong."""
    done = subprocess.run(
        command,
        env={"PATH": f"{TOOLS}:{os.environ['PATH']}:/usr/sbin", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def needed(program: str) -> str:
    """Returns a program, without which a test cannot be run."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"There is no {program} here, and it cannot be installed.")
    return found


def example(path: Path) -> dict[str, str]:
    """Returns the variables of a file of settings."""
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def interpolated(value: object, variables: dict[str, str]) -> object:
    """Returns a part of a compose file with variables resolved as the compose specification says."""
    if isinstance(value, dict):
        return {key: interpolated(each, variables) for key, each in value.items()}
    if isinstance(value, list):
        return [interpolated(each, variables) for each in value]
    if not isinstance(value, str):
        return value

    def resolved(match: re.Match) -> str:
        name, kind, rest = match.groups()
        assert kind != ":?" or name in variables, f"{name} is not in the example."
        return variables.get(name) or (rest if kind == ":-" else "")

    return re.sub(r"\$\{([A-Z_]+)(:[-?])?([^}]*)\}", resolved, value)


def composed(kind: str) -> dict:
    variables = example(DEPLOYMENT / "production.env.example") if kind == "production" else {}
    return interpolated(yaml.safe_load(COMPOSE[kind].read_text()), variables)


def services(kind: str) -> list[tuple[str, dict]]:
    return list(composed(kind)["services"].items())


# What others say


def test_the_container_file_is_sound():
    assert checked("hadolint", DEPLOYMENT / "Containerfile") == ""


def test_the_compose_files_are_those_of_the_specification():
    checked("check-jsonschema", "--builtin-schema", "vendor.compose-spec", *COMPOSE.values())


def test_caddy_understands_its_file_as_it_is(tmp_path):
    caddy, file = needed("caddy"), DEPLOYMENT / "Caddyfile"
    checked(caddy, "validate", "--adapter", "caddyfile", "--config", file, HOME=str(tmp_path), **public_names())
    assert checked(caddy, "fmt", file, HOME=str(tmp_path)) == file.read_text()


def test_systemd_understands_the_units(tmp_path):
    analyze = needed("systemd-analyze")
    for path in (DEPLOYMENT / "systemd").rglob("*.*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(DEPLOYMENT / "systemd")
            copy.parent.mkdir(exist_ok=True)
            copy.write_text(path.read_text().replace("/usr/local/bin/", f"{PROGRAMS}/"))
    for name in NAMES:
        said = checked(analyze, "verify", "--man=no", tmp_path / f"approov-server@{name}-server.service")
        assert "approov" not in said
    # In tenths; what systemd calls "OK" begins below 5.
    checked(analyze, "security", "--offline=true", "--threshold=15", tmp_path / UNIT.name)
    assert "Creating group 'approov'" in checked("systemd-sysusers", "--dry-run", tmp_path / "sysusers.conf")


# What the servers say


def command_line(name: str, folder: Path) -> list[str]:
    """Returns what systemd would start, with the folders that it would make."""
    parts = [UNIT, *sorted((UNIT.parent / f"approov-server@{name}-server.service.d").glob("*.conf"))]
    [*_, line] = re.findall(r"^ExecStart=(.+)$", "".join(path.read_text() for path in parts), re.MULTILINE)
    (folder / "approov-echo").mkdir()
    for specifier, value in {"%i": f"{name}-server", "%S": str(folder), "%d": str(folder)}.items():
        line = line.replace(specifier, value)
    settings = example(DEPLOYMENT / "settings" / f"{name}-server.env")
    return shlex.split(line.replace("$ARGUMENTS", settings.get("ARGUMENTS", "")))


def written(folder: Path) -> dict[str, str]:
    """Writes the secrets of a server, and returns the variables that a test changes."""
    (folder / "keys").write_text("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=\n")
    secrets = "".join(f"{name}={value}\n" for name, value in SECRETS.items())
    for name in ("secrets.env", "echo"):
        (folder / name).write_text(secrets)
    return {
        "APPROOV_KEYS_FILE": str(folder / "keys"),
        "HTTP_HOST": "127.0.0.1",
        "HTTP_PORT": "0",
        "OPERATIONS_PORT": "0",
    }


def expect_start(program: str, arguments: list[str], folder: Path, variables: dict[str, str]):
    server = Server(program, *arguments, folder=folder, **variables)
    assert server.get("/").status in (200, 401)
    if variables.get("OPERATIONS_PORT"):
        assert is_healthy(server.operations_port)
        assert is_healthy(server.operations_port, "/health")
    assert server.stop() == 0


@pytest.mark.parametrize("name", NAMES)
def test_each_server_starts_as_its_unit_says(name, tmp_path):
    program, *arguments = command_line(name, tmp_path)
    assert program == f"/usr/local/bin/{name}-server"
    variables = {**example(DEPLOYMENT / "settings" / f"{name}-server.env"), **written(tmp_path)}
    expect_start(f"{name}-server", arguments, tmp_path, variables)


@pytest.mark.parametrize("name", NAMES)
def test_each_server_starts_as_compose_says(name, tmp_path):
    service = composed("production")["services"][name]
    assert service["build"]["args"]["PROGRAM"] == f"{name}-server"
    places = {"/var/lib/approov/": f"{tmp_path}/", "/run/secrets/": f"{tmp_path}/"}
    arguments = service.get("command", [])
    for place, other in places.items():
        arguments = [argument.replace(place, other) for argument in arguments]
    expect_start(f"{name}-server", arguments, tmp_path, {**service["environment"], **written(tmp_path)})


@pytest.mark.parametrize("name", NAMES)
def test_each_server_starts_as_compose_says_for_development(name, tmp_path):
    service = composed("development")["services"][name]
    file = (DEPLOYMENT / service["env_file"]).resolve()
    variables = {**example(file), **service["environment"], "HTTP_HOST": "127.0.0.1", "HTTP_PORT": "0"}
    expect_start(f"{name}-server", service.get("command", []), tmp_path, variables)


@pytest.mark.parametrize("path", [*FILES, *PAGES], ids=lambda path: path.name)
def test_every_variable_is_one_that_a_server_reads(path):
    sources = [
        *ROOT.glob("Sources/**/*.swift"),
        *ROOT.glob("Examples/**/*.swift"),
        *ROOT.glob("Examples/*/.env.example"),
    ]
    known = set().union(*(VARIABLE.findall(source.read_text()) for source in sources))
    known |= set(VARIABLE.findall((ROOT / "README.md").read_text()))
    own = {"APPROOV_KEYS_FOLDER"}
    assert set(VARIABLE.findall(path.read_text())) <= known | own


# What the files promise


@pytest.mark.parametrize("path", [*FILES, ROOT / ".dockerignore"], ids=lambda path: path.name)
def test_no_file_holds_a_secret(path):
    text = path.read_text()
    assert not re.findall(r"(?:SECRET|PASSWORD)\w*[=:] *[^\s$]", re.sub(r"\b\w+_FILE\b", "", text))
    # What could be 32 bytes in base64; paths and names of metrics are no such words.
    words = re.findall(r"[A-Za-z0-9+/_-]{43,}", text)
    assert not [word for word in words if re.search("[A-Z]", word) and re.search("[0-9]", word)]


def test_only_the_proxy_can_be_reached_from_outside():
    assert [name for name, service in services("production") if "ports" in service] == ["proxy"]
    [network] = {network for _, service in services("production") for network in service["networks"]} - {"public"}
    assert composed("production")["networks"][network]["internal"] is True
    ports = [port for _, service in services("development") for port in service["ports"]]
    assert len(set(ports)) == len(ports) and all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.parametrize(
    ("name", "service"), services("production"), ids=lambda each: each if isinstance(each, str) else ""
)
def test_a_service_in_production_may_do_little(name, service):
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["restart"] == "unless-stopped"
    assert {"cpus", "memory", "pids"} <= set(service["deploy"]["resources"]["limits"])
    assert {"max-size", "max-file"} <= set(service["logging"]["options"])
    assert service["healthcheck"]["test"]
    if name != "proxy":
        assert f"USER {service['user']}" in CONTAINERFILE
        assert service["environment"]["APPROOV_KEYS_FILE"] == "/run/approov/keys"
        assert all(mount.get("read_only") for mount in service["volumes"] if mount["type"] == "bind")


def test_the_image_listens_where_the_proxy_looks():
    [port] = re.findall(r"\bHTTP_PORT=(\d+)", CONTAINERFILE)
    assert f"EXPOSE {port}" in CONTAINERFILE
    caddyfile = (DEPLOYMENT / "Caddyfile").read_text()
    assert {f"{name}:{port}" for name in NAMES} == set(re.findall(r"\w+:8\d{3}", caddyfile))
    for path in SETTINGS:
        assert f"server 127.0.0.1:{example(path)['HTTP_PORT']};" in (DEPLOYMENT / "nginx" / "approov.conf").read_text()


@pytest.mark.parametrize("path", [*FILES, *PAGES], ids=lambda path: path.name)
def test_every_target_and_every_file_that_is_named_exists(path):
    text = path.read_text()
    assert set(re.findall(r"(?:`|^ *(?:\$ )?|&& )make ([a-z-]+)", text, re.MULTILINE)) <= make_targets()
    for name in re.findall(r"\b(?:Deployment|Documentation|Examples)/[\w./@-]+\w", text):
        assert name == "Deployment/.env" or (ROOT / name).exists(), name
    for name in re.findall(r"^COPY (?!--from|\. )(\S+)", text, re.MULTILINE):
        assert (ROOT / name).exists()
        assert f"!{name}" in (ROOT / ".dockerignore").read_text().splitlines()


def test_the_image_is_built_by_the_target_that_people_use():
    [line] = re.findall(r"make install .*", CONTAINERFILE)
    planned = checked("make", "--dry-run", "--directory", ROOT, "install", "PROGRAM=hello-server", "DESTDIR=/staging")
    assert "dev/install-program hello-server" in planned and "DESTDIR='/staging'" in planned
    assert set(re.findall(r"\b([A-Z]+)=", line)) == {"PROGRAM", "PREFIX", "DESTDIR"}


@pytest.mark.parametrize("program", ["", "Hello", "sample-requests"])
def test_only_programs_that_are_for_others_are_installed(program, tmp_path):
    done = subprocess.run(
        [ROOT / "dev" / "install-program", program],
        env={"PATH": os.environ["PATH"], "DESTDIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 64 and done.stderr.startswith("Usage: ")
    assert not list(tmp_path.iterdir())


# What the pages show


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_that_can_be_run_here_prints_what_the_page_shows(path, tmp_path):
    """Blocks that need a host of their own, or an account, are not called `console`."""
    blocks = re.findall(r"```console\n(.*?)```", path.read_text(), re.DOTALL)
    differences = []
    for step in steps("\n".join(blocks)):
        lines = difference(run(step.command, tmp_path), step.expected)
        differences += [step.command, *lines] if lines else []
    assert not differences, "\n" + "\n".join(differences)


# The health check


class Operations(http.server.BaseHTTPRequestHandler):
    """Answers for a server: 200 to /ready, 503 to /busy, nothing to /silent."""

    def do_GET(self):
        if self.path != "/silent":
            self.send_response({"/ready": 200, "/busy": 503}[self.path])
            self.end_headers()
        else:
            self.server.ended.wait(SECONDS)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def operations() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Operations)
    server.ended = threading.Event()
    threading.Thread(target=server.serve_forever).start()
    yield server.server_port
    server.ended.set()
    server.shutdown()
    server.server_close()


def is_healthy(port: int, *path: str) -> bool:
    done = subprocess.run(
        [DEPLOYMENT / "health-check", *path],
        env={"OPERATIONS_PORT": str(port)},
        stderr=subprocess.DEVNULL,
        timeout=SECONDS,
    )
    assert done.returncode in (0, 1)
    return done.returncode == 0


def test_the_health_check_asks_whether_the_server_is_ready(operations):
    assert is_healthy(operations)
    assert not is_healthy(operations, "/busy")
    assert not is_healthy(operations, "/silent")
    assert not is_healthy(1)
