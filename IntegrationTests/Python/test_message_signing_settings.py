"""Settings of message signing that make no sense stop the start: one line names the variable and quotes no secret."""

import pytest

from apps import ACCOUNT, OTHER_ACCOUNT
from guard import Guard
from messages import base64_of
from servers import start_and_fail
from tokens import SECRET, base64url

ORIGIN = "PUBLIC_ORIGIN"
PROXIES = "TRUSTED_PROXIES"
FORWARDED = "FORWARDED_FIELDS"
KEYS = "ACCOUNT_KEYS"
BASE64 = base64_of(ACCOUNT.secret)
SHORT = base64_of(bytes(range(31)))
WORDS = ["SIGNATURE_INSTALL", "SIGNATURE_ACCOUNT", "SIGNATURE_DIGEST", "SIGNATURE_REPLAY", "ACCOUNT_KEY_MODE"]
NUMBERS = [
    "SIGNATURE_MAX_AGE_SECONDS",
    "SIGNATURE_CLOCK_SKEW_SECONDS",
    "SIGNATURE_MAX_BODY_BYTES",
    "SIGNATURE_REPLAY_ENTRIES",
]

BAD: list[tuple[str, str, dict[str, str]]] = [
    *(
        (name, value, {KEYS: ACCOUNT.setting})
        for name in WORDS
        for value in ("", "yes", "true", "require", "off,required")
    ),
    *((name, value, {}) for name in NUMBERS for value in ("", "ten", "-1", "1e400", "60s", "0x10")),
    ("SIGNATURE_MAX_AGE_SECONDS", "0", {}),
    ("SIGNATURE_MAX_AGE_SECONDS", "3601", {}),
    ("SIGNATURE_CLOCK_SKEW_SECONDS", "301", {}),
    ("SIGNATURE_MAX_BODY_BYTES", "1.5", {}),
    (KEYS, "", {"SIGNATURE_ACCOUNT": "required"}),
    (KEYS, BASE64, {"SIGNATURE_ACCOUNT": "required"}),
    (KEYS, f":{BASE64}", {"SIGNATURE_ACCOUNT": "required"}),
    (KEYS, f"kid:{SHORT}", {"SIGNATURE_ACCOUNT": "required"}),
    (KEYS, f"kid:{BASE64}!", {"SIGNATURE_ACCOUNT": "required"}),
    (KEYS, f"kid {BASE64}", {"SIGNATURE_ACCOUNT": "required"}),
    (KEYS, f"kid:{BASE64},kid:{base64_of(OTHER_ACCOUNT.secret)}", {"SIGNATURE_ACCOUNT": "required"}),
    (KEYS, f"kid:{BASE64};other:{BASE64}", {"SIGNATURE_ACCOUNT": "if-present"}),
    ("SIGNATURE_COMPONENTS", "@status", {}),
    ("SIGNATURE_COMPONENTS", "Authorization", {}),
    ("SIGNATURE_COMPONENTS", "@query-param", {}),
    ("SIGNATURE_COMPONENTS", "x;req", {}),
    ("SIGNATURE_COMPATIBILITY", "everything", {}),
    (ORIGIN, "", {}),
    (ORIGIN, "api.example.com", {}),
    (ORIGIN, "ftp://api.example.com", {}),
    (ORIGIN, "https://", {}),
    (ORIGIN, "https://user@api.example.com", {}),
    (ORIGIN, "https://api.example.com?a", {}),
    (ORIGIN, "https://api.example.com#a", {}),
    (ORIGIN, "https://api.example.com/a b", {}),
    (ORIGIN, "https://api.example.com,https://other.example", {}),
    (PROXIES, "", {FORWARDED: "forwarded"}),
    (PROXIES, "localhost", {FORWARDED: "forwarded"}),
    (PROXIES, "127.0.0.1/33", {FORWARDED: "forwarded"}),
    (PROXIES, "127.0.0", {FORWARDED: "forwarded"}),
    (PROXIES, "::1/129", {FORWARDED: "forwarded"}),
    (FORWARDED, "x-forwarded-for", {PROXIES: "127.0.0.1"}),
    (FORWARDED, "", {PROXIES: "127.0.0.1"}),
]


def start(folder, values: dict[str, str]):
    variables = {f"APPROOV_{name}": value for name, value in values.items()}
    variables["APPROOV_BASE64_SECRET"] = base64_of(SECRET)
    return start_and_fail("hello-server", "--protection", "message-signing", folder=folder, **variables)


def check(result, *names: str):
    assert (result.returncode, result.stdout) == (78, "")
    [line] = result.stderr.splitlines()
    assert any(f"APPROOV_{name}: " in line for name in names), line
    assert not [secret for secret in (BASE64, BASE64[:-1], SHORT[:-1], base64_of(SECRET)) if secret in line]


@pytest.mark.parametrize(("name", "value", "others"), BAD, ids=lambda part: part if isinstance(part, str) else None)
def test_a_setting_that_makes_no_sense_stops_the_start(name, value, others, tmp_path):
    check(start(tmp_path, {**others, name: value}), name)


CONTRADICTIONS: list[tuple[dict[str, str], tuple[str, ...]]] = [
    ({"SIGNATURE_ACCOUNT": "required"}, (KEYS,)),
    ({"SIGNATURE_ACCOUNT": "if-present"}, (KEYS,)),
    ({PROXIES: "127.0.0.1"}, (FORWARDED,)),
    ({PROXIES: "127.0.0.1", FORWARDED: "forwarded", ORIGIN: "https://api.example.com"}, (PROXIES, ORIGIN)),
]


@pytest.mark.parametrize(("values", "names"), CONTRADICTIONS, ids=lambda part: " ".join(part))
def test_settings_that_contradict_each_other_stop_the_start(values, names, tmp_path):
    check(start(tmp_path, values), *names)


GOOD: list[dict[str, str]] = [
    {},
    {"SIGNATURE_INSTALL": "if-present", "SIGNATURE_DIGEST": "required"},
    {"SIGNATURE_ACCOUNT": "required", KEYS: f"kid:{base64url(ACCOUNT.secret)} , 2-nd.key:{BASE64}"},
    {"SIGNATURE_ACCOUNT": "required", KEYS: f"kid:{BASE64.rstrip('=')}", "ACCOUNT_KEY_MODE": "derived"},
    {"SIGNATURE_MAX_AGE_SECONDS": "3600", "SIGNATURE_CLOCK_SKEW_SECONDS": "300", "SIGNATURE_MAX_BODY_BYTES": "0"},
    {"SIGNATURE_MAX_AGE_SECONDS": "1", "SIGNATURE_CLOCK_SKEW_SECONDS": "0"},
    {"SIGNATURE_COMPONENTS": '@method @query "content-type" content-digest;key="sha-256"'},
    {"SIGNATURE_REPLAY": "memory-or-accept", "SIGNATURE_REPLAY_ENTRIES": "1"},
    {ORIGIN: "https://[2001:db8::1]:8443/mobile/"},
    {PROXIES: "127.0.0.1, 10.0.0.0/8,::1,fd00::/8", FORWARDED: "forwarded, x-forwarded-proto"},
]


@pytest.mark.parametrize("values", GOOD, ids=lambda values: " ".join(values) or "none")
def test_settings_that_make_sense_start(values, tmp_path):
    with Guard(tmp_path, **{f"APPROOV_{name}": value for name, value in values.items()}):
        pass
