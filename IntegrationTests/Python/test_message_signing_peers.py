"""http-message-signatures and our own script sign requests that the server accepts, and verify those of approovctl."""

import base64
import datetime
import json
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from http_message_signatures import HTTPMessageSigner, HTTPMessageVerifier, HTTPSignatureKeyResolver, algorithms
from http_message_signatures.digests import ContentDigest

from apps import ACCOUNT, BODY, GET, INSTALLATION, ORIGIN, POST, TOKEN, account, app, having
from console import run
from guard import ACCEPTED, Guard
from messages import Account, Installation, Message, Signer, base64_of, is_genuine
from tokens import SECRET

SERVER = {"public_origin": ORIGIN, "signature_account": "if-present", "signature_install": "if-present"}
SIGNERS = {"install": INSTALLATION, "account": ACCOUNT}
ALGORITHMS = {"install": algorithms.ECDSA_P256_SHA256, "account": algorithms.HMAC_SHA256}


class Fields:
    """The fields of a request as the library wants them: in order, and one name more than once."""

    def __init__(self, pairs: list[tuple[str, str]]):
        self.pairs = pairs

    def items(self) -> list[tuple[str, str]]:
        return self.pairs

    def __iter__(self) -> Iterator[str]:
        return iter([name for name, _ in self.pairs])

    def __setitem__(self, name: str, value: str):
        self.pairs.append((name, value))

    def __delitem__(self, name: str):
        self.pairs = [pair for pair in self.pairs if pair[0].lower() != name.lower()]


@dataclass
class Theirs:
    """A request as the library wants it."""

    method: str
    url: str
    headers: Fields

    @classmethod
    def like(cls, message: Message) -> "Theirs":
        url = f"{message.scheme}://{message.authority}{message.target}"
        return cls(message.method, url, Fields(list(message.sent)))

    def as_ours(self, message: Message) -> Message:
        """Returns our request with the fields that this one has more than it."""
        more = [pair for pair in self.headers.items() if pair[0].lower().startswith("signature")]
        return replace(message, fields=(*message.fields, *more))


class Keys(HTTPSignatureKeyResolver):
    """One key, whatever it is called."""

    def __init__(self, signer: Signer):
        self.signer = signer

    def resolve_private_key(self, key_id: str):
        return self.signer.secret if isinstance(self.signer, Account) else self.signer.private

    def resolve_public_key(self, key_id: str):
        return self.signer.secret if isinstance(self.signer, Account) else self.signer.private.public_key()


class Verifier(HTTPMessageVerifier):
    """The library's verifier, step by step, because as a whole it wants a `keyid`, which apps do not send."""

    def is_genuine(self, message: Message, label: str) -> bool:
        theirs = Theirs.like(message)
        [(_, stated, signature)] = self._get_sig_inputs_and_signatures(theirs, expect_label=label)
        self.validate_created_and_expires(stated, max_age=datetime.timedelta(minutes=1))
        assert stated.params["alg"] == self.signature_algorithm.algorithm_id
        base, _, _ = self._build_signature_base(
            theirs, covered_component_ids=list(stated), signature_params=stated.params
        )
        key = self.key_resolver.resolve_public_key("")
        try:
            self.signature_algorithm(public_key=key).verify(signature=signature.value, message=base.encode())
        except InvalidSignature:
            return False
        return True


def signed_by_library(message: Message, label: str, *covered: str, append: bool = False) -> Message:
    theirs, now = Theirs.like(message), datetime.datetime.now()
    HTTPMessageSigner(signature_algorithm=ALGORITHMS[label], key_resolver=Keys(SIGNERS[label])).sign(
        theirs,
        key_id="a key",
        created=now,
        expires=now + datetime.timedelta(seconds=15),
        label=label,
        covered_component_ids=covered or ("@method", "@target-uri", "approov-token", "authorization"),
        append_if_signature_exists=append,
        use_existing_digest=bool(message.field("content-digest")),
    )
    stripped = message.without("Signature").without("Signature-Input")
    return theirs.as_ours(stripped)


@pytest.fixture(scope="module")
def guard(guards) -> Guard:
    return guards.with_settings(**SERVER, account_keys=ACCOUNT.setting)


PRIORITY = having(POST, Priority="u=1 ,i", X="a, b").having("X", "ä".encode().decode("latin-1"))
COVERAGES: dict[str, tuple[Message, tuple[str, ...]]] = {
    "the least": (GET, ("approov-token", "@target-uri", "@method")),
    "parts": (GET, ("@method", "@authority", "@path", "@query", "approov-token", "@scheme")),
    "the request target": (GET, ("@authority", "@request-target", "@method", "approov-token")),
    "query parameters": (
        GET,
        ("@method", "@target-uri", "approov-token", '"@query-param";name="a"', '"@query-param";name="b"'),
    ),
    "fields in all forms": (
        PRIORITY,
        (
            *("@method", "@target-uri", "approov-token", "content-digest", "content-type", "content-length"),
            *('"priority";key="u"', '"content-digest";sf', '"x";bs', '"authorization";bs', "host"),
        ),
    ),
}


@pytest.mark.parametrize("label", SIGNERS)
@pytest.mark.parametrize("coverage", COVERAGES)
def test_the_server_accepts_what_the_library_signs(guard, coverage, label):
    message, covered = COVERAGES[coverage]
    signed = signed_by_library(message, label, *covered)
    assert guard.outcome(signed) == ACCEPTED
    assert is_genuine(signed, SIGNERS[label])
    assert guard.outcome(replace(signed, method="DELETE")) == "messageSignatureInvalid"
    assert guard.outcome(signed.altered("Approov-Token", TOKEN[:-2])) != ACCEPTED


def test_the_server_accepts_two_signatures_of_the_library(guard):
    signed = signed_by_library(signed_by_library(GET, "account"), "install", append=True)
    assert len(signed.field("signature")) == 1
    assert guard.outcome(signed) == ACCEPTED
    assert guard.outcome(signed.altered("Authorization", "Bearer x")) == "messageSignatureInvalid"


@pytest.mark.parametrize("label", SIGNERS)
def test_the_library_verifies_what_we_sign(label):
    message = {"install": app, "account": account}[label](POST)
    verifier = Verifier(signature_algorithm=ALGORITHMS[label], key_resolver=Keys(SIGNERS[label]))
    assert verifier.is_genuine(message, label)
    assert not verifier.is_genuine(message.altered("Authorization", "Bearer x"), label)


# approovctl


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with the keys of an installation and of an account, the account's secret, and a body."""
    pem = INSTALLATION.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    files = {"key.pem": pem, "account": base64_of(ACCOUNT.secret).encode(), "secret": base64_of(SECRET).encode()}
    for name, content in {**files, "body": BODY}.items():
        (tmp_path / name).write_bytes(content)
        (tmp_path / name).chmod(0o600)
    return tmp_path


def signed_by_approovctl(folder: Path, *options: str) -> tuple[Message, dict[str, str]]:
    """Returns a request that approovctl has signed, and what it says was signed."""
    [line] = run(" ".join(["approovctl message sign --json --secret-file secret --key key.pem", *options]), folder)
    answer = json.loads(line)
    parts = urllib.parse.urlsplit(answer["url"])
    target = answer["url"].removeprefix(f"{parts.scheme}://{parts.netloc}") or "/"
    body = (folder / "body").read_bytes() if "--body" in " ".join(options) else None
    fields = tuple((name, value) for name, value in answer["fields"])
    message = Message(answer["method"], target, fields, body, None, parts.scheme, parts.netloc)
    return message, answer["signatureBase"]


WITH_ACCOUNT = f"--account-key-file account --account-key-id {ACCOUNT.kid}"
OPTIONS: dict[str, str] = {
    "GET": f"--url {ORIGIN}",
    "GET with a query": f"--url '{ORIGIN}/?a=1%20b&c=%7E'",
    "GET with fields": f"--url {ORIGIN}/ --field 'Authorization: Bearer x' --field 'Approov-TraceID: abc'",
    "POST": f"--url {ORIGIN}/ --method POST --body body --field 'Content-Type: application/json'",
    "PUT with sha-512": f"--url {ORIGIN}/ --method PUT --body body --digest sha-512",
    "POST without a digest": f"--url {ORIGIN}/ --method POST --body body --digest none",
    "parts": f"--url '{ORIGIN}/?a=1' --cover @method --cover @authority --cover @path --cover @query"
    " --cover approov-token --cover '@query-param;name=\"a\"' --cover @scheme",
    "a longer life": f"--url {ORIGIN}/ --lifetime 45s",
    "an old time": f"--url {ORIGIN}/ --at $(($(date +%s) - 20))",
}


@pytest.mark.parametrize("options", OPTIONS)
def test_what_approovctl_signs_is_genuine_to_everybody(guard, folder, options):
    message, bases = signed_by_approovctl(folder, OPTIONS[options], WITH_ACCOUNT)
    assert set(bases) == set(SIGNERS)
    for label, signer in SIGNERS.items():
        verifier = Verifier(signature_algorithm=ALGORITHMS[label], key_resolver=Keys(signer))
        assert is_genuine(message, signer)
        if options != "an old time":
            assert verifier.is_genuine(message, label)
        for forged in [replace(message, method="DELETE"), replace(message, target="/?a=evil")]:
            assert not is_genuine(forged, signer)
        other = Installation() if label == "install" else Account(ACCOUNT.kid, bytes(32))
        assert not is_genuine(message, other)
        base = message.base(*message.stated(label))
        assert bases[label].encode() == base
    for digest in message.field("content-digest"):
        ContentDigest.verify(digest, message.body)
    assert guard.outcome(message) == ACCEPTED
    assert guard.outcome(replace(message, target="/?a=evil")) == "messageSignatureInvalid"


def test_a_token_that_approovctl_makes_carries_the_keys(folder):
    message, _ = signed_by_approovctl(folder, OPTIONS["GET"], WITH_ACCOUNT)
    [token] = message.field("approov-token")
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert (claims["ipk"], claims["mskid"]) == (INSTALLATION.ipk, ACCOUNT.kid)


def test_a_token_of_our_own_is_used(guard, folder):
    (folder / "token").write_text(TOKEN + "\n")
    [line] = run(f"approovctl message sign --json --key key.pem --token-file token {OPTIONS['GET']}", folder)
    assert dict(json.loads(line)["fields"])["Approov-Token"] == TOKEN
    message = Message("GET", "/", tuple((name, value) for name, value in json.loads(line)["fields"]))
    assert guard.outcome(message) == ACCEPTED


def test_a_derived_key_is_that_of_the_token(guards, folder):
    derived = guards.with_settings(**SERVER, account_keys=ACCOUNT.setting, account_key_mode="derived")
    direct = guards.with_settings(**SERVER, account_keys=ACCOUNT.setting)
    message, _ = signed_by_approovctl(folder, OPTIONS["POST"], WITH_ACCOUNT, "--account-key-mode derived")
    assert derived.outcome(message) == ACCEPTED
    assert direct.outcome(message) == "messageSignatureInvalid"
