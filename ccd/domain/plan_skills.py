"""Is there anybody in the plan who could serve the caller whom everything has been relaxed for?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccd.domain.ivr.nodes import EnterQueue
from ccd.domain.located import Problem
from ccd.domain.plan_nodes import reached
from ccd.domain.plan_queue import Queue
from ccd.domain.skills import Asked, asked_for, has, in_words

if TYPE_CHECKING:
    from ccd.domain.plan import Plan


def unmet_skills(plan: Plan) -> Iterator[Problem]:
    """`plan`: its names resolve. A queue without members is somebody's work in progress."""
    for i, queue in enumerate(plan.queues):
        asked = asked_for(queue.skills_at_last)
        if not _served(plan, queue, asked):
            place = ("relax", len(queue.relax) - 1, "skills") if queue.relax else ("skills",)
            yield ("queues", i, *place), _sentence(f"queue {queue.name}", queue, asked)
    for site in plan.sites.values():
        if isinstance(site.node, EnterQueue) and site.node.skills:
            queue = plan.queues_by_name[site.node.queue]
            asked = asked_for(queue.skills_at_last, site.node.skills)
            if not _served(plan, queue, asked):
                yield (*site.place, "skills"), _sentence(site.words, queue, asked)
    yield from _unmet_by_dids(plan)


def _unmet_by_dids(plan: Plan) -> Iterator[Problem]:
    for i, did in enumerate(plan.dids):
        for site in reached(plan, did) if did.skills else ():
            if isinstance(site.node, EnterQueue):
                queue = plan.queues_by_name[site.node.queue]
                asked = asked_for(queue.skills_at_last, site.node.skills, did.skills)
                if not _served(plan, queue, asked):
                    what = _sentence(f"DID {did.number}, by {site.part}", queue, asked)
                    yield ("dids", i, "skills"), what


def _served(plan: Plan, queue: Queue, asked: Asked) -> bool:
    members = [plan.agents_by_name[name] for name in queue.member_names]
    return not members or any(has(agent.skills, asked) for agent in members)


def _sentence(who: str, queue: Queue, asked: Asked) -> str:
    last = f" (all that is left after {queue.relax[-1].after_s} s)" if queue.relax else ""
    return (
        f"{who}: no member of queue {queue.name} has {in_words(asked)}{last}, so callers would wait for "
        "ever; ask for less, relax it, or give a member the skill"
    )
