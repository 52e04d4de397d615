"""The daemon dies, or is stopped, and comes back: callers and agents hardly notice, and the record is whole."""

import pytest
import pytest_asyncio

from tests.e2e.history import nothing_is_lost
from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, GREETING, MUSIC, OTHER
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office

PLAN = small_office()
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def everyone_signed_out(office: Office) -> None:
    for agent in ("an", "binh"):
        await office.post(f"/agents/{agent}/sign-out")


async def test_a_waiting_caller_keeps_music_place_and_name(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    first = await wait_in_support(trunk, "0905000001")
    call_id = await call_id_of(office, "0905000001")
    await office.daemon.kill()
    await first.hears_only({MUSIC}, for_s=1.5)
    second = await trunk.call("842838220000", from_number="0905000002")
    second.send_tone(OTHER)
    await office.daemon.start()
    await office.ready()
    await office.fact("CallReattached", call_id=call_id)
    await second.hears({GREETING})
    await second.press("1")
    await second.hears_only({MUSIC})
    await office.sign_in("an")
    leg = await answer_and_talk(an, first)
    await leg.hang_up()
    leg = await answer_and_talk(an, second, OTHER)
    await leg.hang_up()
    await second.ended()
    facts = await nothing_is_lost(office)
    for f in facts: print(f)
    1/0
