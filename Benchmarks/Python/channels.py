"""Measures the Echo server beside the figures of the Elixir original.

The original was measured elsewhere, on this kind of machine, beside bare Hummingbird. Machines differ from hour to hour, so times
are compared as multiples of what one request to bare Hummingbird takes in the same run.
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

    rows = [row(f"an event, {event['inFlight']} at a time", event["microseconds"], ORIGINAL_EVENT, 0.4) for event in figures["events"]]
    rows += [
        row(f"a delivery to {delivery['sockets']:,} sockets", delivery["microseconds"], ORIGINAL_DELIVERY, 0.8)
        for delivery in figures["deliveries"]
    ]
    memory = figures["kibibytesOfSocket"]
    rows.append(Row("Echo: memory of a joined socket", "the Elixir original", memory / ORIGINAL_MEMORY, 0.6, Bound.AT_MOST))

    def line(what: str, microseconds: float) -> list[str]:
        return [what, number(microseconds), number(microseconds / hummingbird)]

    lines = [line("a request to bare Hummingbird, 16 at a time", hummingbird)]
    lines += [line(f"an event, {event['inFlight']} at a time", event["microseconds"]) for event in figures["events"]]
    lines += [line(f"a delivery to {each['sockets']:,} sockets", each["microseconds"]) for each in figures["deliveries"]]
    title = "The Echo server, token and binding on every message"
    tables = [Table(title, ["", "µs", "× bare Hummingbird"], lines)]
    first = figures["deliveries"][0]
    growth = [
        [f"{each['sockets']:,}", number(each["microseconds"]), number(each["microseconds"] / first["microseconds"])]
        for each in figures["deliveries"]
    ]
    tables.append(Table("Growth with the number of sockets", ["Sockets", "µs for each delivery", "× the first"], growth))
    return Part(rows, tables)
