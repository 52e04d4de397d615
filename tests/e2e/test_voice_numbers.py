"""Everybody is heard, and recorded, whatever numbers his RTP packets begin with."""

from typing import Any

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, OTHER
from tests.e2e.steps import call_id_of, wait_in_support
from tests.office.office import Office
from tests.office.recording import listen_to
from tests.phones import Call, Phone
from tests.phones.sdp import PCMA, PCMU

BOSS = 1607
ANEW = 601

OFFICE = small_office()
PLAN: dict[str, Any] = OFFICE | {
    "extensions": [*OFFICE["extensions"], {"number": "2000"}],
    "teams": [{"name": "day", "supervisors": ["2000"], "agents": ["an"]}],
}
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]

FIRST = 1000
LATE = FIRST + 40_000
"""More than half of all numbers ahead is what an old packet looks like."""
FAR_AHEAD = FIRST + 20_000


async def handed_on(agent: Phone, leg: Call, third: Phone, number: int, attended: bool) -> Call:
    """The third's side of the call; his packets begin with that number."""
    if not attended:
        await leg.transfer_blind("1003")
        other = await third.rings()
        other.number_packets_from(number)
        await other.answer()
        return other
    await leg.hold()
    consultation = await agent.call("1003")
    other = await third.rings()
    other.number_packets_from(number)
    await other.answer()
    await consultation.hears({OTHER})
    await leg.transfer_attended(consultation)
    return other


@pytest.mark.parametrize("attended", [False, True], ids=["blind", "attended"])
@pytest.mark.parametrize(
    ("codec", "number"),
    [(PCMU, LATE), (PCMA, LATE), (PCMA, FAR_AHEAD)],
    ids=["ulaw-late", "alaw-late", "alaw-far-ahead"],
)
async def test_the_next_voice_is_heard_and_recorded(
    office: Office, codec: int, number: int, attended: bool
) -> None:
    """The caller's own numbers begin anew as well, as after a change in his carrier's network."""
    agent, third, trunk = (
        await office.phone("1001", codec),
        await office.phone("1003", codec),
        await office.trunk(),
    )
    third.tone_hz = OTHER
    await office.sign_in("an")
    call = await wait_in_support(trunk)
    leg = await agent.rings()
    leg.number_packets_from(FIRST)
    await leg.answer()
    leg.send_tone(AGENT)
    await call.hears_only({AGENT})
    await leg.hears_only({CALLER})
    call_id = await call_id_of(office, "0901234567")
    boss = await (await office.phone("2000")).call("5551001")
    boss.send_tone(BOSS)
    await boss.hears_only({CALLER, AGENT})

    other = await handed_on(agent, leg, third, number, attended)
    await call.hears_only({OTHER}, for_s=0.4)
    await other.hears_only({CALLER})

    assert call.stream
    call.number_packets_from((call.stream.next_sequence + number) & 0xFFFF)
    call.send_tone(ANEW)
    await other.hears_only({ANEW})

    await boss.hears_only({ANEW, OTHER})
    await boss.press("6")
    await call.hears_only({OTHER, BOSS})
    await other.hears_only({ANEW, BOSS})

    await call.hang_up()
    stored = await office.fact("RecordingStored", call_id=call_id)
    heard = listen_to(
        office.folder / "recordings" / stored["body"]["path"], {CALLER, ANEW, AGENT, OTHER, BOSS}
    )
    assert (heard.caller, heard.agent) == ({CALLER, ANEW}, {AGENT, OTHER})
