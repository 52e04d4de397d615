"""Where somebody is reached who is at one of our phones. Pure."""

from collections.abc import Iterator, Mapping

from ccd.domain.agent import Agent
from ccd.domain.events import PhoneState
from ccd.domain.plan import Plan
from ccd.domain.plan_devices import Mobile
from ccd.domain.plan_outbound import Route, route_for


def mobiles_at(plan: Plan, extension: str, agent: str) -> Iterator[tuple[str, Mobile, Route]]:
    """The mobiles that ring along with the extension, those of the agent who is signed in there (empty:
    nobody) among them; each with the extension whose rights count, and the way out."""
    phone, person = plan.extensions_by_number.get(extension), plan.agents_by_name.get(agent)
    named = [(extension, mobile) for mobile in phone.mobiles] if phone else []
    named += [(person.extension, mobile) for mobile in person.mobiles] if person else []
    for owner, mobile in named:
        if route := route_for(plan, mobile.number):
            yield owner, mobile, route


def is_afield(plan: Plan, agent: Agent, phones: Mapping[str, PhoneState]) -> bool:
    """Can he be reached at a mobile alone? `phones` are what Asterisk last showed, by extension."""
    at = agent.extension
    return phones.get(at) is PhoneState.UNREACHABLE and any(mobiles_at(plan, at, agent.name))
