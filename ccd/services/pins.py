"""The PIN with which an agent says who he is at a phone that is not his, and the one of a voicemail box."""

from ccd.domain.plan_voicemail import pin_of
from ccd.domain.refused import Refused
from ccd.services.refusals import NotFound
from ccd.storage.database import Database
from ccd.storage.pins import keep_pin, remove_pin
from ccd.storage.plan_items import load_plan

PIN = r"^[0-9]{4,12}$"


async def change(database: Database, agent: str, pin: str, now_ms: int) -> Refused | None:
    """`pin` looks like `PIN`. The one before is worth nothing from now on."""
    async with database.begin() as tx:
        if agent not in (await load_plan(tx)).agents_by_name:
            return NotFound(f"There is no agent {agent}.")
        await keep_pin(tx, agent, pin, now_ms)
    return None


async def change_box(database: Database, box: str, pin: str, now_ms: int) -> Refused | None:
    """As above."""
    async with database.begin() as tx:
        if box not in (await load_plan(tx)).voicemails_by_name:
            return NotFound(f"There is no voicemail {box}.")
        await keep_pin(tx, pin_of(box), pin, now_ms)
    return None


async def remove(database: Database, agent: str) -> Refused | None:
    async with database.begin() as tx:
        return None if await remove_pin(tx, agent) else NotFound(f"Agent {agent} has no PIN.")
