"""Where the calls of a phone go, as its people set it: elsewhere, or nowhere for now."""

from ccd.domain.centre import Centre
from ccd.domain.events import PhoneSet
from ccd.domain.facts import DoNotDisturbChanged, ForwardChanged
from ccd.domain.numbering import CallOutside, NoSuchNumber, UseCode, meaning
from ccd.domain.outbound import barred
from ccd.domain.refused import Refused
from ccd.domain.rules.rule import Part, Rule

NO_NUMBER, NOT_ALLOWED = "wrong", "not-allowed"


def wrong_forward(centre: Centre, extension: str, number: str, now_ms: int) -> str:
    """Why its calls may not go there, empty if they may: it is any number that the phone may call itself, but
    for its own and for codes."""
    meant = meaning(centre.plan, extension, number)
    if isinstance(meant, NoSuchNumber | UseCode) or number == extension:
        return NO_NUMBER
    if isinstance(meant, CallOutside):
        used = centre.tolls.used(extension, now_ms)
        if barred(centre.plan, extension, meant.number, meant.route.level, used):
            return NOT_ALLOWED
    return ""


def set_forward(centre: Centre, extension: str, number: str, by: str) -> Part:
    """`number` empty: they come to the phone."""
    if centre.desk.phones.forwarded.get(extension, "") != number:
        yield ForwardChanged(extension, number, by)


def set_quiet(centre: Centre, extension: str, by: str, *, on: bool) -> Part:
    """Also for calls of queues."""
    if (extension in centre.desk.phones.undisturbed) != on:
        yield DoNotDisturbChanged(extension, on, by)
        if agent := centre.agent_at(extension):
            centre.join_pools(agent)


def phone_set(centre: Centre, event: PhoneSet, now_ms: int) -> Rule:
    if event.extension not in centre.plan.extensions_by_number:
        return Refused(f"There is no extension {event.extension}.")
    if event.forward_to and (wrong := wrong_forward(centre, event.extension, event.forward_to, now_ms)):
        reasons = {
            NO_NUMBER: f"Calls to {event.extension} cannot go to {event.forward_to}: nobody else is there.",
            NOT_ALLOWED: f"Extension {event.extension} may not call {event.forward_to}, nor have it called.",
        }
        return Refused(reasons[wrong])
    yield from set_forward(centre, event.extension, event.forward_to, event.by)
    yield from set_quiet(centre, event.extension, event.by, on=event.do_not_disturb)
    return None
