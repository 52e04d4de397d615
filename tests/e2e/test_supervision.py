"""A supervisor in other people's calls: who hears whom is measured, each phone by its own tone."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER, OTHER
from tests.e2e.steps import answer_and_talk, types, wait_in_support
from tests.office.office import Office
from tests.office.recording import listen_to
from tests.phones import Call, Phone, declare_tones

BOSS = 1607
TONE = 1450
OTHER_CALLER = 601

OFFICE = small_office()
PLAN: dict[str, Any] = OFFICE | {
    "extensions": [{"number": n} for n in ("1001", "10011", "1002", "1003", "2000", "2001")],
    "agents": [*OFFICE["agents"], {"name": "mai", "extension": "2001", "number": "77"}],
    "teams": [{"name": "day", "supervisors": ["2000", "mai"], "agents": ["an", "binh"]}],
}
PIN = "88008800"
"""Too long to be in the times and ids of a journal by chance."""
pytestmark = pytest.mark.asyncio(loop_scope="module")


class Talk:
    """A caller and An talk in support, recorded; a supervisor is about to come in."""

    def __init__(self, office: Office, phone: Phone, caller: Call, agent: Call) -> None:
        self.office, self.phone, self.caller, self.agent = office, phone, caller, agent

    async def watched_from(self, extension: str = "2000", dialled: str = "5551001") -> Call:
        phone = await self.office.phone(extension)
        boss = await phone.call(dialled)
        boss.send_tone(BOSS)
        await boss.answered()
        return boss

    async def record(self) -> dict[str, Any]:
        """What is kept of the latest supervision."""
        found: dict[str, Any] = (await self.office.get("/supervisions"))["items"][0]
        return found


@pytest_asyncio.fixture(loop_scope="module")
async def talk(office: Office, everyone_signed_out: None) -> AsyncIterator[Talk]:
    declare_tones(BOSS)
    phone, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    caller = await wait_in_support(trunk)
    yield Talk(office, phone, caller, await answer_and_talk(phone, caller))


async def heard_in(mode: str, talk: Talk, boss: Call, agent: Call | None = None) -> None:
    """Everybody hears whom he should and nobody else, for long enough to be sure."""
    other = AGENT if agent is None else OTHER
    to_caller, to_agent = {"listen": (0, 0), "whisper": (0, 1), "barge": (1, 1)}[mode]
    await boss.hears_only({CALLER, other}, for_s=0.4)
    await (agent or talk.agent).hears_only({CALLER} | ({BOSS} if to_agent else set()), for_s=0.4)
    await talk.caller.hears_only({other} | ({BOSS} if to_caller else set()), for_s=0.4)


async def test_modes_are_switched_by_keys(talk: Talk) -> None:
    boss = await talk.watched_from()
    await heard_in("listen", talk, boss)
    for key, mode in (("5", "whisper"), ("6", "barge"), ("4", "listen"), ("6", "barge"), ("5", "whisper")):
        await boss.press(key)
        await heard_in(mode, talk, boss)
    await boss.press("#")
    assert (await boss.ended()).by_peer
    await talk.agent.hears_only({CALLER})
    record = await talk.record()
    assert (await talk.office.get(f"/calls/{record['call_id']}"))["supervisions"] == [record]
    assert (record["supervisor"], record["agent"]) == ("2000", "an")
    assert record["modes"] == "listen whisper barge listen barge whisper"
    assert record["started_at_ms"] < record["ended_at_ms"]


async def test_what_the_supervisor_says_is_not_recorded(talk: Talk) -> None:
    boss = await talk.watched_from()
    await heard_in("listen", talk, boss)
    await boss.press("6")
    await heard_in("barge", talk, boss)
    call_id = (await talk.office.latest_call(agent="an"))["call_id"]
    await talk.agent.hang_up()
    await talk.office.fact("RecordingStored", call_id=call_id)
    assert (await boss.ended()).by_peer, "he is told that it is over"
    meta = await talk.office.get(f"/recordings/{call_id}")
    heard = listen_to(talk.office.folder / "recordings" / meta["path"], {CALLER, AGENT, BOSS})
    assert (heard.caller, heard.agent) == ({CALLER}, {AGENT})


async def test_a_hold_does_not_end_it(talk: Talk) -> None:
    boss = await talk.watched_from()
    await heard_in("listen", talk, boss)
    await boss.press("5")
    await heard_in("whisper", talk, boss)
    await talk.agent.hold()
    await talk.caller.hears_only(set(), among={CALLER, AGENT, BOSS}, for_s=0.4)
    await boss.hears({CALLER})
    await talk.agent.resume()
    await heard_in("whisper", talk, boss)


async def test_who_asks_by_keys_is_whispered_to_where_no_caller_will_hear_it(talk: Talk) -> None:
    """What he asks is no call of its own to move to, but part of the one that he has put aside."""
    boss = await talk.watched_from()
    await boss.press("5")
    await heard_in("whisper", talk, boss)
    third = await talk.office.phone("1003")
    await talk.agent.press("*21003")
    other = await third.rings()
    await other.answer()
    other.send_tone(OTHER)
    await talk.agent.hears_only({OTHER, BOSS})
    await boss.press("*")
    await talk.agent.hears_only({OTHER})
    await talk.agent.hang_up()
    await talk.caller.hears_only({OTHER})
    await heard_in("listen", talk, boss, other)
    await boss.hang_up()
    await talk.office.fact("SupervisionEnded", supervision=(record := await talk.record())["supervision"])
    assert (record["turn"], record["modes"]) == (1, "listen whisper listen")


@pytest.mark.parametrize("attended", [False, True], ids=["blind", "attended"])
async def test_a_transfer_does_not_end_it_and_the_next_one_is_only_listened_to(
    talk: Talk, attended: bool
) -> None:
    boss = await talk.watched_from()
    await heard_in("listen", talk, boss)
    await boss.press("5")
    await heard_in("whisper", talk, boss)
    third = await talk.office.phone("1003")
    third.tone_hz = OTHER
    if attended:
        await talk.agent.hold()
        consulted = await talk.phone.call("1003")
        other = await third.rings()
        await other.answer()
        await consulted.hears({OTHER})
        await talk.agent.transfer_attended(consulted)
    else:
        sending = asyncio.create_task(talk.agent.transfer_blind("1003"))
        other = await third.rings()
        await other.answer()
        await sending
    await talk.caller.hears_only({OTHER})
    await heard_in("listen", talk, boss, other)
    await boss.press("6")
    await heard_in("barge", talk, boss, other)
    assert (await talk.record())["modes"] == "listen whisper listen barge"
    await talk.caller.hang_up()
    assert (await boss.ended()).by_peer


async def test_the_next_key_moves_to_the_next_call_of_the_team(talk: Talk) -> None:
    second, trunk = await talk.office.phone("1002"), await talk.office.trunk()
    await talk.office.sign_in("binh")
    caller = await wait_in_support(trunk, "0907654321", OTHER_CALLER)
    agent = await answer_and_talk(second, caller, OTHER_CALLER, OTHER)
    boss = await talk.watched_from()
    await heard_in("listen", talk, boss)
    await boss.press("5")
    await heard_in("whisper", talk, boss)
    await boss.press("*")
    await boss.hears_only({OTHER_CALLER, OTHER}, for_s=0.4)
    await agent.hears_only({OTHER_CALLER}, for_s=0.3)
    await talk.agent.hears_only({CALLER}, for_s=0.3)
    await boss.press("*")
    await heard_in("listen", talk, boss)
    await boss.hang_up()
    await talk.office.fact("SupervisionEnded", turn=3)
    turns = (await talk.office.get("/supervisions", limit=3))["items"]
    assert [(t["turn"], t["agent"], t["modes"]) for t in turns] == [
        (3, "an", "listen"),
        (2, "binh", "listen"),
        (1, "an", "listen whisper"),
    ]


async def test_the_phone_whose_number_begins_so_is_left_alone(talk: Talk) -> None:
    """10011 talks to 1003 meanwhile."""
    longer, third = await talk.office.phone("10011"), await talk.office.phone("1003")
    longer.tone_hz = third.tone_hz = OTHER
    call = await longer.call("1003")
    await (await third.rings()).answer()
    await call.hears_only({OTHER})
    boss = await talk.watched_from()
    await heard_in("listen", talk, boss)
    await boss.press("6")
    await heard_in("barge", talk, boss)
    await call.hears_only({OTHER}, for_s=0.3)


@pytest.mark.parametrize(
    ("phone", "dialled"), [("1002", "5551001"), ("2000", "5551003"), ("2000", "5551002")]
)
async def test_who_may_not_hears_only_that(talk: Talk, phone: str, dialled: str) -> None:
    """A colleague; somebody of no team; an agent who does not talk."""
    before = (await talk.office.get("/supervisions"))["items"]
    boss = await talk.watched_from(phone, dialled)
    await boss.hears_sound()
    assert (await boss.ended()).by_peer
    await talk.agent.hears_only({CALLER})
    assert (await talk.office.get("/supervisions"))["items"] == before


async def test_at_another_phone_he_proves_himself(talk: Talk) -> None:
    await talk.office.ccd("agent", "pin", "mai", "--pin", PIN)
    boss = await talk.watched_from("1003")
    for pin in ("0815", PIN):
        await types(boss, "77", pin)
        if pin == "0815":
            await talk.office.fact("PinRefused", agent="mai")
    await heard_in("listen", talk, boss)
    assert (await talk.record())["supervisor"] == "mai"
    journal = b"".join(file.read_bytes() for file in (talk.office.folder / "journal").rglob("*.*"))
    assert b"PersonKnown" in journal
    assert PIN.encode() not in journal
    assert PIN.encode() not in talk.office.daemon.log.read_bytes()


async def test_by_the_api_his_phone_rings_once(talk: Talk) -> None:
    call_id = (await talk.office.latest_call(agent="an"))["call_id"]
    phone = await talk.office.phone("2000")
    wanted = {"mode": "whisper", "supervisor": "2000"}
    first = await talk.office.post(f"/calls/{call_id}/supervise", wanted)
    assert await talk.office.post(f"/calls/{call_id}/supervise", wanted) == first
    boss = await phone.rings()
    boss.send_tone(BOSS)
    await boss.answer()
    await heard_in("whisper", talk, boss)
    assert await talk.office.post(f"/calls/{call_id}/supervise", wanted) == first
    record = await talk.record()
    assert (record["supervision"], record["asked_by"], record["modes"]) == (
        first["supervision"],
        "admin",
        "whisper",
    )
    assert len(phone.calls) == 1


async def test_a_phone_that_refuses_can_be_rung_again(talk: Talk) -> None:
    call_id = (await talk.office.latest_call(agent="an"))["call_id"]
    phone = await talk.office.phone("2000")
    first = await talk.office.post(f"/calls/{call_id}/supervise", {"supervisor": "2000"})
    await (await phone.rings()).reject()
    await talk.office.fact("SupervisionEnded", supervision=first["supervision"])
    second = await talk.office.post(f"/calls/{call_id}/supervise", {"supervisor": "2000"})
    assert second != first
    boss = await phone.rings()
    boss.send_tone(BOSS)
    await boss.answer()
    await heard_in("listen", talk, boss)


async def test_the_api_refuses_who_supervises_nobody_there(talk: Talk) -> None:
    call_id = (await talk.office.latest_call(agent="an"))["call_id"]
    answer = await talk.office.api.post(f"/calls/{call_id}/supervise", json={"supervisor": "binh"})
    assert answer.status_code == 409
    answer = await talk.office.api.post("/calls/nothing/supervise", json={"supervisor": "2000"})
    assert answer.status_code == 404


async def test_an_agent_of_a_team_that_wants_it_hears_a_tone(talk: Talk) -> None:
    team = {"name": "day", "supervisors": ["2000", "mai"], "agents": ["an", "binh"]}
    await talk.office.put("/teams/day", team | {"tone": True})
    try:
        hearing = asyncio.create_task(talk.agent.hears({TONE}, window_s=0.1))
        boss = await talk.watched_from()
        await hearing
        await talk.caller.hears_only({AGENT}, among={CALLER, AGENT, BOSS, TONE})
        await heard_in("listen", talk, boss)
    finally:
        await talk.office.put("/teams/day", team)
