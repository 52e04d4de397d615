"""The daemon is killed at moments that a seed draws, while callers come, are rung, talk and go."""

import asyncio
from random import Random

import pytest

from tests.e2e.history import nothing_is_lost
from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import CALLER, GREETING
from tests.office.office import Office
from tests.phones import Call, Phone

PLAN = small_office()
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]

CALLERS = 4
ENDS = {"answered", "completed_in_menu", "lost"}
"""Nobody gives up. Who is in the menu again and does not press again is told good-bye; a call whose session
was cut before its channel knew the call id is lost, and the caller has another one."""


@pytest.mark.parametrize("seed", range(2))
async def test_every_call_has_one_end_and_agents_are_free(office: Office, seed: int) -> None:
    random = Random(seed)
    phones = [await office.phone("1001"), await office.phone("1002")]
    for phone in phones:
        phone.auto_answer = random.uniform(0, 0.5)
    await office.sign_in("an", "binh")
    trunk = await office.trunk()
    talks = [asyncio.create_task(hangs_up_each(phone, random), name="an agent") for phone in phones]
    calls = [
        asyncio.create_task(one_call(trunk, f"09030000{seed}{n}", random), name="a caller")
        for n in range(CALLERS)
    ]
    for _ in range(2):
        await asyncio.wait(calls, timeout=random.uniform(0.1, 1.5))
        await office.daemon.kill()
        await office.come_back()
    await asyncio.gather(*calls)
    await office.no_channels()
    for talk in talks:
        talk.cancel()
    facts = await nothing_is_lost(office)
    ours = {f["body"]["call_id"] for f in facts if is_of(f, f"09030000{seed}")}
    ends = [f["body"]["outcome"] for f in facts if f["kind"] == "CallEnded" and f["body"]["call_id"] in ours]
    assert len(ends) >= CALLERS
    assert set(ends) <= ENDS


def is_of(fact: dict[str, object], numbers: str) -> bool:
    body = fact["body"]
    assert isinstance(body, dict)
    return fact["kind"] == "CallStarted" and body["caller_number"].startswith(numbers)


async def one_call(trunk: Phone, number: str, random: Random) -> None:
    """Comes some time, presses 1 as soon as there is a greeting, and stays until the agent hangs up."""
    await asyncio.wait((asyncio.create_task(asyncio.sleep(random.uniform(0, 2))),))
    call = await trunk.call(SUPPORT_DID, from_number=number)
    call.send_tone(CALLER)
    await call.hears({GREETING})
    await call.press("1")
    await call.ended(timeout_s=60)


async def hangs_up_each(phone: Phone, random: Random) -> None:
    while True:
        leg: Call = await phone.rings(timeout_s=60)
        await leg.answered()
        await asyncio.wait((asyncio.create_task(leg.ended()),), timeout=random.uniform(0.2, 1))
        if not leg.is_over:
            await leg.hang_up()
