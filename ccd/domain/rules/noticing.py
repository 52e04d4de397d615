"""Whom a caller may come to talk to by a step of a flow: he hears first whether that would be recorded."""

from collections.abc import Iterable

from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.ivr.steps import CallOnCall, Ring, RingGroup, RingOutside
from ccd.domain.numbering import CallOutside, RingPhone, meaning
from ccd.domain.rota import on_call

Phones = tuple[str, ...]
"""Of ours, that are rung together, or that has its calls sent outside; empty: somebody outside is rung."""


def rung_in_turn(
    centre: Centre, call: Call, step: Ring | RingGroup | RingOutside | CallOnCall, now_ms: int
) -> Iterable[Phones]:
    """One turn after the other. Where the step leads to another node, it is that one's to say."""
    match step:
        case Ring():
            return _by_phone(centre, call, step.extension)
        case RingGroup():
            turns = call.plan.groups_by_name[step.group].turns_after("")
            return [tuple(leg.extension for leg in turn) for turn in turns]
        case RingOutside():
            return [()]
        case CallOnCall():
            return [] if step.in_vain else _by_rota(centre, call, step.rota, now_ms)


def _by_phone(centre: Centre, call: Call, extension: str) -> list[Phones]:
    phones = centre.desk.phones
    if extension in phones.undisturbed:
        return []
    if extension not in phones.forwarded:
        return [(extension,)]
    last, number = phones.end_of(extension)
    match meaning(call.plan, last, number):
        case RingPhone():
            return [(number,)]
        case CallOutside():
            return [(last,)]
        case _:
            return []


def _by_rota(centre: Centre, call: Call, name: str, now_ms: int) -> list[Phones]:
    rota = centre.plan.rotas_by_name.get(name) or call.plan.rotas_by_name[name]
    known = centre.plan.extensions_by_number
    return [(p.number,) if p.number in known else () for p in on_call(rota, now_ms)]
