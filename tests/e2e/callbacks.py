"""What those do who are called back, and those who call them."""

from typing import Any

from tests.e2e.plans import SUPPORT_DID, Plan, small_office
from tests.e2e.sounds import AGENT, CALLER, GREETING, OFFER, PROMISE, TELLS
from tests.office.office import Office
from tests.phones import Call, Phone


def plan_with_callback(agent_rings_s: int = 15, **callback: Any) -> Plan:
    """1 waits in support, 3 asks for a callback. Every prompt is a tone, the digits are real."""
    plan = small_office(ring_timeout_s=agent_rings_s)
    plan["trunks"] = [{"name": "carrier", "host": "127.0.0.1:9", "addresses": ["127.0.0.1/32"]}]
    plan["routes"] = [{"name": "national", "patterns": ["0XXXXXXXXX"], "ways": ["carrier"]}]
    said = {
        "offer": ["custom/offer"],
        "confirm": ["custom/choices"],
        "other": [],
        "stay": [],
        "ask": ["custom/ask"],
        "refused": ["custom/invalid"],
        "goodbye": ["custom/promise"],
        "agent": ["custom/tells"],
        "press_one": [],
        "unreached": ["custom/unreached"],
    }
    plan["queues"][0]["callback"] = {"prompts": said, "retry_after_s": 1, **callback}
    nodes = plan["flows"][0]["nodes"]
    nodes["menu"]["choices"]["3"] = "callback"
    nodes["callback"] = {"kind": "callback", "queue": "support"}
    return plan


async def carrier(office: Office) -> Phone:
    """Can be called, too."""
    trunk = await office.trunk()
    planned = await office.get("/trunks/carrier")
    await office.put("/trunks/carrier", {**planned, "host": f"127.0.0.1:{trunk.address[1]}"})
    return trunk


async def ask_for_callback(trunk: Phone, number: str) -> Call:
    call = await trunk.call(SUPPORT_DID, from_number=number)
    await call.answered()
    await call.hears({GREETING})
    await call.press("3")
    await call.hears({OFFER})
    return call


async def book(office: Office, trunk: Phone, number: str) -> str:
    """He says yes as soon as he is asked. Returns the call id, when he is in line."""
    call = await ask_for_callback(trunk, number)
    return await say_yes(office, call, number)


async def say_yes(office: Office, call: Call, number: str) -> str:
    """To be called at `number` of the plan's country."""
    await call.press("1")
    await call.hears({PROMISE})
    assert (await call.ended()).by_peer
    booked = await office.fact("CallbackBooked", number=f"+84{number.removeprefix('0')}")
    call_id: str = booked["body"]["call_id"]
    await office.fact("CallQueued", call_id=call_id)
    return call_id


async def told(agent: Phone) -> Call:
    """The agent is rung, picks up and hears whom he is to call."""
    leg = await agent.rings()
    await leg.answer()
    leg.send_tone(AGENT)
    await leg.hears({TELLS})
    return leg


async def call_customer(agent: Phone, trunk: Phone) -> tuple[Call, Call]:
    """He presses 1, and the customer's phone rings. Returns the legs of both."""
    leg = await told(agent)
    await leg.press("1")
    return leg, await trunk.rings()


async def talk(office: Office, call_id: str, leg: Call, customer: Call) -> None:
    """The customer answers, they hear each other, the agent hangs up."""
    await customer.answer()
    customer.send_tone(CALLER)
    await customer.hears_only({AGENT})
    await leg.hears_only({CALLER})
    await leg.hang_up()
    await customer.ended()
    await office.fact("CallEnded", call_id=call_id, outcome="called_back")


def times_dialled(trunk: Phone) -> int:
    """How often customers' phones were rung."""
    return sum(call.is_incoming for call in trunk.calls)
