"""Drives a server with wrk: the same request again and again, on connections that are kept, one at a time on each."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from measuring import MeasurementFailed

SCRIPT = Path(__file__).parent / "request.lua"
CONNECTIONS = 16


@dataclass(frozen=True)
class Load:
    """What came of driving a server."""

    requests: int
    microseconds: int
    p99_microseconds: int

    @property
    def requests_per_second(self) -> float:
        return self.requests / self.microseconds * 1e6


def write_fields(file: Path, fields: dict[str, str]) -> Path:
    """Writes header fields to a file, since a token is not for the list of processes."""
    file.write_text("".join(f"{name}: {value}\n" for name, value in fields.items()))
    return file


def drive(url: str, fields: Path, seconds: int = 1) -> Load:
    """Sends as many requests as the server answers in this time. All answers must be good ones."""
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s"]
    done = subprocess.run(
        [*command, "--script", SCRIPT, url, "--", fields],
        capture_output=True,
        text=True,
        timeout=seconds + 20,
    )
    if done.returncode != 0:
        raise MeasurementFailed(f"wrk fails at {url}: {done.stderr or done.stdout}")
    answers = json.loads(done.stdout.strip().rpartition("\n")[2])
    if answers.pop("refused") or answers.pop("broken") or not answers["requests"]:
        raise MeasurementFailed(f"{url} does not answer all requests well: {done.stdout}")
    return Load(**answers)
