"""Asks our verifier for its verdicts."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

ACCEPTED = "accepted"


class Judge:
    """The program approov-judge, started anew for each set of cases."""

    def __init__(self, program: Path):
        self.program = program

    def verdicts(
        self, tokens: Iterable[str | None], *keys: dict, authorization: str | None = None
    ) -> list[str]:
        """Returns for each token `accepted` or the code of the rejection, by a ring of these JSON Web Keys."""
        lines = [{"rings": {"ring": [json.dumps(key) for key in keys]}}]
        for token in tokens:
            lines.append({"ring": "ring", "token": token, "authorization": authorization})
        result = subprocess.run(
            [self.program],
            input="".join(json.dumps(line) + "\n" for line in lines),
            capture_output=True,
            encoding="utf-8",
        )
        assert result.returncode == 0, result.stderr
        return result.stdout.split()

    def verdict(self, token: str | None, *keys: dict, authorization: str | None = None) -> str:
        """Returns the verdict on one token."""
        (verdict,) = self.verdicts([token], *keys, authorization=authorization)
        return verdict
