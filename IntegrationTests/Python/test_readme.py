"""What the README shows of approovctl is what approovctl prints."""

import re

from console import Shell, Step, difference, free_port, settled, steps
from servers import PROGRAMS, ROOT


def blocks() -> list[Step]:
    """Returns the commands of the section, with what they print."""
    section = (ROOT / "README.md").read_text().split("\n## approovctl\n")[1].split("\n## ")[0]
    return [step for block in re.findall(r"```console\n(.*?)```", section, re.DOTALL) for step in steps(block)]


def test_every_command_prints_what_the_readme_shows(tmp_path):
    port = str(free_port())
    found = blocks()
    assert len(found) > 15
    differences = []
    with Shell(tmp_path, PATH=f"{PROGRAMS}:/usr/bin:/bin") as shell:
        for step in found:
            command = step.command.replace("serve-issuer", f"serve-issuer --port {port}").replace("8003", port)
            printed = [line.replace(port, "8003") for line in shell.run(command, port=int(port))]
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
