"""Those who are on call are rung, one after the other."""

from collections.abc import Generator

from ccd.domain.call import Call
from ccd.domain.centre import Centre
from ccd.domain.facts import OutsideDialled
from ccd.domain.legs import Leg, OutsideLeg
from ccd.domain.plan_outbound import route_for
from ccd.domain.plan_rotas import Person
from ccd.domain.rota import leg_to, on_call
from ccd.domain.rules.connecting import connect
from ccd.domain.rules.rule import Step


def call_next(centre: Centre, call: Call, name: str, after: str, now_ms: int) -> Generator[Step, None, bool]:
    """Whom the rota names after that party (empty: nobody was rung yet). Says whether somebody is rung. Where
    others have taken over meanwhile, they are rung from the first on."""
    rota = centre.plan.rotas_by_name.get(name) or call.plan.rotas_by_name[name]
    reached = [(person, leg) for person in on_call(rota, now_ms) if (leg := leg_to(centre.plan, person))]
    parties = [leg.party for _, leg in reached]
    later = parties.index(after) + 1 if after in parties else 0
    for person, leg in reached[later:]:
        if not (yield from _call(centre, call, person, leg, now_ms, rota.ring_s)):
            continue
        return True
    return False


def _call(
    centre: Centre, call: Call, person: Person, leg: Leg, now_ms: int, ring_s: int
) -> Generator[Step, None, bool]:
    """The plan itself calls him, so that no phone's rights are asked."""
    route = route_for(centre.plan, person.number) if isinstance(leg, OutsideLeg) else None
    if route:
        yield OutsideDialled(call.call_id, call.phone, person.number, route.name, route.level)
    failed = yield from connect(centre, call, [leg], now_ms, ring_s)
    return failed is None
