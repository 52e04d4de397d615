"""What people type and callers claim reaches a real Asterisk as text: nothing in it is ever executed, becomes
a section, an extension, or a line of a log."""

import asyncio
from random import Random
from typing import Any
from urllib.parse import quote

import pytest

from tests.e2e.history import last_seq, nothing_is_lost
from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.steps import answer_and_talk, members_become
from tests.office.office import Office
from tests.phones.waiting import PATIENCE_S

PLAN = small_office()
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("everyone_signed_out")]

EVIL = "evil"
"""Nothing may come to be called so, and no file may be there of that name."""
FRAGMENTS = [
    "${SHELL(touch /var/lib/ccd-state/evil)}",
    "$[1 + 1]",
    "]",
    "[evil](!)",
    "; ",
    ";--",
    "--;",
    "#exec touch /var/lib/ccd-state/evil",
    '#include "/etc/passwd"',
    'a" <sip:evil@127.0.0.1>',
    "=> evil,1,System(touch /var/lib/ccd-state/evil)",
    "\\",
    "|evil|CCDNET|",
    ",&",
    "<evil>",
    "ünï",
    "\u2028",
]
NUMBERS = [
    "${SHELL(touch /var/lib/ccd-state/evil)}",
    "0901,1,System(evil)",
    "0901|NONE|CCDNET|evil",
    "\n1700000000|x|support|NONE|CCDNET|84283|20231114T221310-evil|1|0901",
    "\r\nVariable: CCD_VERDICT=queue",
]


@pytest.fixture(scope="module")
def env() -> dict[str, str]:
    return {"CCD_ASTERISK__GIVE_UP_AFTER_S": "1"}


def text(random: Random) -> str:
    return "".join(random.sample(FRAGMENTS, random.randint(1, 4)))[:80]


def hostile(plan: dict[str, Any], random: Random) -> dict[str, Any]:
    """The same things under other titles, and some more of them."""
    more = [{"number": f"19{n:02}"} for n in range(random.randint(0, 5))]
    titled = {
        kind: [
            {**item, "title": text(random)} for item in [*plan[kind], *(more if kind == "extensions" else [])]
        ]
        for kind in ("trunks", "extensions", "agents", "queues", "dids")
    }
    return {**plan, **titled, "break_reasons": [text(random), "lunch"]}


@pytest.mark.parametrize("seed", range(5))
async def test_titles_are_no_configuration(office: Office, seed: int) -> None:
    plan = hostile(PLAN, Random(seed))
    await office.put("/plan", plan)
    phones = {extension["number"] for extension in plan["extensions"]}
    async with asyncio.timeout(PATIENCE_S):
        while await endpoints(office) != {*phones, "carrier"}:
            pass
    for command in ("dialplan show", "queue show", "pjsip show endpoints", "pjsip show auths"):
        shown = await office.asterisk.console(command)
        assert "evil" not in shown.replace("<evil>", ""), shown
    hints = await office.asterisk.console("core show hints")
    assert all(f"{number}@" in hints for number in phones)
    assert not (office.folder / "state" / EVIL).exists()
    await a_call_goes_through(office, f"090600{seed:04}")


async def endpoints(office: Office) -> set[str]:
    lines = (await office.asterisk.console("pjsip show endpoints")).splitlines()
    return {line.split()[1].split("/")[0] for line in lines if line.startswith(" Endpoint:  ")} - {
        "<Endpoint"
    }


async def a_call_goes_through(office: Office, number: str) -> None:
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    call = await trunk.call(SUPPORT_DID, from_number=number, from_name=text(Random(number)))
    call.send_tone(503)
    await call.answered()
    await call.press("1")
    leg = await answer_and_talk(an, call)
    await leg.hang_up()
    await call.ended()


@pytest.mark.parametrize("number", NUMBERS)
async def test_a_number_is_no_line_of_the_safety_nets_log(office: Office, number: str) -> None:
    """The daemon is away, so that Asterisk writes down who calls."""
    before = last_seq(office)
    an, trunk = await office.phone("1001"), await office.trunk()
    await office.sign_in("an")
    await members_become(office, "support", {"1001": "present"})
    await office.daemon.kill()
    call = await trunk.call(SUPPORT_DID, from_header_raw=f"<sip:{quote(number)}@127.0.0.1>")
    leg = await an.rings()
    await leg.answer()
    await leg.hang_up()
    await call.ended()
    await office.come_back()
    answered = await office.fact("NetAnswered", after=before)
    assert answered["body"]["member"] == "an"
    facts = [fact for fact in await nothing_is_lost(office) if fact["seq"] > before]
    assert len([fact for fact in facts if fact["kind"] == "CallStarted"]) == 1
    assert not (office.folder / "state" / EVIL).exists()
