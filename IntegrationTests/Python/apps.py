"""What apps send: requests that one installation has signed, or the account's key, or both."""

from dataclasses import replace

from messages import SDK, Account, Installation, Message, digest_of, signed, token_with

ORIGIN = "https://api.example.com"
BODY = b'{"hello":"world"}'

INSTALLATION = Installation()
ACCOUNT = Account("j3AWy6", bytes(range(32, 64)))
OTHER_ACCOUNT = Account("2-nd.key", bytes(range(100, 164)))
TOKEN = token_with([INSTALLATION, ACCOUNT])
CREDENTIALS = (("Approov-Token", TOKEN), ("Authorization", "Bearer user-access-token"))

GET = Message("GET", "/?b=2&a=1%20x", (*CREDENTIALS, ("Approov-TraceID", "dHJhY2UtMDAwMQ")))
POST = Message(
    "POST",
    "/?b=2",
    (*CREDENTIALS, ("Content-Type", "application/json"), ("Content-Digest", digest_of(BODY, "sha-256"))),
    BODY,
)

LEAST = '"@method" "@target-uri" "approov-token"'
"""What must be covered."""


def app(message: Message = GET, covered: str | None = None, parameters: str = SDK, **others) -> Message:
    """Returns what an app sends that signs as an installation."""
    return signed(message, INSTALLATION, covered, parameters, **others)


def account(message: Message = GET, covered: str | None = None, parameters: str = SDK, **others) -> Message:
    """Returns what an app sends that signs with the key of its account."""
    return signed(message, ACCOUNT, covered, parameters, **others)


def to(target: str, **others) -> Message:
    """Returns a request to another target."""
    return replace(GET, target=target, **others)


def having(message: Message, **fields: str) -> Message:
    """Returns a request with more fields, whose names are written with low lines."""
    for name, value in fields.items():
        message = message.having(name.replace("_", "-"), value)
    return message


def bearing(message: Message, token: str) -> Message:
    """Returns a request with another token."""
    return message.altered("Approov-Token", token)


def with_body(body: bytes, digest: str | None = None, method: str = "POST") -> Message:
    """Returns a request with a body of this digest, or without a digest."""
    message = Message(method, "/", CREDENTIALS, body)
    return message if digest is None else message.having("Content-Digest", digest)


def in_chunks(*chunks: bytes) -> Message:
    """Returns a request with a body in chunks, and its digest."""
    return replace(with_body(b"", digest_of(b"".join(chunks), "sha-256")), body=None, chunks=chunks)


def split(message: Message, name: str) -> Message:
    """Returns a request with each member of a field on a line of its own."""
    [value] = message.field(name.lower())
    message = message.without(name)
    for member in value.split(", "):
        message = message.having(name, member)
    return message


def reinput(message: Message, old: str, new: str) -> Message:
    """Returns a request with another text in its Signature-Input."""
    return message.altered("Signature-Input", lambda value: value.replace(old, new))
