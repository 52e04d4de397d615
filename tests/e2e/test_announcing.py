"""What callers hear in line besides music."""

import asyncio
from typing import Any

import pytest

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, GOODBYE, MUSIC, OTHER, SORRY
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office
from tests.office.sounds import write_tone
from tests.phones import Call

LONG_S = 30
PLAN = small_office()
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


async def announce(office: Office, **what: Any) -> None:
    """In the queue support from now on, and nothing else."""
    queue = await office.get("/queues/support")
    await office.put("/queues/support", queue | {"announce": None, "comfort": None} | what)


async def test_a_message_comes_then_music_again_then_the_next_message(office: Office) -> None:
    await announce(
        office, comfort={"prompts": ["custom/sorry", "custom/goodbye"], "after_s": 3, "every_s": 15}
    )
    trunk = await office.trunk()
    call = await wait_in_support(trunk, "0903000001")
    await call.hears_only({SORRY})
    await call.hears_only({MUSIC})
    await call.hears_only({GOODBYE})
    await call.hears_only({MUSIC}, for_s=1.0)
    record = await office.get(f"/calls/{await call_id_of(office, '0903000001')}")
    said = [fact["body"]["prompt"] for fact in record["facts"] if fact["kind"] == "CallerComforted"]
    assert said == ["custom/sorry", "custom/goodbye"]
    await call.hang_up()


async def test_an_agent_who_comes_free_does_not_wait_for_the_end_of_a_message(office: Office) -> None:
    write_tone(office.folder / "sounds" / "long.wav", SORRY, LONG_S)
    await announce(office, comfort={"prompts": ["custom/long"], "after_s": 3})
    an, trunk = await office.phone("1001"), await office.trunk()
    call = await wait_in_support(trunk, "0903000002", OTHER)
    told = await office.fact("CallerComforted", call_id=await call_id_of(office, "0903000002"))
    await call.hears_only({SORRY})
    await office.sign_in("an")
    leg = await an.rings()
    await call.hears_only({MUSIC})
    await leg.answer()
    leg.send_tone(AGENT)
    await call.hears_only({AGENT})
    answered = await office.fact("AgentAnswered", call_id=told["body"]["call_id"])
    assert answered["at_ms"] - told["at_ms"] < LONG_S * 1000, "the message would still be playing"
    await leg.hang_up()
    await call.ended()


async def place_told(office: Office, number: str) -> dict[str, Any]:
    return await office.fact("PlaceAnnounced", call_id=await call_id_of(office, number))


async def hears_words_and_music_again(call: Call) -> None:
    await call.hears_only(())
    await call.hears_sound()
    await call.hears_only({MUSIC})


async def test_a_caller_hears_his_place(office: Office) -> None:
    """In words of the voice that Asterisk brings: no tone, but sound in place of the music."""
    await announce(office, announce={"after_s": 3, "expected_wait": True})
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    served = await wait_in_support(trunk, "0903000003")
    leg = await answer_and_talk(an, served)
    waits = await wait_in_support(trunk, "0903000004", OTHER)
    told, _ = await asyncio.gather(place_told(office, "0903000004"), hears_words_and_music_again(waits))
    assert told["body"]["position"] == 1
    assert told["body"]["expected_wait_ms"] > 0
    (shown,) = (await office.get("/queues/support/live"))["waiting"]
    assert shown["expected_wait_ms"] == told["body"]["expected_wait_ms"]

    await office.daemon.kill()
    await office.come_back()
    await office.fact("CallReattached", call_id=told["body"]["call_id"])
    (again,) = (await office.get("/queues/support/live"))["waiting"]
    assert again["expected_wait_ms"] == shown["expected_wait_ms"], "nothing of what was learned is forgotten"
    await leg.hang_up()
    await served.ended()
    await waits.hang_up()
