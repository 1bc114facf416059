"""Our verdict on tens of thousands of mutated tokens is PyJWT's, or differs by a rule that has a name."""

import os
import sys
from collections import Counter
from contextlib import contextmanager
from random import Random

import jwt

from judge import ACCEPTED
from mutations import LEVELS, Mutator
from strictness import MORE_LENIENT, REASONS, STRICTER, WHITE_SPACE, Anatomy
from tokens import SECRET, secret_key

SEED = int(os.environ.get("APPROOV_SEED", "20260722"))
COUNT = int(os.environ.get("APPROOV_TOKENS", "50000"))


def test_every_difference_has_a_name(judge, capsys):
    levels = drawn_tokens()
    verdicts = judge.verdicts(levels, secret_key())

    outcomes, rules, unexplained = Counter(), Counter(), []
    for (token, level), ours in zip(levels.items(), verdicts, strict=True):
        theirs = verdict_of_pyjwt(token)
        outcomes[level, ours == ACCEPTED, theirs == ACCEPTED] += 1
        names = explanation(token, ours, theirs)
        if names is None:
            unexplained.append((ours, theirs, token))
        elif (ours == ACCEPTED) != (theirs == ACCEPTED):
            rules.update(names)

    with capsys.disabled():
        print(summary(outcomes, rules))
    assert not unexplained, f"seed {SEED}: {len(unexplained)} unexplained verdicts, such as {unexplained[:5]}"
    for level in LEVELS:
        assert outcomes[level, True, True] and outcomes[level, False, False], f"{level} has one outcome only"
    assert sum(outcomes[level, True, True] for level in LEVELS) >= COUNT * 0.05
    assert {*STRICTER, *MORE_LENIENT} == {*rules}, "a rule explains nothing"


def drawn_tokens() -> dict[str, str]:
    """Returns different tokens, and for each the level at which it was mutated."""
    mutator = Mutator(Random(SEED))
    levels: dict[str, str] = {}
    while len(levels) < COUNT:
        level, token = mutator.draw()
        levels.setdefault(token, level)
    return levels


def verdict_of_pyjwt(token: str, **options: bool) -> str:
    """Returns `accepted`, or the name of PyJWT's exception."""
    try:
        jwt.decode(token, SECRET, algorithms=["HS256"], options={"require": ["exp"], "verify_aud": False, **options})
        return ACCEPTED
    except (jwt.InvalidTokenError, ValueError) as error:
        return type(error).__name__


def explanation(token: str, ours: str, theirs: str) -> list[str] | None:
    """Returns the rules that account for our verdict beside PyJWT's, none if they agree; or None if nothing does."""
    if theirs not in REASONS:
        return more_lenient(token) if ours == ACCEPTED else []
    broken = stricter(Anatomy(token))
    if ours in broken.values():
        return [*broken]
    # What PyJWT accepts and no rule refuses, we accept.
    return [] if ours in REASONS[theirs] and not (ours == ACCEPTED and broken) else None


def stricter(anatomy: Anatomy) -> dict[str, str]:
    """Returns the rules that refuse the token, and as what."""
    return {name: code for name, (refuses, code) in STRICTER.items() if refuses(anatomy)}


def more_lenient(token: str) -> list[str] | None:
    """Returns the rules that let the token pass, provided that PyJWT without its own lets it pass too."""
    with integers_of_any_length():
        if verdict_of_pyjwt(token.strip(WHITE_SPACE), verify_sub=False, verify_jti=False) != ACCEPTED:
            return None
        anatomy = Anatomy(token)
        if stricter(anatomy):
            return None
        return [name for name, passes in MORE_LENIENT.items() if passes(anatomy)] or None


@contextmanager
def integers_of_any_length():
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(limit)


def summary(outcomes: Counter, rules: Counter) -> str:
    lines = [f"\n{COUNT} tokens, seed {SEED}", f"{'mutated':<12}{'both accept':>14}{'both refuse':>14}{'differ':>10}"]
    for level in LEVELS:
        both, neither = outcomes[level, True, True], outcomes[level, False, False]
        differ = outcomes[level, True, False] + outcomes[level, False, True]
        lines.append(f"{level:<12}{both:>14}{neither:>14}{differ:>10}")
    for title, names in (("only PyJWT accepts, by rule", STRICTER), ("only we accept, by rule", MORE_LENIENT)):
        lines += [title, *(f"  {name:<30}{rules[name]:>8}" for name in names)]
    return "\n".join(lines)
