"""The proxies of `Deployment/` before servers on this machine: its own files, with other ports and paths."""

import re
import shutil
import socket
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from echo import eventually
from frames import Wire
from messages import Message
from proxies import Nginx, Proxy
from servers import ROOT, SECONDS, Response, read_response

DEPLOYMENT = ROOT / "Deployment"
NAMES = ["hello", "shapes", "echo"]
DOMAIN = "example.com"
TRY_SECONDS = 3
"""For how long Caddy looks for a server here."""

Ports = Mapping[str, int]
"""The ports of the servers by name."""


def host(name: str) -> str:
    """Returns the public name of a server."""
    return f"{name}.{DOMAIN}"


def changed(text: str, changes: Mapping[str, str]) -> str:
    """Returns a text with something else in place of each pattern, all of which must occur."""
    for pattern, replacement in changes.items():
        text, count = re.subn(pattern, lambda _, new=replacement: new, text, flags=re.MULTILINE)
        assert count, f"There is no {pattern}."
    return text


class Front(Proxy):
    """A proxy that ends TLS for three names."""

    plain_port: int

    def tell(self, name: str, request: bytes) -> Response:
        """Sends bytes to one of the names over TLS, and reads one response."""
        with SecureWire(self, name) as wire:
            wire.write(request)
            return read_response(wire.socket)

    def get(self, name: str, target: str, *fields: bytes) -> Response:
        lines = [f"GET {target} HTTP/1.1".encode(), f"Host: {host(name)}".encode(), *fields, b"", b""]
        return self.tell(name, b"\r\n".join(lines))

    def pass_on(self, name: str, message: Message) -> Response:
        """Sends what an app has signed for a name."""
        assert message.authority == host(name)
        return self.tell(name, message.wire)

    def redirection(self, name: str, target: str) -> Response:
        """Sends a request without TLS."""
        with socket.create_connection(("127.0.0.1", self.plain_port), timeout=SECONDS) as connection:
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: {host(name)}\r\n\r\n".encode())
            return read_response(connection)

    def logged(self) -> str:
        """Returns what all logs hold."""
        return "".join(path.read_text() for path in self.folder.iterdir() if re.search(r"log$", path.name))


class SecureWire(Wire):
    """A connection to one of the names."""

    def __init__(self, front: Front, name: str):
        super().__init__(front.port)
        self.socket = front.context.wrap_socket(self.socket, server_hostname=host(name))


class NginxFront(Front):
    """nginx with `Deployment/nginx/`, within a configuration whose own logs are the usual ones, as in Debian's."""

    program = Nginx.program

    def __init__(self, folder: Path, authority: Path, certificate: Path, ports: Ports):
        super().__init__(folder, authority)
        with (
            socket.create_server(("127.0.0.1", 0), backlog=128) as secure,
            socket.create_server(("127.0.0.1", 0), backlog=128) as plain,
        ):
            self.port, self.plain_port = secure.getsockname()[1], plain.getsockname()[1]
            self.write(certificate, ports)
            descriptors = (secure.fileno(), plain.fileno())
            for each in (secure, plain):
                each.set_inheritable(True)
            # The variable with which a new nginx takes over the sockets of an old one: nobody else can take the ports.
            self.start(
                *(self.program, "-p", folder, "-c", folder / "main.conf", "-e", folder / "start-log"),
                descriptors=descriptors,
                NGINX="".join(f"{each};" for each in descriptors),
            )

    def write(self, certificate: Path, ports: Ports):
        logs = {
            "/var/log/nginx/approov.log": f"{self.folder}/access-log",
            "/var/log/nginx/approov-errors.log": f"{self.folder}/error-log",
        }
        shared = self.folder / "approov-server.conf"
        shared.write_text(changed((DEPLOYMENT / "nginx" / "approov-server.conf").read_text(), logs))
        sites = changed(
            (DEPLOYMENT / "nginx" / "approov.conf").read_text(),
            {
                **logs,
                r"^ *listen \[::\]:.*\n": "",
                r"listen 443\b": f"listen 127.0.0.1:{self.port}",
                r"listen 80\b": f"listen 127.0.0.1:{self.plain_port}",
                r"/etc/ssl/[a-z/]+\.(pem|key)": str(certificate),
                r"/etc/nginx/snippets/approov-server\.conf": str(shared),
                r"127\.0\.0\.1:8010": f"127.0.0.1:{ports['hello']}",
                r"127\.0\.0\.1:8020": f"127.0.0.1:{ports['shapes']}",
                r"127\.0\.0\.1:8030": f"127.0.0.1:{ports['echo']}",
            },
        )
        (self.folder / "approov.conf").write_text(sites)
        temporary = [f"{name}_temp_path temporary-{name};" for name in ("client_body", "proxy", "fastcgi")]
        (self.folder / "main.conf").write_text(f"""
            daemon off; user root; worker_processes 1; pid nginx.pid; error_log {self.folder}/usual-error-log;
            events {{ }}
            http {{
                access_log {self.folder}/usual-log combined; {" ".join(temporary)}
                uwsgi_temp_path temporary-uwsgi; scgi_temp_path temporary-scgi;
                include {self.folder}/approov.conf;
            }}
        """)


class CaddyFront(Front):
    """Caddy with `Deployment/Caddyfile`."""

    program = shutil.which("caddy")

    def __init__(self, folder: Path, authority: Path, certificate: Path, ports: Ports):
        super().__init__(folder, authority)
        # Caddy can neither be given a socket nor asked for the port that it got.
        with (
            socket.create_server(("127.0.0.1", 0)) as secure,
            socket.create_server(("127.0.0.1", 0)) as plain,
            socket.create_server(("127.0.0.1", 0)) as health,
        ):
            self.port, self.plain_port, self.health_port = (each.getsockname()[1] for each in (secure, plain, health))
        options = f"admin off\nhttps_port {self.port}\nhttp_port {self.plain_port}\ndefault_bind 127.0.0.1\n"
        text = changed(
            (DEPLOYMENT / "Caddyfile").read_text(),
            {
                r"\A(#.*\n)*\{\n": f"{{\n{options}",
                r"^\(site\) \{\n": f"(site) {{\ntls {certificate} {certificate}\n",
                r"lb_try_duration 10s": f"lb_try_duration {TRY_SECONDS}s",
                r"127\.0\.0\.1:2020": f"127.0.0.1:{self.health_port}",
                **{rf"\b{name}:8002": f"127.0.0.1:{ports[name]}" for name in NAMES},
            },
        )
        (folder / "Caddyfile").write_text(text)
        self.start(
            *(self.program, "run", "--config", "Caddyfile", "--adapter", "caddyfile"),
            **public_names(),
            HOME=str(folder),
        )
        eventually(self.is_up)

    def is_up(self) -> bool:
        assert self.process.poll() is None, (self.folder / "log").read_text()
        try:
            with socket.create_connection(("127.0.0.1", self.health_port), timeout=SECONDS) as connection:
                connection.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                return read_response(connection).status == 200
        except ConnectionRefusedError:
            return False


def public_names() -> dict[str, str]:
    """Returns the variables of `Deployment/Caddyfile`."""
    return {f"{name.upper()}_HOST": host(name) for name in NAMES}


def signed_for(name: str, message: Message) -> Message:
    """Returns a request, which is yet to be signed, to a name."""
    return replace(message, authority=host(name))


PROGRAMS_OF_FRONTS = {"nginx": NginxFront, "caddy": CaddyFront}
