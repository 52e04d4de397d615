"""What callers and agents do in many stories."""

import asyncio
import re

from tests.e2e.plans import SUPPORT_DID
from tests.e2e.sounds import AGENT, BEEP, BEEP_S, CALLER, GREETING, MUSIC, OTHER
from tests.office.office import Office
from tests.phones import Call, Phone
from tests.phones.waiting import PATIENCE_S


async def wait_in_support(trunk: Phone, number: str = "0901234567", tone_hz: int = CALLER) -> Call:
    """A caller presses 1 at the greeting and hears the queue's music."""
    call = await trunk.call(SUPPORT_DID, from_number=number)
    call.send_tone(tone_hz)
    await call.answered()
    await call.hears({GREETING})
    await call.press("1")
    await call.hears_only({MUSIC})
    return call


async def answer_and_talk(agent: Phone, call: Call, caller_hz: int = CALLER, agent_hz: int = AGENT) -> Call:
    """The agent's phone rings, he answers, both hear each other."""
    leg = await agent.rings()
    await leg.answer()
    leg.send_tone(agent_hz)
    await call.hears_only({agent_hz})
    await leg.hears_only({caller_hz})
    return leg


async def consult_and_hand_over(agent: Phone, leg: Call, call: Call, number: str, asked: Phone) -> Call:
    """The agent, who talks to the caller on `leg`, calls that number, where `asked` answers, and brings the
    two together. Returns the other's leg."""
    await leg.hold()
    consultation = await agent.call(number)
    consultation.send_tone(AGENT)
    other = await asked.rings()
    await other.answer()
    other.send_tone(OTHER)
    await consultation.hears_only({OTHER})
    await leg.transfer_attended(consultation)
    await call.hears_only({OTHER})
    await other.hears_only({CALLER})
    return other


async def types(call: Call, *numbers: str) -> None:
    """Numbers and PINs one after another, each when he is asked for it."""
    for number in numbers:
        await call.hears_sound()
        await call.press(f"{number}#", pause_ms=120)


async def hears_beep(call: Call) -> None:
    """To its end: he is recorded from now on."""
    await call.hears({BEEP}, for_s=BEEP_S)
    await call.hears_only(set(), among={BEEP})


async def call_id_of(office: Office, number: str) -> str:
    """The latest call of that caller."""
    return str((await office.latest_call(caller=number))["call_id"])


async def members_become(office: Office, queue: str, wanted: dict[str, str]) -> None:
    """Asterisk's own queue has these, soon: {extension: "present" or "paused"}. The daemon tells it after
    everybody else."""
    found: dict[str, str] | None = None
    try:
        async with asyncio.timeout(PATIENCE_S):
            while found != wanted:
                found = await _members(office, queue)
    except TimeoutError:
        raise AssertionError(f"{found} is not {wanted}") from None


async def _members(office: Office, queue: str) -> dict[str, str]:
    lines = (await office.asterisk.console(f"queue show {queue}")).splitlines()
    found = {line: re.search(r"\(PJSIP/(\d+)\)", line) for line in lines}
    return {at[1]: "paused" if "(paused" in line else "present" for line, at in found.items() if at}
