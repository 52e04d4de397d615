"""The mobiles that ring along with a phone of ours, within the rights of who named them."""

from collections.abc import Generator, Iterator

from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.devices import mobiles_at
from ccd.domain.facts import AbroadCalled, AbroadTalked, OutsideRefused
from ccd.domain.legs import OutsideLeg
from ccd.domain.outbound import barred, caller_id, legs
from ccd.domain.plan_devices import Mobile
from ccd.domain.plan_outbound import Level, Route
from ccd.domain.rules.rule import Part, Step


def ring_along(
    centre: Centre, call: Call, extension: str, now_ms: int, after_s: int = 0
) -> Generator[Step, None, tuple[OutsideLeg, ...]]:
    """Those of the extension and of the agent who is signed in there; `after_s` is when the extension's turn
    comes. One that is too dear now is left out."""
    found: dict[str, OutsideLeg] = {}
    for owner, mobile, route in _named_at(centre, extension):
        if reason := barred(centre.plan, owner, mobile.number, route.level, centre.tolls.used(owner, now_ms)):
            yield OutsideRefused(call.call_id, owner, mobile.number, route.level, reason)
            continue
        if route.level is Level.INTERNATIONAL:
            yield AbroadCalled(call.call_id, owner)
        leg = _leg(centre, extension, route, mobile, after_s)
        found.setdefault(leg.device, leg)
    return tuple(found.values())


def talked_abroad(centre: Centre, call: Call, extension: str, device: str, talk_ms: int) -> Part:
    """He talked at one of these mobiles, or (`device` empty) at his desk."""
    for owner, mobile, route in _named_at(centre, extension) if device else ():
        if route.level is Level.INTERNATIONAL and _leg(centre, extension, route, mobile, 0).device == device:
            yield AbroadTalked(call.call_id, owner, talk_ms)
            return


def _named_at(centre: Centre, extension: str) -> Iterator[tuple[str, Mobile, Route]]:
    agent = centre.agent_at(extension)
    return mobiles_at(centre.plan, extension, agent.name if agent else "")


def _leg(centre: Centre, extension: str, route: Route, mobile: Mobile, after_s: int) -> OutsideLeg:
    """By the first of the ways: who rings several phones does not wait for a trunk that cannot."""
    agent = centre.agent_at(extension)
    phone = centre.plan.extensions_by_number.get(extension)
    shown = caller_id(centre.plan, phone, agent.name if agent else "")
    first = legs(centre.plan, route, mobile.number, shown)[0]
    delay_s = after_s + mobile.after_s
    return OutsideLeg(first.number, first.trunk, first.caller_id, True, delay_s, extension)
