"""How truly callers are told how long they will wait: `python -m tests.benchmarks.estimates`, a minute.

Each centre is played for some days, on the floor that runs a real one. What a caller would be told when he
joins the line is held against what he waited.
"""

from dataclasses import replace
from pathlib import Path

from ccd.services.simulation.scenario import Scenario
from tests.simulation.waits import errors_of

CASES = {
    "14 agents, 12 erlangs, nobody gives up": Scenario(180, 240, 14),
    "14 agents, 12 erlangs, patience 120 s": Scenario(180, 240, 14, 120),
    "14 agents, 14.7 erlangs, patience 240 s": Scenario(220, 240, 14, 240),
    "25 agents, 3 queues, 24 erlangs, patience 600 s": Scenario(360, 240, 25, 600, queues=3),
    "4 agents, lognormal handling, patience 600 s": Scenario(50, 240, 4, 600, handling_cv=1.2),
}
HOURS = 72
PAGE = Path(__file__).with_name("ESTIMATES.md")

_PAGE = """\
# How truly callers are told how long they will wait

Written by `python -m tests.benchmarks.estimates`: {hours} simulated hours each, seed 1. Mean absolute error
in seconds of what a caller would be told when he joins the line, over all who then waited and were answered.
`app_queue` announces a running average of past waits; `ccd` computes (`ccd/domain/estimate.py`).

| centre | callers | mean wait, s | `app_queue`, s | `ccd`, s | less by |
| --- | --- | --- | --- | --- | --- |
{rows}
"""


def main() -> None:
    rows = []
    for name, scenario in CASES.items():
        e = errors_of(replace(scenario, hours=HOURS))
        less = 1 - e.ours_s / e.app_queue_s
        rows.append(
            f"| {name} | {e.callers} | {e.mean_s:.1f} | {e.app_queue_s:.1f} | {e.ours_s:.1f} | {less:.0%} |"
        )
        print(rows[-1], flush=True)
    PAGE.write_text(_PAGE.format(hours=HOURS, rows="\n".join(rows)), "utf-8")


if __name__ == "__main__":
    main()
