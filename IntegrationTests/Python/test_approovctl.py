"""approovctl says what its transcripts say that it does."""

import shutil
from pathlib import Path

import pytest

from console import difference, run, steps
from servers import DEVELOPMENT_SETTINGS

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
    script = f"source script; {completing}; _approovctl approovctl '' token 2>/dev/null; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    assert {"mint", "inspect", "verify", "bind"} <= set(run(script, tmp_path))
