"""A queue that is full, slow or unattended sends its callers elsewhere."""

import asyncio
import re
from typing import Any

import pytest

from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import CALLER, GREETING, MUSIC, OTHER, SORRY
from tests.e2e.steps import answer_and_talk, call_id_of, wait_in_support
from tests.office.office import Office
from tests.phones import Call, Phone

SAY_SORRY = {"kind": "hang_up", "prompts": ["custom/sorry"]}
PLAN = small_office(ring_timeout_s=2)
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]


async def limit(office: Office, **exits: Any) -> None:
    """Of the queue support, from now on; no others."""
    bare: dict[str, Any] = {"when_full": None, "when_nobody": None, "when_waited": None, "keys": {}}
    await office.put("/queues/support", await office.get("/queues/support") | bare | exits)


async def press_1(trunk: Phone, number: str) -> Call:
    call = await trunk.call(SUPPORT_DID, from_number=number)
    call.send_tone(CALLER)
    await call.answered()
    await call.hears({GREETING})
    await call.press("1")
    return call


async def visits(office: Office, number: str) -> tuple[str, list[str]]:
    """How his call ended, and each of its visits."""
    ended = await office.fact("CallEnded", call_id=await call_id_of(office, number))
    record = await office.get(f"/calls/{ended['body']['call_id']}")
    return record["outcome"], [visit["outcome"] for visit in record["visits"]]


async def test_a_full_queue(office: Office) -> None:
    await limit(office, when_full={"callers": 1, "target": SAY_SORRY})
    trunk = await office.trunk()
    first = await wait_in_support(trunk, "0902000001")
    second = await press_1(trunk, "0902000002")
    await second.hears_only({SORRY})
    assert (await second.ended()).by_peer
    assert await visits(office, "0902000002") == ("turned_away", ["refused_full"])
    await first.hears_only({MUSIC})


async def test_nobody_is_there(office: Office) -> None:
    await limit(office, when_nobody={"target": SAY_SORRY, "leave": True})
    an, trunk = await office.phone("1001"), await office.trunk()
    alone = await press_1(trunk, "0902000003")
    await alone.hears_only({SORRY})
    assert (await alone.ended()).by_peer
    assert await visits(office, "0902000003") == ("turned_away", ["refused_nobody"])

    await office.sign_in("an")
    served = await wait_in_support(trunk, "0902000004")
    leg = await answer_and_talk(an, served)
    waits = await wait_in_support(trunk, "0902000005", OTHER)
    await office.post("/agents/an/sign-out")
    await waits.hears_only({SORRY})
    assert (await waits.ended()).by_peer
    assert await visits(office, "0902000005") == ("turned_away", ["nobody_left"])
    await leg.hang_up()
    await served.ended()


async def test_who_has_waited_long_enough_goes_to_the_next_queue(office: Office) -> None:
    """He hears its music, and is answered there."""
    await limit(office, when_waited={"after_s": 3, "target": {"kind": "queue", "queue": "sales"}})
    binh, trunk = await office.phone("1002"), await office.trunk()
    call = await wait_in_support(trunk, "0902000006")
    left = await office.fact("QueueLeft", call_id=await call_id_of(office, "0902000006"))
    assert left["body"]["outcome"] == "waited_too_long"
    assert left["body"]["wait_ms"] >= 3000
    await call.hears_only({MUSIC})
    await office.sign_in("binh")
    leg = await answer_and_talk(binh, call)
    await leg.hang_up()
    await call.ended()
    assert await visits(office, "0902000006") == ("answered", ["waited_too_long", "answered"])


async def test_time_goes_on_while_the_daemon_is_away(office: Office) -> None:
    await limit(office, when_waited={"after_s": 4, "target": SAY_SORRY})
    trunk = await office.trunk()
    call = await wait_in_support(trunk, "0902000007")
    await office.daemon.kill()
    await call.hears_only({MUSIC}, for_s=1.0)
    await asyncio.gather(call.hears_only({SORRY}), office.come_back())
    assert (await call.ended()).by_peer
    assert await visits(office, "0902000007") == ("turned_away", ["waited_too_long"])


async def test_a_queue_that_sends_its_callers_in_a_circle_is_refused(office: Office) -> None:
    await limit(office, when_full={"callers": 1, "target": {"kind": "queue", "queue": "sales"}})
    full = {"callers": 1, "target": {"kind": "queue", "queue": "support"}}
    answer = await office.api.put(
        "/queues/sales", json=await office.get("/queues/sales") | {"when_full": full}
    )
    assert answer.status_code == 422
    assert "queue support, when_full -> queue sales, when_full -> queue support" in answer.json()["detail"]
    refused = (await office.api.delete("/queues/sales")).json()["detail"]
    assert "still used by flow main (node sales), queue support (when_full)" in refused


async def test_a_key_leads_out_of_the_queue(office: Office) -> None:
    await limit(office, keys={"1": SAY_SORRY, "*": {"kind": "queue", "queue": "sales"}})
    trunk = await office.trunk()
    call = await wait_in_support(trunk, "0902000008")
    await call.press("7")
    await call.press("1")
    await call.hears_only({SORRY})
    assert (await call.ended()).by_peer
    assert await visits(office, "0902000008") == ("completed_in_menu", ["left_by_key"])


async def test_a_key_ends_the_ringing(office: Office) -> None:
    """The agent is not to blame."""
    await limit(office, ring_timeout_s=30, keys={"1": SAY_SORRY, "*": {"kind": "queue", "queue": "sales"}})
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0902000009")
    leg = await an.rings()
    await call.press("7")
    await call.press("*")
    assert (await leg.ended()).status == 487
    await call.hears_only({MUSIC})
    moved = await office.fact("CallQueued", call_id=await call_id_of(office, "0902000009"), visit=2)
    assert moved["body"]["queue"] == "sales"
    await office.fact("OfferEnded", outcome="caller_left")
    assert (await office.get("/agents/an"))["live"]["presence"] == "ready"
    await call.hang_up()
    assert await visits(office, "0902000009") == ("abandoned", ["left_by_key", "abandoned"])


async def test_keys_that_are_pressed_in_a_talk_are_not_written_down(office: Office) -> None:
    await limit(office, keys={"1": SAY_SORRY})
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await wait_in_support(trunk, "0902000010")
    leg = await answer_and_talk(an, call)
    await call.press("4111")
    await leg.hears({CALLER})
    await leg.hang_up()
    await call.ended()
    assert await visits(office, "0902000010") == ("answered", ["answered"])
    recorded = "".join(file.read_text() for file in (office.folder / "journal").glob("events-*"))
    keys = re.findall(
        r'"kind":"(?:KeyPressed|DigitsEntered)","event":.{0,80}?"(?:key|digits)":"(.)"', recorded
    )
    assert "4" not in keys
    assert "7" in keys, "of the first story"
