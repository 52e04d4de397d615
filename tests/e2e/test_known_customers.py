"""Who has called before: the agent he knows, the VIP, what he always needs."""

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import MUSIC, OTHER
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office

PLAN = small_office(same_agent_s=3, strategy="linear")
PLAN["agents"] = [
    {"name": "an", "extension": "1001"},
    {"name": "binh", "extension": "1002", "skills": {"english": 3}},
]
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("everyone_signed_out"),
]


async def served_by(office: Office, agent: str, extension: str, number: str) -> int:
    """The customer talks to that agent and hangs up. Returns his id."""
    await office.sign_in(agent)
    call = await wait_in_support(await office.trunk(), number)
    leg = await answer_and_talk(await office.phone(extension), call)
    await call.hang_up()
    await leg.ended()
    call_id = await call_id_of(office, number)
    await office.fact("CallEnded", call_id=call_id)
    await office.post(f"/agents/{agent}/sign-out")
    customer: int = (await office.get(f"/calls/{call_id}"))["customer_id"]
    return customer


async def reason(office: Office, number: str) -> str:
    offered = await office.fact("AgentOffered", call_id=await call_id_of(office, number))
    return str(offered["body"]["reason"])


async def test_a_customer_gets_the_agent_who_talked_to_him_last(office: Office) -> None:
    await served_by(office, "binh", "1002", "0901000001")
    binh, trunk = await office.phone("1002"), await office.trunk()
    await office.phone("1001")
    await office.sign_in("an", "binh")
    call = await wait_in_support(trunk, "0901000001")
    leg = await answer_and_talk(binh, call)
    assert "binh talked to this customer last" in await reason(office, "0901000001")
    await leg.hang_up()
    await call.ended()


async def test_he_waits_for_him_a_little_and_then_anybody_will_do(office: Office) -> None:
    await served_by(office, "binh", "1002", "0901000002")
    an, binh, trunk = await office.phone("1001"), await office.phone("1002"), await office.trunk()
    await office.sign_in("binh")
    first = await wait_in_support(trunk, "0901000003")
    busy = await answer_and_talk(binh, first)
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0901000002", OTHER)
    call_id = await call_id_of(office, "0901000002")
    await office.fact("AgentPreferred", call_id=call_id, last_agent="binh")
    await call.hears_only({MUSIC})
    leg = await answer_and_talk(an, call, OTHER)
    assert "binh, who talked to this customer last, was not free in time" in await reason(
        office, "0901000002"
    )
    given_up = await office.fact("PreferenceGivenUp", call_id=call_id)
    queued = await office.fact("CallQueued", call_id=call_id)
    assert given_up["at_ms"] - queued["body"]["entered_at_ms"] >= 3000
    for one in (call, first):
        await one.hang_up()
    await leg.ended()
    await busy.ended()


async def test_a_vip_is_served_first(office: Office) -> None:
    customer = await served_by(office, "an", "1001", "0901000004")
    await office.patch(f"/customers/{customer}", {"vip": True})
    an, trunk = await office.phone("1001"), await office.trunk()
    first = await wait_in_support(trunk, "0901000005")
    vip = await wait_in_support(trunk, "0901000004", OTHER)
    await office.sign_in("an")
    leg = await answer_and_talk(an, vip, OTHER)
    assert "raised by 10 for a VIP" in await reason(office, "0901000004")
    await leg.hang_up()
    leg = await answer_and_talk(an, first)
    await leg.hang_up()
    await first.ended()


async def test_a_customer_gets_somebody_who_has_what_he_needs(office: Office) -> None:
    customer = await served_by(office, "an", "1001", "0901000006")
    await office.patch(f"/customers/{customer}", {"skills": {"english": 2, "klingon": 1}})
    binh, trunk = await office.phone("1002"), await office.trunk()
    await office.phone("1001")
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0901000006")
    queued = await office.fact("CallQueued", call_id=await call_id_of(office, "0901000006"))
    assert queued["body"]["skills"] == "english:2", "nobody speaks Klingon"
    await office.sign_in("binh")
    leg = await answer_and_talk(binh, call)
    await leg.hang_up()
    await call.ended()


HOSTILE = 'O\'Neil "Al" <1>, ${CHANNEL(name)}; \\ Đặng'


async def test_the_agents_phone_shows_the_name_in_the_customer_file(office: Office) -> None:
    customer = await served_by(office, "an", "1001", "0901000009")
    await office.patch(f"/customers/{customer}", {"name": HOSTILE})
    phone = await office.phone("1001")
    await office.sign_in("an")
    call = await wait_in_support(await office.trunk(), "0901000009")
    leg = await phone.rings()
    assert (leg.caller_name, leg.caller_number) == (HOSTILE, "0901000009")
    await leg.answer()
    await call.hang_up()
    await leg.ended()
