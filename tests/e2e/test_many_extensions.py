"""A plan of two thousand phones is taken while people talk."""

from typing import Any

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER
from tests.e2e.steps import answer_and_talk, wait_in_support
from tests.office.office import Office
from tests.phones import Call

PLAN = small_office()
pytestmark = pytest.mark.asyncio(loop_scope="module")

NEW = [str(number) for number in range(20_000, 22_000)]


async def test_two_thousand_phones_come_and_nobody_hears_it(office: Office) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk)
    leg = await answer_and_talk(an, call)

    plan = await office.get("/plan")
    plan["extensions"] += [{"number": number, "title": f"Desk {number}"} for number in NEW]
    before = _heard_and_said(call, leg), _heard_and_said(leg, call)
    await _put(office, plan)
    after = _heard_and_said(call, leg), _heard_and_said(leg, call)
    for (heard_before, said_before), (heard, said) in zip(before, after, strict=True):
        assert heard - heard_before > 0.9 * (said - said_before) > 0
    await call.hears_only({AGENT}, for_s=0.5)
    await leg.hears_only({CALLER}, for_s=0.5)
    newcomer = await office.phone(NEW[-1])
    to_newcomer = await (await office.phone("1002")).call(NEW[-1])
    assert (await newcomer.rings()).caller_number == "1002"
    await to_newcomer.hang_up()
    await leg.hang_up()
    await call.ended()


async def _put(office: Office, plan: dict[str, Any]) -> None:
    answer = await office.api.put("/plan", json=plan, timeout=60)
    assert answer.is_success, answer.text


def _heard_and_said(one: Call, other: Call) -> tuple[int, int]:
    """Packets: what one has heard, and what the other one has sent, who may have stood still for a moment."""
    assert one.stream
    assert other.stream
    return one.stream.packets_heard, other.stream.packets_sent
