"""What happens in stories of a caller who is handed on."""

from typing import Any

from tests.e2e.sounds import AGENT, CALLER, OTHER
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office
from tests.phones import Call, Phone

_numbers = iter(range(1, 100))


async def served(office: Office) -> tuple[str, Call, Call, Phone]:
    """A customer talks to an: (call id, his leg, an's leg, an's phone)."""
    number = f"09060000{next(_numbers):02}"
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, number)
    leg = await answer_and_talk(an, call)
    return await call_id_of(office, number), call, leg, an


async def talk_on(call: Call, third: Call, tone: int = OTHER) -> None:
    await third.answer()
    third.send_tone(tone)
    await call.hears_only({tone})
    await third.hears_only({CALLER})


async def story(office: Office, call_id: str, *kinds: str) -> list[dict[str, Any]]:
    await office.fact("CallEnded", call_id=call_id)
    facts = (await office.get(f"/calls/{call_id}"))["facts"]
    return [{**fact["body"], "kind": fact["kind"]} for fact in facts if fact["kind"] in kinds]


async def consult_by_code(leg: Call, third: Phone) -> Call:
    """The agent asks that phone, both hear each other. Returns the other's leg."""
    await leg.press(f"*2{third.username}")
    asked = await third.rings()
    assert asked.caller_number == "1001"
    await asked.answer()
    asked.send_tone(OTHER)
    await leg.hears_only({OTHER})
    await asked.hears_only({AGENT})
    return asked
