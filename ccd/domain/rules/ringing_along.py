"""The mobiles that ring along with a phone of ours, within the rights of who named them."""

from collections.abc import Generator, Iterator
from dataclasses import replace

from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.devices import mobiles_at
from ccd.domain.facts import AbroadCalled, AbroadCutOff, AbroadRung, AbroadTalked, OutsideRefused
from ccd.domain.legs import OutsideLeg
from ccd.domain.outbound import barred, caller_id, legs, talk_most_s
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
        used = centre.tolls.used(owner, now_ms)
        leg = _leg(centre, extension, route, mobile, after_s)
        if reason := barred(centre.plan, owner, mobile.number, route.level, used):
            yield OutsideRefused(call.call_id, owner, mobile.number, route.level, reason)
        elif leg.device in found:
            continue
        elif route.level is Level.INTERNATIONAL:
            most_s = talk_most_s(centre.plan, used)
            yield AbroadRung(call.call_id, owner, leg.device, most_s)
            found[leg.device] = replace(leg, talk_most_s=most_s)
        else:
            found[leg.device] = leg
    return tuple(found.values())


def picked_up_abroad(call: Call, device: str) -> Part:
    """From here on somebody pays for it, whether he takes the call or is a mailbox."""
    if device in call.parties.abroad:
        owner, _ = call.parties.abroad[device]
        yield AbroadCalled(call.call_id, owner)


def not_accepted_abroad(call: Call, unaccepted: str) -> Part:
    """`unaccepted` as in `DialFinished`."""
    for word in unaccepted.split():
        yield from picked_up_abroad(call, word.partition("/")[2])


def talked_abroad(call: Call, device: str, talk_ms: int) -> Part:
    """He talked at one of these mobiles, or (`device` empty) at his desk."""
    if device in call.parties.abroad:
        owner, most_s = call.parties.abroad[device]
        if call.parties.cut_off_at(device, talk_ms):
            yield AbroadCutOff(call.call_id, owner)
            talk_ms = max(talk_ms, most_s * 1000)  # we may have known late of the answer
        yield AbroadTalked(call.call_id, owner, talk_ms)


def _named_at(centre: Centre, extension: str) -> Iterator[tuple[str, Mobile, Route]]:
    agent = centre.agent_at(extension)
    return mobiles_at(centre.plan, extension, agent.name if agent else "")


def _leg(centre: Centre, extension: str, route: Route, mobile: Mobile, after_s: int) -> OutsideLeg:
    """By all ways, since who rings several phones cannot wait for the daemon to try the next one."""
    agent = centre.agent_at(extension)
    phone = centre.plan.extensions_by_number.get(extension)
    shown = caller_id(centre.plan, phone, agent.name if agent else "")
    first, *others = legs(centre.plan, route, mobile.number, shown)
    delay_s = after_s + mobile.after_s
    return replace(first, confirm=True, after_s=delay_s, owner=extension, others=tuple(others))
