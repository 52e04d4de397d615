"""Asterisk dies and comes back: calls that are gone are closed, and everything is as before."""

import re
from itertools import pairwise

import pytest

from tests.e2e.history import nothing_is_lost
from tests.e2e.plans import small_office
from tests.e2e.steps import answer_and_talk, call_id_of, members_become, wait_in_support
from tests.office.office import Office

PLAN = small_office()
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


async def test_calls_that_died_with_asterisk_are_closed(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    talking = await wait_in_support(trunk, "0906000001")
    await answer_and_talk(an, talking)
    await wait_in_support(trunk, "0906000002")
    talked, waited = await call_id_of(office, "0906000001"), await call_id_of(office, "0906000002")

    await office.asterisk.kill()
    await office.daemon.says("Asterisk is out of sight")
    await office.fact("LinkLost")
    health = await office.api.get("/ready")
    assert health.status_code == 503
    assert "Is Asterisk running" in health.json()["wrong"]["asterisk"]
    await office.fact("CallDetached", call_id=waited)
    await office.fact("CallDetached", call_id=talked)
    await office.sign_in("binh")
    await office.post("/agents/an/break", {"reason": "lunch"})

    await office.asterisk.start()
    await office.fact("LinkFound", calls_closed=2)
    assert (await office.api.get("/ready")).status_code == 200
    for call_id, outcome in ((talked, "answered"), (waited, "lost")):
        record = await office.get(f"/calls/{call_id}")
        assert (record["outcome"], record["ended_by"]) == (outcome, "unknown")
    await members_become(office, "support", {"1001": "paused", "1002": "present"})

    binh = await office.phone("1002")
    call = await wait_in_support(await office.trunk(), "0906000003")
    leg = await answer_and_talk(binh, call)
    await leg.hang_up()
    await call.ended()
    await nothing_is_lost(office)


async def test_the_daemon_may_start_before_asterisk(office: Office) -> None:
    await office.asterisk.kill()
    await office.daemon.stop()
    await office.daemon.start()
    await office.daemon.says("ccd is ready")
    await office.daemon.says("Asterisk is out of sight")
    await office.sign_in("an")
    await office.asterisk.start()
    await office.daemon.says("Asterisk found")
    lines = office.daemon.said("Asterisk is out of sight")
    reasons = [re.findall("error=(.*) tries_every_s=", line) for line in lines]
    assert all(one != other for one, other in pairwise(reasons)), "no try is worth a line that brings no news"

    an, trunk = await office.phone("1001"), await office.trunk()
    call = await wait_in_support(trunk, "0906000004")
    leg = await answer_and_talk(an, call)
    await call.hang_up()
    await leg.ended()
    await nothing_is_lost(office)
