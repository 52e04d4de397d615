"""Shift after shift, for as long as somebody wants to wait: `make sim SEEDS=5000`.

Each is its seed. The first that goes wrong is told with what does it again.
"""

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Iterator

from tests.simulation.shift import Shift
from tests.simulation.troubles import DEATHS, DESKS, PRIVATE

KINDS: dict[str, Callable[[int], Shift]] = {
    "troubled": Shift,
    "deadly": lambda seed: Shift(seed, troubles=15, of_kind=DEATHS),
    "private": lambda seed: Shift(seed, troubles=20, of_kind=PRIVATE),
    "desks": lambda seed: Shift(seed, troubles=40, of_kind=DESKS),
    "crowded": lambda seed: Shift(seed, agents=8, callers=120, troubles=10),
}
"""Of each seed one shift of each kind."""

TELL_EVERY_S = 2.0


def main() -> int:
    options = _options()
    kinds = [options.kind] if options.kind else [*KINDS]
    shifts = [(seed, kind) for seed in range(options.first, options.first + options.seeds) for kind in kinds]
    for done, (seed, kind) in enumerate(_told(shifts, options.first + options.seeds - 1), 1):
        try:
            KINDS[kind](seed).play()
        except Exception:
            traceback.print_exc()
            print(f"\nSeed {seed} went wrong in a {kind} shift, after {done - 1} that went well.")
            print(f"Play it again: make sim FIRST={seed} SEEDS=1 KIND={kind}")
            return 1
    print(f"{len(shifts)} shifts went well: {', '.join(kinds)}; seeds from {options.first}.")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, help="how many (default %(default)s)")
    parser.add_argument("--first", type=int, default=0, help="the first one (default %(default)s)")
    parser.add_argument("--kind", choices=KINDS, help="this kind of shift only")
    return parser.parse_args()


def _told(shifts: list[tuple[int, str]], last: int) -> Iterator[tuple[int, str]]:
    """The same, one by one, and how far we are."""
    began = told = time.monotonic()
    for done, (seed, kind) in enumerate(shifts):
        now = time.monotonic()
        if now - told >= TELL_EVERY_S:
            told = now
            left_s = (now - began) / done * (len(shifts) - done)
            print(f"seed {seed} of {last}, about {left_s:.0f} s left", flush=True)
        yield seed, kind


if __name__ == "__main__":
    sys.exit(main())
