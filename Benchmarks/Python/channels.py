"""Measures the Echo server beside the figures of the Elixir original.

The original was measured elsewhere, on this kind of machine, beside bare Hummingbird. Machines differ from hour to
hour, so times are compared as multiples of what one request to bare Hummingbird takes in the same run.
"""

import json
import subprocess

from measuring import PROGRAMS, ROOT, MeasurementFailed
from rows import Bound, Part, Row, Table, number

ORIGINAL_HUMMINGBIRD = 20.5
"""What a request to bare Hummingbird took beside the original, in microseconds: the middle of 17 to 24."""

ORIGINAL_EVENT = 125
ORIGINAL_DELIVERY = 4.2
ORIGINAL_MEMORY = 35
"""What the original took: microseconds for an event and for each delivery of a broadcast, KiB for a joined socket."""


def measure() -> Part:
    run = subprocess.run([PROGRAMS / "channel-benchmarks"], cwd=ROOT, capture_output=True, text=True)
    if run.returncode != 0:
        raise MeasurementFailed(f"channel-benchmarks gave up: {run.stderr}")
    figures = json.loads(run.stdout)
    hummingbird = figures["hummingbirdMicroseconds"]

    def row(what: str, microseconds: float, original: float, target: float) -> Row:
        ratio = (microseconds / hummingbird) / (original / ORIGINAL_HUMMINGBIRD)
        return Row(f"Echo: {what}", "the Elixir original, each ÷ Hummingbird", ratio, target, Bound.AT_MOST)

    events = {f"an event, {each['inFlight']} at a time": each["microseconds"] for each in figures["events"]}
    deliveries = {f"a delivery to {each['sockets']:,} sockets": each["microseconds"] for each in figures["deliveries"]}
    rows = [row(what, microseconds, ORIGINAL_EVENT, 0.4) for what, microseconds in events.items()]
    rows += [row(what, microseconds, ORIGINAL_DELIVERY, 0.8) for what, microseconds in deliveries.items()]
    memory = figures["kibibytesOfSocket"] / ORIGINAL_MEMORY
    rows.append(Row("Echo: memory of a joined socket", "the Elixir original", memory, 0.6, Bound.AT_MOST))

    costs = {"a request to bare Hummingbird, 16 at a time": hummingbird, **events, **deliveries}
    lines = [[what, number(cost), number(cost / hummingbird)] for what, cost in costs.items()]
    title = "The Echo server, token and binding on every message"
    return Part(rows, [Table(title, ["", "µs", "× bare Hummingbird"], lines), growth(figures["deliveries"])])


def growth(deliveries: list[dict]) -> Table:
    """Returns what a delivery costs by the number of sockets that hear the same."""
    costs = {each["sockets"]: each["microseconds"] for each in deliveries}
    first, *_ = costs.values()
    lines = [[f"{sockets:,}", number(cost), number(cost / first)] for sockets, cost in costs.items()]
    return Table("Growth with the number of sockets", ["Sockets", "µs for each delivery", "× the first"], lines)
