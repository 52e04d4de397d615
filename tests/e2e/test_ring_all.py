"""Several phones ring at once, and the first answer wins."""

import asyncio
from typing import Any

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import MUSIC
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office

PLAN = small_office(strategy="ring_all")
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("everyone_signed_out"),
]


async def offers(office: Office, number: str) -> dict[str, str]:
    """{agent: how the last offer of this caller to him ended}."""
    record = await office.get(f"/calls/{await call_id_of(office, number)}")
    bodies: list[dict[str, Any]] = [f["body"] for f in record["facts"] if f["kind"] == "OfferEnded"]
    return {body["agent"]: body["outcome"] for body in bodies}


async def test_the_first_answer_wins_and_the_other_phone_is_quiet_at_once(office: Office) -> None:
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    await office.sign_in("an", "binh")
    call = await wait_in_support(trunk, "0901000001")
    other = await an.rings()
    leg = await answer_and_talk(binh, call)
    ended = await other.ended()
    assert ended.status == 487
    assert "Call completed elsewhere" in ended.header, "the phone shows no missed call"
    assert not leg.is_over, "the other one stops because this one answered, not because it is over"

    await leg.hang_up()
    await call.ended()
    assert await offers(office, "0901000001") == {"an": "answered_elsewhere"}
    record = await office.latest_call(caller="0901000001")
    assert (record["agent"], record["outcome"]) == ("binh", "answered")
    assert (await office.get("/agents/an"))["live"]["presence"] == "ready"


async def test_who_rejects_leaves_the_others_ringing(office: Office) -> None:
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    await office.sign_in("an", "binh")
    call = await wait_in_support(trunk, "0901000002")
    await (await an.rings()).reject(486)
    await office.fact("OfferEnded", agent="an", outcome="rejected")
    leg = await answer_and_talk(binh, call)
    await call.hang_up()
    await leg.ended()
    assert await offers(office, "0901000002") == {"an": "rejected"}


async def test_who_becomes_free_while_it_rings_joins_in_the_next_round(office: Office) -> None:
    support = await office.get("/queues/support")
    await office.put("/queues/support", support | {"ring_timeout_s": 3})
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0901000003")
    first = await an.rings()
    await office.sign_in("binh")
    assert (await first.ended()).status == 487
    await office.fact("OfferEnded", agent="an", outcome="nobody_answered")
    again, leg = await asyncio.gather(an.rings(), answer_and_talk(binh, call))
    assert (await again.ended()).status == 487
    await leg.hang_up()
    await call.ended()
    live = (await office.get("/agents/an"))["live"]
    assert live["presence"] == "ready", "who rang with others and let it ring is not sent on break"
    await office.put("/queues/support", support)


async def test_the_caller_gives_up_and_all_phones_are_quiet(office: Office) -> None:
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    await office.sign_in("an", "binh")
    call = await wait_in_support(trunk, "0901000004")
    legs = [await an.rings(), await binh.rings()]
    await call.hears_only({MUSIC})
    await call.hang_up()
    assert [(await leg.ended()).status for leg in legs] == [487, 487]
    call_id = await call_id_of(office, "0901000004")
    await office.fact("CallEnded", call_id=call_id, outcome="abandoned")
    assert await offers(office, "0901000004") == {"an": "caller_left", "binh": "caller_left"}


async def test_a_daemon_that_dies_while_phones_ring_finds_who_answered(office: Office) -> None:
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    await office.sign_in("an", "binh")
    call = await wait_in_support(trunk, "0901000005")
    other = await an.rings()
    await office.daemon.kill()
    leg = await answer_and_talk(binh, call)
    assert (await other.ended()).status == 487
    await office.come_back()
    await office.fact("AgentAnswered", agent="binh", call_id=await call_id_of(office, "0901000005"))
    assert await offers(office, "0901000005") == {"an": "answered_elsewhere"}
    await leg.hang_up()
    await call.ended()
