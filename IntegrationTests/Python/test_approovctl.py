"""approovctl says what its transcripts say that it does."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from console import SECONDS, difference, run, steps
from servers import DEVELOPMENT_SETTINGS, PROGRAMS

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.console"))


@pytest.fixture
def folder(tmp_path):
    """A folder with the published development secret, as a file of its own and within its settings."""
    shutil.copy(DEVELOPMENT_SETTINGS, tmp_path / "settings")
    lines = DEVELOPMENT_SETTINGS.read_text().splitlines()
    secret = next(line for line in lines if line.startswith("APPROOV_BASE64_SECRET=")).split("=", 1)[1]
    (tmp_path / "secret.txt").write_text(secret + "\n")
    return tmp_path


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript(transcript, folder):
    differences = []
    for step in steps(transcript.read_text()):
        differences += [
            f"{transcript.name}:{step.number}: {line}" for line in difference(run(step.command, folder), step.expected)
        ]
    assert not differences, "\n" + "\n".join(differences)


def test_completions_are_a_program_that_bash_understands(tmp_path):
    assert run("approovctl --generate-completion-script bash > script && bash -n script", tmp_path) == []
    completing = "COMP_WORDS=(approovctl token '') COMP_CWORD=2 COMP_LINE='approovctl token ' COMP_POINT=17"
    script = f". ./script; {completing}; _approovctl approovctl '' token; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    assert {"mint", "inspect", "verify", "bind"} <= set(run(script, tmp_path))


class Terminal:
    """A command that runs in a terminal: what the terminal shows, and what comes on standard error."""

    def __init__(self, command: str, folder: Path, typed: bytes = b"", **variables: str):
        ours, theirs = os.openpty()
        os.write(ours, typed)
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env={"PATH": f"{PROGRAMS}:{os.environ['PATH']}", "TERM": "xterm", **variables},
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.PIPE,
            timeout=SECONDS,
        )
        os.close(theirs)
        self.shown = os.read(ours, 65536).decode()
        self.said = done.stderr.decode()
        os.close(ours)


@pytest.mark.parametrize(
    ("variables", "is_colored"),
    [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colours_are_for_terminals_that_want_them(variables, is_colored, folder):
    terminal = Terminal("approovctl secret check --secret-file secret.txt", folder, **variables)
    assert ("\x1b[" in terminal.shown) == is_colored
    assert "usable" in terminal.shown


def test_tokens_and_json_have_no_colours(folder):
    for command in ("token mint --secret-file secret.txt", "secret check --secret-file secret.txt --json"):
        assert "\x1b" not in Terminal(f"approovctl {command}", folder).shown


def test_a_terminal_is_told_what_is_awaited(folder):
    terminal = Terminal("approovctl token bind", folder, typed=b"abc\n\x04")
    assert terminal.said == "approovctl: Reading the value that the token is bound to from standard input.\n"
    assert terminal.shown.splitlines()[-1] == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
