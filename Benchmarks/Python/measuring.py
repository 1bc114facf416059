"""Runs programs in turns, so that a machine that speeds up or slows down does so for all of them.

A measured program reads a number on a line, does its work as often, and writes the nanoseconds that this took on a
line.
"""

import os
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = ROOT / os.environ.get("SCRATCH", ".build") / "release"
ROUNDS = int(os.environ.get("APPROOV_ROUNDS", "15"))
ROUND_NANOSECONDS = 50_000_000


class MeasurementFailed(Exception):
    """A program did not do what it should, so that its figures mean nothing."""


@dataclass(frozen=True)
class Measurement:
    """The nanoseconds that something takes, in each round."""

    times: list[float]

    @property
    def nanoseconds(self) -> float:
        return median(self.times)

    def over(self, other: "Measurement") -> float:
        """Returns how many times as long as another this takes: the median of the ratios of the rounds."""
        return median(mine / its for mine, its in zip(self.times, other.times, strict=True))

    def __add__(self, other: "Measurement") -> "Measurement":
        return Measurement([mine + its for mine, its in zip(self.times, other.times, strict=True)])

    def __sub__(self, other: "Measurement") -> "Measurement":
        return Measurement([mine - its for mine, its in zip(self.times, other.times, strict=True)])


class Program:
    """A measured program that runs, and waits for numbers."""

    def __init__(self, command: list[str]):
        self.command = command
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_) -> None:
        self.process.communicate()

    def nanoseconds(self, count: int) -> int:
        """Lets it work so many times."""
        try:
            self.process.stdin.write(f"{count}\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # It has said why, and there is no answer.
        answer = self.process.stdout.readline()
        if not answer:
            raise MeasurementFailed(f"{' '.join(self.command)} gave up.")
        return int(answer)

    def repetitions(self) -> int:
        """Returns how often it must work to fill a round; it is warm then."""
        count = 1
        while (time := self.nanoseconds(count)) < ROUND_NANOSECONDS / 4:
            count *= 2
        return max(1, round(count * ROUND_NANOSECONDS / time))


def ours(folder: Path, what: str) -> list[str]:
    """Returns the command of our own measured program, which Subject.swift says more of."""
    return [str(PROGRAMS / "verification-benchmark"), str(folder), what]


def in_turns(commands: dict[str, list[str]]) -> dict[str, Measurement]:
    """Measures each of the commands in every round, back and forth, so that none always comes after the same one."""
    with ExitStack() as stack:
        programs = {name: stack.enter_context(Program(command)) for name, command in commands.items()}
        repetitions = {name: program.repetitions() for name, program in programs.items()}
        times: dict[str, list[float]] = {name: [] for name in programs}
        for number in range(ROUNDS):
            for name in list(programs) if number % 2 == 0 else reversed(programs):
                times[name].append(programs[name].nanoseconds(repetitions[name]) / repetitions[name])
    return {name: Measurement(each) for name, each in times.items()}
