"""Who has guessed PINs has guessed them after a restart, too."""

from ccd.domain import facts as f
from ccd.domain.desk import FORGOTTEN_MS, LOCKED_AFTER
from ccd.domain.facts import Recorded
from ccd.domain.floor import Floor
from ccd.domain.plan import Plan
from ccd.storage.pins import keep_pin
from ccd.storage.restore import facts_to_restore
from tests.integration.storage.memory import Memory

NOW_MS = 1_790_000_000_000


async def test_a_restart_does_not_let_a_guesser_begin_anew(memory: Memory) -> None:
    journal = memory.journal
    guessed: list[tuple[int, f.Fact]] = [
        (FORGOTTEN_MS, f.PinRefused("c0", "cy", in_a_row=LOCKED_AFTER)),  # long ago
        (90_000, f.PinRefused("c1", "anna", in_a_row=LOCKED_AFTER)),
        (80_000, f.PinRefused("c1", "anna")),  # while nothing opened
        (70_000, f.PinRefused("c2", "bo", in_a_row=4)),
        (60_000, f.PinRefused("c2", "bo", outside=True, in_a_row=LOCKED_AFTER)),
        (50_000, f.PersonKnown("c3", "bo", "pin")),
        (40_000, f.PinRefused("c4", "box:night", outside=True, in_a_row=LOCKED_AFTER)),
        (30_000, f.BoxOpened("c5", "night", "pin")),
        (20_000, f.PinRefused("c6", "box:day", in_a_row=2)),
        (10_000, f.BoxOpened("c7", "day", "pin")),
    ]
    journal.append(
        [Recorded(journal.last_seq + n, NOW_MS - ago, fact) for n, (ago, fact) in enumerate(guessed, 1)]
    )
    await memory.stored()
    async with memory.db.begin() as tx:
        for whose in ("anna", "bo", "cy", "box:night", "box:day"):
            await keep_pin(tx, whose, "1234", 0)
    floor = Floor(Plan())
    assert floor.restore(await facts_to_restore(memory.db, NOW_MS)) == []
    pins = floor.desk.wrong_pins
    assert pins.counted == {
        ("anna", False): (LOCKED_AFTER, NOW_MS - 90_000),
        ("bo", True): (LOCKED_AFTER, NOW_MS - 60_000),
        ("box:night", True): (LOCKED_AFTER, NOW_MS - 40_000),
    }
    assert pins.locked("anna", NOW_MS)
    assert not floor.desk.boxes.listening
