"""Measures what is named, or everything, and prints one table of verdicts and the figures behind it.

Exits with 1 if a target is missed, or if something cannot be measured.
"""

import argparse
import importlib
import os
import platform
import sys

from measuring import MeasurementFailed
from rows import verdicts

PARTS = ["verification", "growth", "servers", "channels"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev/bench", description="Measures beside peers in the same run.")
    described = f"what to measure: {', '.join(PARTS)}; all if none is named"
    parser.add_argument("parts", nargs="*", metavar="PART", help=described)
    names = parser.parse_args().parts or PARTS
    if unknown := set(names) - set(PARTS):
        parser.error(f"there is no part {', '.join(unknown)}")

    parts = []
    for name in names:
        print(f"Measuring {name} …", file=sys.stderr)
        try:
            parts.append(importlib.import_module(name).measure())
        except MeasurementFailed as failure:
            print(f"The part {name} is missing below. {failure}", file=sys.stderr)
    rows = [row for part in parts for row in part.rows]
    print(f"\n{os.cpu_count()} processors, {platform.machine()}, load {os.getloadavg()[0]:.1f}\n")
    print(verdicts(rows))
    for part in parts:
        for table in part.tables:
            print(f"\n{table}")
    return 1 if len(parts) < len(names) or any(row.is_met is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
