"""Callers are spoken to in the language of the number, their own, or the one they choose."""

import asyncio

import pytest

from tests.e2e.plans import SUPPORT_DID, small_office
from tests.e2e.sounds import CALLER, GREETING, GREETING_VI, MUSIC, SORRY_VI
from tests.e2e.steps import call_id_of
from tests.office.office import Office

VI_DID = "842838220001"

PLAN = small_office(comfort={"prompts": ["custom/sorry"], "after_s": 3, "every_s": 15})
PLAN["languages"] = ["en", "vi"]
PLAN["extensions"][2] = {"number": "1003", "language": "vi"}
PLAN["dids"].append({"number": VI_DID, "flow": "main", "language": "vi"})
_nodes = PLAN["flows"][0]["nodes"]
_nodes["menu"]["choices"]["8"] = "vietnamese"
_nodes["vietnamese"] = {"kind": "language", "language": "vi", "next": "support"}
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def env() -> dict[str, str]:
    """Who takes longer is greeted before it is known in which language."""
    return {"CCD_STORAGE__IDENTIFY_TIMEOUT_S": "30"}


async def test_a_caller_chooses_and_hears_it_in_line_also_after_a_restart(office: Office) -> None:
    trunk = await office.trunk()
    call = await trunk.call(SUPPORT_DID, from_number="0906000001")
    call.send_tone(CALLER)
    await call.hears_only({GREETING})
    await call.press("8")
    await call.hears_only({MUSIC})
    call_id = await call_id_of(office, "0906000001")
    chosen = await office.fact("LanguageChosen", call_id=call_id)
    assert (chosen["body"]["language"], chosen["body"]["by"]) == ("vi", "menu")
    await office.daemon.kill()
    await asyncio.gather(call.hears_only({SORRY_VI}), office.come_back())
    await call.hears_only({MUSIC})
    await call.hang_up()


async def test_a_number_has_a_language(office: Office) -> None:
    call = await (await office.trunk()).call(VI_DID, from_number="0906000002")
    await call.hears_only({GREETING_VI})
    await call.hang_up()


async def test_a_phone_has_a_language(office: Office) -> None:
    call = await (await office.phone("1003")).call(SUPPORT_DID)
    await call.hears_only({GREETING_VI})
    await call.hang_up()


async def test_a_customer_has_his_own_from_the_first_word(office: Office) -> None:
    trunk = await office.trunk()
    stranger = await trunk.call(SUPPORT_DID, from_number="0906000003")
    await stranger.hears_only({GREETING})
    await stranger.hang_up()
    first = await office.fact("CallEnded", call_id=await call_id_of(office, "0906000003"))
    customer = (await office.get(f"/calls/{first['body']['call_id']}"))["customer_id"]
    changed = await office.patch(f"/customers/{customer}", {"language": "vi"})
    assert changed["language"] == "vi"

    call = await trunk.call(SUPPORT_DID, from_number="0906000003")
    call.send_tone(CALLER)
    await call.hears_only({GREETING_VI})
    await call.press("1")
    await call.hears_only({SORRY_VI})
    record = await office.latest_call(caller="0906000003")
    spoken = [f["body"] for f in record["facts"] if f["kind"] == "LanguageChosen"]
    assert [(f["language"], f["by"]) for f in spoken] == [("vi", "customer")]
    kinds = [f["kind"] for f in record["facts"]]
    assert kinds.index("LanguageChosen") < kinds.index("NodeEntered")
    await call.hang_up()
