"""What the daemon recorded, played again to a fresh floor."""

import asyncio

from ccd.domain.facts import Recorded
from ccd.services.replay import Replay, replay
from ccd.storage import event_journal
from ccd.storage.database import Database
from ccd.storage.fact_json import fact_from_body
from ccd.storage.queries.facts import facts_between
from tests.office.office import Office


async def decides_the_same(office: Office) -> None:
    """The daemon has stopped. Each of its lives, killed ones too, gives again every fact that it stored, and
    no other: an event and its facts are one write, made between that of the facts and the first order."""
    played = await asyncio.to_thread(_play, office)
    assert played.difference is None, played.difference
    assert played.events > 0
    assert played.facts == await _stored(office)
    assert f"the same {len(played.facts)} facts" in await office.ccd("replay", str(office.folder / "journal"))


def _play(office: Office) -> Replay:
    return replay(event_journal.read(office.folder / "journal"))


async def _stored(office: Office) -> list[Recorded]:
    database = Database(office.env.get("CCD_STORAGE__URL", f"sqlite+aiosqlite:///{office.folder}/ccd.sqlite"))
    try:
        async with database.read() as tx:
            rows = await facts_between(tx, 0, None, 1_000_000)
    finally:
        await database.close()
    facts = [(row, fact_from_body(row.kind, row.body)) for row in rows]
    return [Recorded(row.seq, row.at_ms, fact) for row, fact in facts if fact]
