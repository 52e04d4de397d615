"""Who does not want to wait on the phone is called back, in his turn."""

import pytest

from tests.e2e.callbacks import ask_for_callback, carrier, plan_with_callback, say_yes
from tests.e2e.plans import SUPPORT_DID
from tests.e2e.sounds import AGENT, CALLER, CHOICES, TELLS
from tests.office.office import Office
from tests.office.recording import listen_to

PLAN = plan_with_callback()
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_caller_hangs_up_and_is_called_back(office: Office) -> None:
    an, trunk = await office.phone("1001"), await carrier(office)
    call = await ask_for_callback(trunk, "0901234567")
    await call.hears({CHOICES})
    call_id = await say_yes(office, call, "0901234567")
    await office.sign_in("an")
    ringing = await an.rings()
    assert (ringing.caller_number, ringing.caller_name) == ("0901234567", "Callback")
    await ringing.answer()
    ringing.send_tone(AGENT)
    await ringing.hears({TELLS})
    customer = await trunk.rings()
    assert (customer.caller_number, customer.caller_name) == (SUPPORT_DID, "")
    await customer.answer()
    customer.send_tone(CALLER)
    await customer.hears_only({AGENT}, for_s=1.0)
    await ringing.hears_only({CALLER}, for_s=1.0)
    await customer.hang_up()
    assert (await ringing.ended()).by_peer
    stored = await office.fact("RecordingStored", call_id=call_id)
    await office.fact("CallEnded", call_id=call_id)
    record = await office.get(f"/calls/{call_id}")
    assert (record["outcome"], record["ended_by"], record["agent"]) == ("called_back", "caller", "an")
    assert record["visits"][-1]["outcome"] == "called_back"
    assert (await office.get(f"/tickets/{record['ticket_id']}"))["customer_id"] == record["customer_id"]
    heard = listen_to(office.folder / "recordings" / stored["body"]["path"], {CALLER, AGENT})
    assert (heard.caller, heard.agent) == ({AGENT}, {CALLER})
