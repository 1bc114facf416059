"""What the README shows of approovctl is what approovctl prints."""

import re
import socket
import subprocess

from console import Step, difference, steps
from servers import PROGRAMS, ROOT, SECONDS

# What is another each time: thumbprints and pins, tokens, signatures, times. One random secret in fifteen is spelled alike in both
# alphabets.
CHANGING = [
    (r"alphabet +base64( and base64url)?", "ALPHABET"),
    (r"install=:(…|[A-Za-z0-9+/]{86}==):", "SIGNATURE"),
    (r"\"expiredFor\":[\d.]+", "EXPIRED"),
    (r"(?<![\w-])[\w-]{43}(?![\w=-])", "THUMBPRINT"),
    (r"sha256/[A-Za-z0-9+/]{43}=", "PIN"),
    (r"eyJ[\w.…-]+", "TOKEN"),
    (r"\d{4}-\d\d-\d\dT[\d:.]+Z", "DATE"),
    (r"\b\d{10}(\.\d+)?\b( *)", "SECONDS "),
    (r"\b(in )?(\d+[dhms])+( ago)?", "SPAN"),
]
# What depends on the machine: who keeps its clock.
MACHINE = re.compile(r"clock|NTP|to look at")


def settled(lines: list[str]) -> list[str]:
    """Returns the lines with a word in place of what is another each time."""
    for pattern, word in CHANGING:
        lines = [re.sub(pattern, word, line) for line in lines]
    return [line.rstrip() for line in lines if line and not MACHINE.search(line)]


def blocks() -> list[Step]:
    """Returns the commands of the section, with what they print."""
    section = (ROOT / "README.md").read_text().split("\n## approovctl\n")[1].split("\n## ")[0]
    return [step for block in re.findall(r"```console\n(.*?)```", section, re.DOTALL) for step in steps(block)]


class Shell:
    """A shell of its own, so that what one command leaves behind is there for the next."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            ["bash"],
            cwd=folder,
            env={"PATH": f"{PROGRAMS}:/usr/bin:/bin", "TZ": "UTC", "HOME": str(folder), "HTTP_PORT": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, command: str, lines: int) -> list[str]:
        """Returns what a command prints; one in the background prints so many lines at first."""
        wait = "" if command.endswith("&") else "\nstatus=$?; [ $status = 0 ] || echo \"[$status]\"; echo '@@@'"
        self.process.stdin.write(f"{command}{wait}\n")
        self.process.stdin.flush()
        printed = []
        while len(printed) < lines or wait:
            line = self.process.stdout.readline().rstrip("\n")
            if line == "@@@":
                break
            printed.append(line)
        return printed

    def __enter__(self) -> "Shell":
        return self

    def __exit__(self, *reason):
        self.process.communicate("kill $(jobs -p) 2> /dev/null; wait\n", timeout=SECONDS)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_every_command_prints_what_the_readme_shows(tmp_path):
    port = str(free_port())
    found = blocks()
    assert len(found) > 15
    differences = []
    with Shell(tmp_path) as shell:
        for step in found:
            command = step.command.replace("serve-issuer", f"serve-issuer --port {port}").replace("8003", port)
            printed = [line.replace(port, "8003") for line in shell.run(command, len(step.expected))]
            printed = [line.replace("Port 0 ", "Port 8002 ") for line in printed]
            lines = difference(settled(printed), settled(step.expected))
            differences += [step.command, *lines] if lines else []
    assert not differences, "\n" + "\n".join(differences)


def test_every_command_is_in_the_readme():
    shown = " ".join(step.command for step in blocks())
    for name in ["mint", "inspect", "verify", "bind"]:
        assert f"approovctl token {name}" in shown
    for name in ["secret new", "secret check", "secret convert", "keyset add", "keyset list", "keyset export", "pin"]:
        assert f"approovctl {name}" in shown
    for name in ["sign", "verify", "base"]:
        assert f"approovctl message {name}" in shown
    assert "approovctl doctor" in shown
    assert "approovctl serve-issuer" in shown
