"""`python -m tests.bench`: Windrow beside a bare Textual screen, in one run, as a table.

Ends with 0 whatever the figures are, and with 1 when something could not be measured.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.long_run import long_run
from tests.bench.measure import Bench, bare, windrow
from tests.bench.picking import key_to_list
from tests.bench.reading import large_account
from tests.bench.report import Finding, Missing, measured, table
from tests.bench.soak import soak
from tests.bench.status import status_speed


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="starts of each program (%(default)s)")
    parser.add_argument("--ticks", type=int, default=0, help="a long run of so many ticks as well")
    parser.add_argument(
        "--soak",
        nargs="?",
        type=float,
        const=1.0,
        default=0.0,
        metavar="SHARE",
        help="only the week of the soak, or a share of it (0.1)",
    )
    parser.add_argument(
        "--itself", action="store_true", help="the bare screen against itself: the noise"
    )
    parser.add_argument(
        "--no-million", action="store_true", help="leave the account of a million entries out"
    )
    return parser.parse_args()


def run(bench: Bench) -> list[Finding | Missing]:
    """Measure one thing after the other."""
    steps = {
        "first screen and memory": bench.first_screen,
        "ticks": bench.ticks,
        "ticks under a form": bench.ticks_under_a_form,
        "ticks in panes of every size": bench.ticks_in_every_size,
        "key to paint": bench.key_to_paint,
    }
    found: list[Finding | Missing] = []
    for what, measure in steps.items():
        print(f"measuring: {what} ...", file=sys.stderr)
        found += measured(what, measure)
    return found


def main() -> int:
    wanted = parse()
    if wanted.soak:
        print(f"measuring: {wanted.soak:.0%} of a week ...", file=sys.stderr)
        found = measured("the soak", lambda: soak(wanted.soak))
        print(table(found))
        return int(any(isinstance(line, Missing) for line in found))
    with tempfile.TemporaryDirectory() as place:
        subject = bare if wanted.itself else windrow
        bench = Bench(subject=subject, against=bare, place=Path(place), runs=wanted.runs)
        found = run(bench)
        print("measuring: the picker ...", file=sys.stderr)
        found += measured("the picker", lambda: key_to_list(bench.place))
        print("measuring: windrow status ...", file=sys.stderr)
        found += measured("windrow status", lambda: status_speed(bench.place))
        if not wanted.no_million:
            print("measuring: a day out of a million entries ...", file=sys.stderr)
            found += measured("a million entries", lambda: large_account(bench.place))
    if wanted.ticks:
        print(f"measuring: {wanted.ticks:,} ticks ...", file=sys.stderr)
        found += measured("long run", lambda: long_run(wanted.ticks))
    print(table(found))
    return int(any(isinstance(line, Missing) for line in found))


if __name__ == "__main__":
    sys.exit(main())
