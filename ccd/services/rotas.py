"""Rotas: who is on call now."""

from ccd.domain.centre import Centre
from ccd.domain.plan_rotas import Person
from ccd.domain.rota import changes, on_call
from ccd.services.refusals import NotFound
from ccd.services.views import View


class PersonView(View):
    """`number` is an extension, or one outside."""

    number: str
    title: str


class OnCallView(View):
    """`people` in the order in which they are called, until `until_ms` (null: for more than a year); from
    then on it is `then`. `gap_from_ms` is when nobody is on call for the first time (null: not within a
    year)."""

    rota: str
    people: list[PersonView]
    until_ms: int | None
    then: list[PersonView]
    gap_from_ms: int | None


def now(centre: Centre, name: str, now_ms: int) -> OnCallView | NotFound:
    rota = centre.plan.rotas_by_name.get(name)
    if rota is None:
        return NotFound(f"There is no rota {name}.")
    people, to_come = on_call(rota, now_ms), list(changes(rota, now_ms))
    until_ms, then = to_come[0] if to_come else (None, ())
    gaps = [at_ms for at_ms, others in ((now_ms, people), *to_come) if not others]
    return OnCallView(
        rota=name,
        people=_shown(people),
        until_ms=until_ms,
        then=_shown(then),
        gap_from_ms=min(gaps, default=None),
    )


def _shown(people: tuple[Person, ...]) -> list[PersonView]:
    return [PersonView(number=person.number, title=person.title) for person in people]
