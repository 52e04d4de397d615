"""A supervisor in other people's calls: who hears whom is measured, each phone by its own tone."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.plans import small_office
from tests.e2e.sounds import AGENT, CALLER
from tests.e2e.steps import answer_and_talk, wait_in_support
from tests.office.office import Office
from tests.phones import Call, declare_tones

BOSS = 1607

PLAN: dict[str, Any] = small_office() | {
    "extensions": [{"number": n} for n in ("1001", "10011", "1002", "1003", "2000")],
    "teams": [{"name": "day", "supervisors": ["2000"], "agents": ["an", "binh"]}],
}
pytestmark = pytest.mark.asyncio(loop_scope="module")


class Talk:
    """A caller and an talk in support, and a supervisor is about to come in."""

    def __init__(self, office: Office, caller: Call, agent: Call) -> None:
        self.office, self.caller, self.agent = office, caller, agent

    async def watched_from(self, extension: str = "2000") -> Call:
        phone = await self.office.phone(extension)
        boss = await phone.call("5551001")
        boss.send_tone(BOSS)
        await boss.answered()
        return boss


@pytest_asyncio.fixture(loop_scope="module")
async def talk(office: Office, everyone_signed_out: None) -> AsyncIterator[Talk]:
    declare_tones(BOSS)
    phone, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    caller = await wait_in_support(trunk)
    yield Talk(office, caller, await answer_and_talk(phone, caller))


async def matrix(talk: Talk, boss: Call) -> dict[str, set[int]]:
    """Not before each of the three hears something for a moment."""
    tones = {CALLER, AGENT, BOSS}
    return {
        who: {hz for hz, level in call.heard(0.3, tones).items() if level > -30}
        for who, call in (("caller", talk.caller), ("agent", talk.agent), ("boss", boss))
    }


async def heard_in(mode: str, talk: Talk, boss: Call) -> None:
    """Everybody hears whom he should and nobody else, for long enough to be sure."""
    to_caller, to_agent = {"listen": (0, 0), "whisper": (0, 1), "barge": (1, 1)}[mode]
    await boss.hears_only({CALLER, AGENT}, for_s=0.4)
    await talk.agent.hears_only({CALLER} | ({BOSS} if to_agent else set()), for_s=0.4)
    await talk.caller.hears_only({AGENT} | ({BOSS} if to_caller else set()), for_s=0.4)


async def test_modes_are_switched_by_keys(talk: Talk) -> None:
    boss = await talk.watched_from()
    await heard_in("listen", talk, boss)
    for key, mode in (("5", "whisper"), ("6", "barge"), ("4", "listen"), ("6", "barge"), ("5", "whisper")):
        await boss.press(key)
        await heard_in(mode, talk, boss)
    await boss.press("#")
    assert (await boss.ended()).by_peer
    await talk.agent.hears_only({CALLER})
    ended = await talk.office.fact("SupervisionEnded")
    call = await talk.office.get(f"/calls/{ended['body']['call_id']}")
    (record,) = call["supervisions"]
    assert record["supervisor"] == "2000"
    assert record["agent"] == "an"
    assert record["modes"] == "listen whisper barge listen barge whisper"
    assert record["started_at_ms"] < record["ended_at_ms"]
    assert (await talk.office.get("/supervisions"))["items"] == [record]
