"""What a part of the benchmark hands back, and how it is printed: rows with targets, and plain tables."""

from dataclasses import dataclass, field
from enum import Enum


class Bound(Enum):
    """On which side of its target a figure must be."""

    AT_MOST = "at most"
    AT_LEAST = "at least"


@dataclass(frozen=True)
class Row:
    """A figure beside its target."""

    what: str
    """What is measured: "verify HS256"."""

    against: str
    """What it is measured against: "swift-crypto, the bare check"."""

    figure: float | None
    """A ratio, or an absolute number if the target is one. None: it could not be measured, and the remark says why."""

    target: float | None
    """None: the figure is told without a verdict."""

    bound: Bound
    unit: str = "×"
    remark: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None if there is no figure or no target."""
        if self.figure is None or self.target is None:
            return None
        return self.figure <= self.target if self.bound is Bound.AT_MOST else self.figure >= self.target

    @property
    def cells(self) -> list[str]:
        figure = "" if self.figure is None else f"{number(self.figure)} {self.unit}"
        target = "" if self.target is None else f"{self.bound.value} {self.target:g} {self.unit}"
        verdict = {True: "met", False: "MISSED", None: "" if self.figure is not None else "not measured"}[self.is_met]
        remark = f": {self.remark}" if verdict and self.remark else self.remark
        return [self.what, self.against, figure, target, verdict + remark]


@dataclass(frozen=True)
class Table:
    """Figures without targets. The first column is text, the others are numbers."""

    title: str
    columns: list[str]
    lines: list[list[str]]

    def __str__(self) -> str:
        return f"### {self.title}\n\n{markdown(self.columns, self.lines, numeric=range(1, len(self.columns)))}"


@dataclass(frozen=True)
class Part:
    """What one part of the benchmark has measured."""

    rows: list[Row] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @staticmethod
    def of(parts: "list[Part]") -> "Part":
        """Returns smaller parts put together."""
        return Part([row for part in parts for row in part.rows], [table for part in parts for table in part.tables])


def number(value: float) -> str:
    """Returns a number with three digits that matter, or all those of an integer, and without an exponent."""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.{2 if abs(value) < 10 else 1 if abs(value) < 100 else 0}f}"


def verdicts(rows: list[Row]) -> str:
    """Returns the rows as one table in Markdown."""
    columns = ["What", "Against", "Figure", "Target", "Verdict"]
    return markdown(columns, [row.cells for row in rows], numeric=[2, 3])


def markdown(columns: list[str], lines: list[list[str]], numeric: range | list[int]) -> str:
    """Returns a table in Markdown whose source is aligned too, so that it can be read in a terminal."""
    widths = [max(len(line[index]) for line in [columns, *lines]) for index in range(len(columns))]

    def aligned(line: list[str]) -> str:
        cells = (
            text.rjust(width) if index in numeric else text.ljust(width)
            for index, (text, width) in enumerate(zip(line, widths, strict=True))
        )
        return f"| {' | '.join(cells)} |"

    rules = (f"{'-' * (width - 1)}:" if index in numeric else "-" * width for index, width in enumerate(widths))
    return "\n".join([aligned(columns), f"| {' | '.join(rules)} |", *map(aligned, lines)])
