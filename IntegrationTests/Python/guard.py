"""The hello server that wants signed requests, and what it says of those that it refuses."""

import re
import threading
from collections.abc import Callable
from pathlib import Path

from apps import ACCOUNT, INSTALLATION, OTHER_ACCOUNT, app
from echo import eventually
from hello import Hello
from messages import Message, base64_of
from servers import Response
from tokens import SECRET

ACCEPTED = "accepted"
OPERATORS = " error hello-server: [HelloServer] Approov "
"""What a line starts with that tells operators of a refusal."""


class Guard(Hello):
    """A hello server that wants signed requests. It logs nothing that a request was signed with, or over."""

    def __init__(self, folder: Path, **variables: str):
        variables = {"APPROOV_BASE64_SECRET": base64_of(SECRET), "LOG_LEVEL": "debug", **variables}
        super().__init__(folder, "message-signing", **variables)
        self.secrets |= {base64_of(account.secret) for account in (ACCOUNT, OTHER_ACCOUNT)}
        self.secrets |= {"user-access-token", "@signature-params", INSTALLATION.ipk}
        self.read = 0
        self.messages: list[str] = []
        self.asking = threading.Lock()

    def outcome(self, message: Message, send: Callable[[Message], Response] | None = None) -> str:
        """Returns what becomes of a request: that it is accepted, the reason why it is not, or another status.

        Only one request is under way at a time, so that what is logged is about this one.
        """
        self.secrets |= set(re.findall(r":([A-Za-z0-9+/]{40,}=*):", ", ".join(message.field("signature"))))
        with self.asking:
            response = send(message) if send else self.send(message.wire)
            return self.reason() if response.status == 401 else self.passed(response)

    def reason(self) -> str:
        """Returns the reason of the refusal that is the next in the log, where it is a sentence for operators too."""
        lines: list[str] = []

        def is_logged() -> bool:
            lines[:] = self.log.read_bytes()[self.read :].decode().splitlines(keepends=True)
            return any(OPERATORS in line and line.endswith("\n") for line in lines)

        eventually(is_logged)
        self.read += sum(len(line.encode()) for line in lines)
        [reason] = re.findall(r"approov\.outcome=(\w+)", "".join(lines))
        [message] = [line.partition(OPERATORS)[2].strip() for line in lines if OPERATORS in line]
        check, _, sentence = message.partition(": ")
        assert check in ("Token Check", "Message Signing") and re.fullmatch(".+[.]", sentence)
        self.messages.append(message)
        return reason

    def reasons(self) -> list[str]:
        """Returns the reasons of all refusals that are new in the log."""
        new = self.log.read_bytes()[self.read :]
        self.read += len(new)
        return re.findall(r"approov\.outcome=(\w+)", new.decode())

    def passed(self, response: Response) -> str:
        """Returns what it means that a request was not refused; only genuine apps learn which paths there are not."""
        new = self.log.read_bytes()[self.read :]
        assert b"approov.outcome=" not in new and OPERATORS.encode() not in new, new
        self.read += len(new)
        if response.status in (200, 404) and response.body in (b'{"message":"Hello, World!"}\n', b"{}\n"):
            return ACCEPTED
        return f"status {response.status}"

    def accepts_another(self) -> bool:
        """Returns whether a good request still passes."""
        return self.outcome(app()) == ACCEPTED


class Guards(dict[frozenset, Guard]):
    """Servers by their settings, each started when it is first asked for."""

    def __init__(self, folder: Callable[[str], Path]):
        self.folder = folder

    def with_settings(self, **settings: str) -> Guard:
        """Returns the server with these settings: names without `APPROOV_`, in lower case."""
        key = frozenset(settings.items())
        if key not in self:
            variables = {f"APPROOV_{name.upper()}": value for name, value in settings.items()}
            self[key] = Guard(self.folder("guard"), **variables)
        return self[key]
