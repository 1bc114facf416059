"""The Echo server as its clients see it: users, Approov tokens, and the two versions of the channel protocol."""

import atexit
import base64
import hashlib
import itertools
import json
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import jwt

from frames import BINARY, TEXT, Wire, frame
from servers import SECONDS, Response, Server
from tokens import token

PROTECTIONS = ["unprotected", "token", "token-binding"]
TOPIC = "echo:chamber"
OK = {"response": {}, "status": "ok"}
WHOOPS = {"response": {"reason": "Whoops, something went wrong!"}, "status": "error"}
UNMATCHED = {"response": {"reason": "unmatched topic"}, "status": "error"}

APPROOV_SECRET = "h-CX0tOzdAAR9l15bWAqvq7w9olk66daIH-Xk-IAHhVVHszjDzeGobzNnqyRze3lw_WVyWrc2gZfh3XXfBOmww"
KEY = base64.urlsafe_b64decode(APPROOV_SECRET + "==")
SETTINGS = {
    "SECRET_KEY_BASE": "k" * 128,
    "ENCRYPTION_SECRET": "e" * 64,
    "URL_PUBLIC_SCHEME": "http",
    "URL_PUBLIC_HOST": "localhost",
    "URL_PUBLIC_PORT": "8002",
    "APPROOV_BASE64URL_SECRET": APPROOV_SECRET,
    "DASHBOARD_USER": "dashboard-user",
    "DASHBOARD_PASSWORD": "dashboard-password",
    "LOG_LEVEL": "trace",
}

# The published tokens of the original's documentation.
T1 = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJleHAiOjQ3MDg2ODMyMDUuODkxOTEyfQ.c8I4KNndbThAQ7zlgX4_QDtcxCrD9cff1elaCJe9p9U"
T2 = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJleHAiOjE1NTUwODMzNDkuMzc3NzYyM30.XzZs_ItunAmisfTAuLLHqTytNnQqnwqh0Koh3PPKAoM"
T3 = T1[:-1] + "A"
T4 = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjQ1MTYyMzkwMjIsInBheSI6Im1YeXJ2dlRXM0RWTEFETDU3WHl5clMvODNpMEg3ZnJ6aWptSVgyeDhVenc9In0.4wyWLEBvdxGya6Tu8Kq0CUBYpGWQ4F73LXRlS4CFwkU"
T6 = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjQ1MTYyMzkwMjIsInBheSI6IncxWGM2V3dXRW9nTkVaUVAvZGtCVFRoc0pUNE1ObEttelFhbkltOTcwclk9In0.E-AqT4tyoJVZ0dsKZ1WSAwUa9fNSlyPRhDR_1wBIYl0"
T7 = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjQ1MTYyMzkwMjJ9.JtQpXWyWxXZDqOba6Zt46WNdJavYoAHqR3RfeNRkHxY"
F1 = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE1NTAzMDI4MTZ9.1MlmDnPHlgPzKPqHxsPd6HBZ-DYbDB16qGutk7Eheb8"
F2 = T2[:-1] + "A"
P1 = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJleHAiOiIifQ.ylUP-04S9-hzv_b7z51Jost7shPiOvizKbKqtUoHv0s"
P2 = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhcGkuZXhhbXBsZS5jb20ifQ.7o5s4wMuWlzgKAps9LIItJFfr1sCP31BFwPLQDE5kPs"


def digest(value: str) -> bytes:
    return hashlib.sha256(value.encode()).digest()


def pay_for(value: str) -> str:
    return base64.b64encode(digest(value)).decode()


def approov_token(bound_to: str | None = None, **claims: object) -> str:
    """Returns a genuine token, by PyJWT."""
    if bound_to is not None:
        claims = {"pay": pay_for(bound_to), **claims}
    return jwt.encode({"exp": time.time() + 300, **claims}, KEY, algorithm="HS256")


def forged(header: object = None, payload: object = None, **keywords: object) -> str:
    """Returns a token with a genuine MAC over whatever its header and payload are."""
    header = {"alg": "HS256", "typ": "JWT"} if header is None else header
    return token(header, {"exp": time.time() + 300} if payload is None else payload, **{"secret": KEY, **keywords})


class User(NamedTuple):
    name: str
    password: str
    id: str
    authorization: str


class Echo(Server):
    """An Echo server, and whatever secrets it has been told."""

    def __init__(self, protection: str, folder: Path, *arguments: str, **changes: str | None):
        self.protection = protection
        self.secrets = {value for name, value in SETTINGS.items() if "SECRET" in name or "PASSWORD" in name}
        settings = {name: value for name, value in {**SETTINGS, **changes}.items() if value is not None}
        super().__init__("echo-server", "--protection", protection, *arguments, folder=folder, **settings)
        atexit.register(self.process.kill)  # In case a test fails before it ends the server.

    def post(self, path: str, body: object, *fields: bytes, attested: bool = True) -> Response:
        """Sends JSON, or bytes as they are, with a valid Approov token if need be."""
        if not isinstance(body, bytes):
            body, fields = json.dumps(body).encode(), (b"Content-Type: application/json", *fields)
        if attested:
            fields = (*fields, b"X-Approov-Token: " + T1.encode())
        lines = [
            f"POST {path} HTTP/1.1".encode(),
            b"Host: localhost",
            b"Content-Length: %d" % len(body),
            *fields,
            b"",
            b"",
        ]
        return self.send(b"\r\n".join(lines) + body)

    def register(self, name: str, password: str = "very_strong_password") -> dict:
        self.secrets |= {name, password}
        response = self.post("/auth/register", {"username": name, "password": password})
        assert response.status == 200
        return json.loads(response.body)

    def login(self, name: str, password: str = "very_strong_password") -> dict:
        self.secrets |= {name, password}
        response = self.post("/auth/login", {"username": name, "password": password})
        assert response.status == 200
        answer = json.loads(response.body)
        if "token" in answer:
            self.secrets.add(answer["token"].removeprefix("Bearer "))
        return answer

    def new_user(self, name: str | None = None, password: str = "very_strong_password") -> User:
        name = name or f"user-{next(NUMBERS)}@example.com"
        return User(name, password, self.register(name, password)["id"], self.login(name, password)["token"])

    @property
    def user(self) -> User:
        """A user for all tests that do not care who it is: a login costs a third of a second."""
        if not hasattr(self, "_user"):
            self._user = self.new_user()
        return self._user

    def credentials(self, user: User | None = None) -> dict:
        """Returns what this server's connections, joins and events need, and nothing more."""
        authorization = (user or self.user).authorization
        match self.protection:
            case "unprotected":
                return {"Authorization": authorization}
            case "token":
                return {"Authorization": authorization, "X-Approov-Token": self.keep(approov_token())}
            case _:
                return {"Authorization": authorization, "X-Approov-Token": self.keep(approov_token(authorization))}

    def keep(self, secret: str) -> str:
        """Remembers what must never be logged."""
        self.secrets.add(secret)
        return secret

    def client(self, vsn: str | None = "2.0.0", user: User | None = None, **wire: int) -> "Client":
        """Connects, and sees that it is let in."""
        credentials = self.credentials(user)
        connection = Wire(self.port, **wire)
        response = connection.upgrade(target(credentials, vsn))
        assert response.status == 101, response
        return Client(connection, vsn or "1.0.0", credentials)

    def numbers(self) -> dict:
        """Returns what the dashboard counts; what was refused for whatever reason, in one number."""
        response = self.get("/dashboard/numbers", basic(SETTINGS["DASHBOARD_USER"], SETTINGS["DASHBOARD_PASSWORD"]))
        assert response.status == 200
        numbers = json.loads(response.body)
        return {**numbers, "refused": sum(numbers["refused"].values())}

    def measure(self, name: str) -> int:
        """Returns a line of /proc/PID/status in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        (line,) = (line for line in status.splitlines() if line.startswith(f"{name}:"))
        return int(line.split()[1]) * 1024

    def end(self):
        """Stops the server and sees that it was healthy and has said nothing secret."""
        assert self.get("/", b"X-Approov-Token: " + T1.encode()).status == 200
        self.process.terminate()
        assert self.process.wait(SECONDS) == 0
        said = self.process.stdout.read() + self.log.read_bytes()
        self.process.stdout.close()
        assert b"eyJ" not in said
        assert not [secret for secret in self.secrets if len(secret) > 6 and secret.encode() in said]


NUMBERS = itertools.count(1)


def basic(user: str, password: str) -> bytes:
    return b"Authorization: Basic " + base64.b64encode(f"{user}:{password}".encode())


def target(query: dict, vsn: str | None = "2.0.0", path: str = "/socket/websocket") -> str:
    """Returns a request target with a query in form style, where a blank is a plus sign."""
    return f"{path}?{urllib.parse.urlencode({**query, **({} if vsn is None else {'vsn': vsn})})}"


def eventually(condition: Callable[[], bool], seconds: float = 10):
    """Waits for what has no event to wait for."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.02)


class Client:
    """A connection that speaks V1 or V2. What V1 leaves out, it neither sends nor expects."""

    def __init__(self, wire: Wire, vsn: str, credentials: dict):
        self.wire = wire
        self.is_v1 = vsn.startswith("1.")
        self.credentials = credentials

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.wire.socket.close()

    def text(self, join_ref: object, ref: object, topic: object, event: object, payload: object) -> bytes:
        if self.is_v1:
            message: object = {"topic": topic, "event": event, "payload": payload, "ref": ref}
        else:
            message = [join_ref, ref, topic, event, payload]
        return json.dumps(message).encode()

    def push(self, join_ref: object, ref: object, event: object, payload: object = None, topic: object = TOPIC):
        self.wire.write(frame(self.text(join_ref, ref, topic, event, {} if payload is None else payload)))

    def receive(self) -> list:
        opcode, payload, _ = self.wire.message()
        assert opcode == TEXT, (opcode, payload)
        message = json.loads(payload.decode())
        if self.is_v1:
            assert set(message) == {"event", "payload", "ref", "topic"}
            return [None, *(message[key] for key in ("ref", "topic", "event", "payload"))]
        assert isinstance(message, list) and len(message) == 5
        return message

    def expect(self, join_ref: object, ref: object, event: str, payload: object, topic: str = TOPIC):
        expected = [join_ref, ref, topic, event, payload]
        if self.is_v1:
            expected[0] = None
            if event in ("phx_close", "phx_error"):
                expected[1] = None  # The ref of a join without join_ref.
        assert self.receive() == expected

    def join(self, ref: object = "1", credentials: dict | None = None) -> "Client":
        self.push(ref, ref, "phx_join", self.credentials if credentials is None else credentials)
        self.expect(ref, ref, "phx_reply", OK)
        return self

    def say(self, message: object, join_ref: object = "1", **changes: object):
        self.push(join_ref, "3", "echo_it", {**self.credentials, "message": message, **changes})

    def hear(self, message: str):
        self.expect(None, None, TOPIC, {"message": f"{message}, {message}, {message}..."})

    def hear_past_others(self, message: str):
        """Reads up to this message, whatever others have said before."""
        while self.receive()[4] != {"message": f"{message}, {message}, {message}..."}:
            pass

    def is_answered(self, ref: object = "beat"):
        """Sees that the next thing to come is the answer to a heartbeat, so that nothing was sent before."""
        self.push(None, ref, "heartbeat", topic="phoenix")
        self.expect(None, ref, "phx_reply", OK, topic="phoenix")

    def is_heard(self, join_ref: object = "1"):
        """Sees that the next thing to come is what it says itself: a channel keeps its order."""
        message = f"fence {next(NUMBERS)}"
        self.say(message, join_ref)
        self.hear(message)

    def is_not_joined(self):
        self.say("nobody")
        self.expect(None, "3", "phx_reply", UNMATCHED)


def binary_push(join_ref: str, ref: str, topic: str, event: str, data: bytes = b"") -> bytes:
    """Returns a frame of V2's binary kind."""
    fields = [field.encode() for field in (join_ref, ref, topic, event)]
    return frame(bytes([0, *map(len, fields)]) + b"".join(fields) + data, BINARY)


# What is refused. Each case is a function from a good Authorization to the pair that replaces the good one,
# and differs from a good pair in the one way that its name says.

Pair = dict[str, object]


def _with_token(make: Callable[[str], object]) -> Callable[[str], Pair]:
    return lambda authorization: {"Authorization": authorization, "X-Approov-Token": make(authorization)}


def _with_authorization(make: Callable[[str], str]) -> Callable[[str], Pair]:
    """The token is bound to the faulty value, so that only the value is at fault."""
    return lambda authorization: {
        "Authorization": make(authorization),
        "X-Approov-Token": approov_token(make(authorization)),
    }


def _tampered(authorization: str, part: int) -> str:
    """Changes one letter in the given tenth of the login token."""
    index = len("Bearer ") + (len(authorization) - len("Bearer ") - 1) * part // 10
    letter = "A" if authorization[index] != "A" else "B"
    return authorization[:index] + letter + authorization[index + 1 :]


def _with_other_trailing_bits(authorization: str) -> str:
    """The signature's 43 letters have two bits to spare, which must be zero."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    token = approov_token(authorization)
    return token[:-1] + alphabet[alphabet.index(token[-1]) + 1]


def _claims(authorization: str, **claims: object) -> dict:
    return {"exp": time.time() + 300, "pay": pay_for(authorization), **claims}


BAD_TOKENS: dict[str, Callable[[str], str]] = {
    "an empty token": lambda a: "",
    "one segment": lambda a: "abc",
    "two segments": lambda a: "abc.cde",
    "three words": lambda a: "sddsfs.adsad.asdsa",
    "T2, expired": lambda a: T2,
    "T3, bad signature": lambda a: T3,
    "F1, expired": lambda a: F1,
    "F2, both": lambda a: F2,
    "P1, exp an empty string": lambda a: P1,
    "P2, no exp": lambda a: P2,
    "expired a second ago": lambda a: approov_token(a, exp=int(time.time()) - 1),
    "expiring now": lambda a: approov_token(a, exp=int(time.time())),
    "exp null": lambda a: forged(payload=_claims(a, exp=None)),
    "exp a number in a string": lambda a: forged(payload=_claims(a, exp="4708683205")),
    "exp true": lambda a: forged(payload=_claims(a, exp=True)),
    "exp an object": lambda a: forged(payload=_claims(a, exp={})),
    "exp an array": lambda a: forged(payload=_claims(a, exp=[])),
    "exp 1e400": lambda a: forged(payload=f'{{"exp":1e400,"pay":"{pay_for(a)}"}}'),
    "another secret": lambda a: forged(payload=_claims(a), secret=b"x" * 64),
    "the secret not decoded": lambda a: forged(payload=_claims(a), secret=APPROOV_SECRET.encode()),
    "HS384": lambda a: forged({"alg": "HS384"}, _claims(a), digest="sha384"),
    "HS512": lambda a: forged({"alg": "HS512"}, _claims(a), digest="sha512"),
    "hs256": lambda a: forged({"alg": "hs256"}, _claims(a)),
    "RS256 in name only": lambda a: forged({"alg": "RS256"}, _claims(a)),
    "no alg": lambda a: forged({"typ": "JWT"}, _claims(a)),
    "alg none": lambda a: jwt.encode(_claims(a), None, algorithm="none"),
    "a payload that is an array": lambda a: forged(payload=[1]),
    "a payload that is a string": lambda a: forged(payload='"exp"'),
    "a payload that is not JSON": lambda a: forged(payload="exp"),
    "not valid yet": lambda a: approov_token(a, nbf=time.time() + 3600),
    "exp twice": lambda a: forged(payload=f'{{"exp":1,"exp":4708683205,"pay":"{pay_for(a)}"}}'),
    "another typ": lambda a: forged({"alg": "HS256", "typ": "JWE"}, _claims(a)),
    "something critical": lambda a: forged({"alg": "HS256", "crit": ["b64"], "b64": True}, _claims(a)),
    "padding": lambda a: approov_token(a) + "=",
    "other trailing bits": _with_other_trailing_bits,
    "a fourth segment": lambda a: approov_token(a) + ".e30",
    "a blank inside": lambda a: approov_token(a).replace(".", ". ", 1),
}

TOKEN_FAULTS = {
    **{name: _with_token(make) for name, make in BAD_TOKENS.items()},
    "no token": lambda a: {"Authorization": a},
    "under another name": lambda a: {"Authorization": a, "Approov-Token": approov_token(a)},
    "in another case": lambda a: {"Authorization": a, "X-APPROOV-TOKEN": approov_token(a)},
    "a bad one under the name that is looked at first": lambda a: {
        "Authorization": a,
        "x-approov-token": T3,
        "X-Approov-Token": approov_token(a),
    },
}

BINDING_FAULTS = {
    "no pay": _with_token(lambda a: approov_token()),
    "T4, bound to something else": _with_token(lambda a: T4),
    "pay null": _with_token(lambda a: approov_token(pay=None)),
    "pay a number": _with_token(lambda a: approov_token(pay=1)),
    "pay empty": _with_token(lambda a: approov_token(pay="")),
    "pay of the login token alone": _with_token(lambda a: approov_token(a.removeprefix("Bearer "))),
    "pay in hexadecimal": _with_token(lambda a: approov_token(pay=digest(a).hex())),
    "pay without padding": _with_token(lambda a: approov_token(pay=pay_for(a).rstrip("="))),
    "pay of nothing": _with_token(lambda a: approov_token("")),
    "the value itself": _with_token(lambda a: approov_token(pay=a)),
}

AUTHORIZATION_FAULTS = {
    "no Authorization": lambda a: {"X-Approov-Token": approov_token(a)},
    "an empty one": _with_authorization(lambda a: ""),
    "a scheme alone": _with_authorization(lambda a: "Bearer "),
    "no scheme": _with_authorization(lambda a: a.removeprefix("Bearer ")),
    "a small b": _with_authorization(lambda a: "b" + a[1:]),
    "two blanks": _with_authorization(lambda a: a.replace(" ", "  ")),
    "a blank in front": _with_authorization(lambda a: " " + a),
    "another scheme": _with_authorization(lambda a: a.replace("Bearer", "Basic")),
    "any word": _with_authorization(lambda a: "Bearer abc"),
    "an Approov token": _with_authorization(lambda a: f"Bearer {T1}"),
    "cut off": _with_authorization(lambda a: a[:-4]),
    "something added": _with_authorization(lambda a: a + "A"),
    "twice": _with_authorization(lambda a: f"{a},{a}"),
    **{
        f"another letter after {part} tenths": _with_authorization(lambda a, part=part: _tampered(a, part))
        for part in range(0, 10)
    },
    "under a small name": lambda a: {"authorization": a, "X-Approov-Token": approov_token(a)},
}

FAULTS = {
    "unprotected": AUTHORIZATION_FAULTS,
    "token": {**TOKEN_FAULTS, **AUTHORIZATION_FAULTS},
    "token-binding": {**TOKEN_FAULTS, **BINDING_FAULTS, **AUTHORIZATION_FAULTS},
}
REFUSED = [(protection, name) for protection, faults in FAULTS.items() for name in faults]

# Only JSON can say these.
NO_STRINGS = [None, 1, 1.5, True, [], {}, ["eyJ"], {"token": "eyJ"}]
