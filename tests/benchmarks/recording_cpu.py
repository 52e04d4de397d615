"""What recording events costs a call: `python -m tests.benchmarks.recording_cpu`.

A quiet shift on the simulated Asterisk is decided first; then its decisions are recorded, and only that is
measured.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from ccd.domain.decided import Began, Decided
from ccd.domain.facts import Recorded
from ccd.domain.floor import Floor
from ccd.storage.event_journal import EventJournal
from tests.simulation.shift import Shift

CALLS, ROUNDS = 300, 5


def decisions(shift: Shift) -> list[Decided]:
    (life,) = shift.asterisk.daemon.lives
    floor, decided, seq = Floor(life.plan), [], 0
    for at_ms, event in life.events:
        facts = [Recorded(seq + n, at_ms, fact) for n, fact in enumerate(floor.handle(event, at_ms).facts, 1)]
        seq += len(facts)
        decided.append(Decided(at_ms, event, facts))
    return decided


def main() -> None:
    shift = Shift(1, agents=10, callers=CALLS, length_s=3600, troubles=0)
    shift.play()
    decided = decisions(shift)
    with TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            journal = EventJournal(Path(folder), 2**30)
            journal.begin(Began(0, shift.plan, [], {}, 0, seed=0))
            started_s = process_time()
            for each in decided:
                journal.note(each)
            cpu_ms = 1000 * (process_time() - started_s)
            journal.close()
            size = sum(file.stat().st_size for file in Path(folder).iterdir())
            print(
                f"{cpu_ms / CALLS:.3f} ms, {len(decided) / CALLS:.1f} events, {size / CALLS:.0f} bytes a call"
            )


if __name__ == "__main__":
    main()
