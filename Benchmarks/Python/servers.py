"""What a request costs a server: the time of its process on a processor, not the time that passes."""

import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from load import Load, drive
from rows import Bound, Part, Row, Table
from subjects import Subject, Subjects, start

ROUNDS = int(os.environ.get("APPROOV_SERVER_ROUNDS", "11"))
"""How often each server is driven, for a second."""

PAIRS = 3 * ROUNDS
"""How often the two servers are driven between which the difference is small, these rounds included."""

VAPOR = 42.0
BARE_BESIDE_VAPOR = 20.5
"""The microseconds of Approov's Vapor quickstart, and of bare Hummingbird in the middle, on the machine of the design."""


@dataclass(frozen=True)
class Sample:
    """What came of driving a server once."""

    load: Load
    microseconds: float
    """The processor time per request."""


@dataclass(frozen=True)
class Samples:
    """What came of driving a server, by the number of the round."""

    rounds: dict[int, Sample]

    @property
    def microseconds(self) -> float:
        return median(its.microseconds for its in self.rounds.values())

    @property
    def requests_per_second(self) -> float:
        return median(its.load.requests_per_second for its in self.rounds.values())

    @property
    def p99_microseconds(self) -> float:
        return median(its.load.p99_microseconds for its in self.rounds.values())

    def over(self, other: "Samples") -> float:
        """Returns how many times as dear as another this is: the median of the ratios of the rounds."""
        return median(mine / its for mine, its in self.beside(other))

    def minus(self, other: "Samples") -> "Difference":
        return Difference([mine - its for mine, its in self.beside(other)])

    def beside(self, other: "Samples") -> list[tuple[float, float]]:
        """Returns the microseconds of both in the rounds that they share."""
        shared = self.rounds.keys() & other.rounds.keys()
        return [(self.rounds[number].microseconds, other.rounds[number].microseconds) for number in sorted(shared)]


@dataclass(frozen=True)
class Difference:
    """How much more one server takes for a request than another, in each round."""

    microseconds: list[float]

    @property
    def middle(self) -> float:
        return median(self.microseconds)

    def __str__(self) -> str:
        low, _, high = quantiles(self.microseconds, n=4)
        return f"half of {len(self.microseconds)} pairs from {low:.1f} to {high:.1f}"


def measure() -> Part:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        subjects = start(Path(folder), stack)
        samples = driven(subjects)
        return Part(rows=rows(subjects, samples), tables=[table(subjects, samples)])


def driven(subjects: Subjects) -> dict[Subject, Samples]:
    """Drives all servers in turns, each second turn backwards, so that drift of the machine cancels."""
    for subject in subjects:
        drive(subject.url, subject.fields)
    rounds = {subject: {} for subject in subjects}
    for number in range(PAIRS):
        turn = [*subjects] if number % 3 == 0 else [subjects.hello, subjects.hello_binding]
        for subject in turn[:: -1 if number % 2 else 1]:
            rounds[subject][number] = sample(subject)
    return {subject: Samples(its) for subject, its in rounds.items()}


def sample(subject: Subject) -> Sample:
    before = subject.process.processor_time()
    load = drive(subject.url, subject.fields)
    spent = subject.process.processor_time() - before
    return Sample(load, spent / load.requests / 1000)


def rows(subjects: Subjects, samples: dict[Subject, Samples]) -> list[Row]:
    bare = samples[subjects.bare]
    beside_bare = f"where a bare Hummingbird takes {bare.microseconds:.1f}"
    shapes = samples[subjects.shapes_binding]
    beside_vapor = shapes.over(bare) / (VAPOR / BARE_BESIDE_VAPOR)

    def added(what: str, against: str, dear: Subject, cheap: Subject, target: float | None = None) -> Row:
        difference = samples[dear].minus(samples[cheap])
        return Row(what, against, difference.middle, target, Bound.AT_MOST, "µs", f"{difference}, {beside_bare}")

    unprotected = "the same server, unprotected"
    return [
        added("serve with token-binding, added", unprotected, subjects.hello_binding, subjects.hello, target=2),
        added("serve with token, added", unprotected, subjects.hello_token, subjects.hello),
        added("serve with jwt_authn, added", "Envoy without", subjects.envoy_token, subjects.envoy),
        Row(
            "serve shapes",
            "the Vapor quickstart",
            beside_vapor,
            0.6,
            Bound.AT_MOST,
            remark=f"which took {VAPOR:g} µs where a bare Hummingbird took {BARE_BESIDE_VAPOR:g}",
        ),
        Row("serve shapes", "Flask", shapes.over(samples[subjects.flask_binding]), 0.12, Bound.AT_MOST),
    ]


def table(subjects: Subjects, samples: dict[Subject, Samples]) -> Table:
    bare = samples[subjects.bare]
    lines = [
        [
            subject.name,
            f"{its.microseconds:.1f}",
            f"{its.over(bare):.2f}",
            f"{its.requests_per_second:,.0f}",
            f"{its.p99_microseconds / 1000:.1f}",
        ]
        for subject, its in samples.items()
    ]
    title = "Servers: processor time per request, with 16 connections"
    return Table(title, ["Server", "CPU, µs", "× bare", "requests/s", "p99, ms"], lines)
