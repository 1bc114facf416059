"""A request that is sent again is refused where that is asked for, however its signature is spelled."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from apps import ACCOUNT, GET, ORIGIN, POST, account, app, having, reinput
from echo import eventually
from guard import ACCEPTED, OPERATORS, Guard
from messages import SDK, malleable_twin

REFUSE = {"public_origin": ORIGIN, "signature_replay": "memory-or-refuse"}
ACCEPT = {"public_origin": ORIGIN, "signature_replay": "memory-or-accept"}
BOTH = {"signature_account": "required", "account_keys": ACCOUNT.setting}
AT_ONCE = 32


def once(number: int = 0):
    """Returns a request that no other is like."""
    return app(having(GET, X=str(number)), f'{GET.covered_by_default} "x"', f'{SDK};nonce="{number}"')


@pytest.fixture(scope="module", params=[REFUSE, ACCEPT], ids=lambda settings: settings["signature_replay"])
def remembering(request, guards) -> Guard:
    return guards.with_settings(**request.param)


def test_nobody_remembers_unless_told_to(guards):
    message = app()
    assert [guards.with_settings(public_origin=ORIGIN).outcome(message) for _ in range(3)] == [ACCEPTED] * 3


def test_a_request_passes_once(remembering):
    first, second = once(1), once(2)
    assert remembering.outcome(first) == ACCEPTED
    assert remembering.outcome(first) == "replayed"
    assert remembering.outcome(second) == ACCEPTED
    assert remembering.outcome(first) == "replayed"


def test_the_malleable_twin_is_the_same_request(remembering):
    message = app(POST, None, SDK + ';nonce="twin"')
    twin = message.altered("Signature", f"install=:{malleable_twin(message.signature())}:")
    assert remembering.outcome(twin) == ACCEPTED
    assert remembering.outcome(message) == "replayed"
    assert remembering.outcome(twin) == "replayed"


def test_another_signature_of_the_same_is_the_same_request(remembering):
    now = int(time.time())
    first, second = (app(GET, None, SDK + ';nonce="again"', now=now) for _ in range(2))
    assert first.signature() != second.signature()
    assert remembering.outcome(first) == ACCEPTED
    assert remembering.outcome(second) == "replayed"


def test_other_spellings_of_it_are_the_same_request(remembering):
    message = once(3)
    assert remembering.outcome(message) == ACCEPTED
    assert remembering.outcome(reinput(message, '" "', '"  "')) == "replayed"
    assert remembering.outcome(account(message)) == "replayed"
    assert remembering.outcome(having(message, Y="a")) == "replayed"


def test_what_was_refused_is_not_remembered(remembering):
    message = once(4)
    assert remembering.outcome(message.altered("Authorization", "Bearer x")) == "messageSignatureInvalid"
    assert remembering.outcome(message.without("Approov-Token")) == "missingToken"
    assert remembering.outcome(message) == ACCEPTED


def test_of_many_at_once_one_passes(remembering):
    message = once(5)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = Counter(response.status for response in pool.map(remembering.send, [message.wire] * AT_ONCE))
    assert statuses == {200: 1, 401: AT_ONCE - 1}
    eventually(lambda: remembering.log.read_text()[remembering.read :].count(OPERATORS) == AT_ONCE - 1)
    remembering.read = len(remembering.log.read_bytes())


def test_two_labels_of_one_request_are_two_proofs(guards):
    guard = guards.with_settings(**REFUSE, **BOTH)
    message = account(app(having(GET, X="both")))
    assert [guard.outcome(message) for _ in range(2)] == [ACCEPTED, "replayed"]


def test_a_full_memory_refuses(guards):
    guard = guards.with_settings(**REFUSE, signature_replay_entries="3")
    messages = [once(number) for number in range(4)]
    assert [guard.outcome(message) for message in messages] == [ACCEPTED] * 3 + ["replayed"]
    assert guard.outcome(messages[0]) == "replayed"


def test_a_full_memory_accepts(guards):
    guard = guards.with_settings(**ACCEPT, signature_replay_entries="3")
    messages = [once(number) for number in range(4)]
    assert [guard.outcome(message) for message in messages] == [ACCEPTED] * 4
    assert [guard.outcome(message) for message in messages] == ["replayed"] * 3 + [ACCEPTED]


def test_a_memory_forgets_what_is_too_old_to_pass(guards):
    brief = {"signature_max_age_seconds": "1", "signature_clock_skew_seconds": "1", "signature_replay_entries": "1"}
    guard = guards.with_settings(**REFUSE, **brief)
    first = app(lifetime=1)
    assert guard.outcome(first) == ACCEPTED
    assert guard.outcome(app(having(GET, Approov_Status="x"), lifetime=1)) == "replayed"
    eventually(lambda: guard.outcome(app(lifetime=1)) == ACCEPTED)
    eventually(lambda: guard.outcome(first) == "signatureExpired")
