"""How long a caller will probably wait still.

He is served when those before him are and one more agent comes free. With n agents at work, each free again
after h on average, and callers who give up at a rate of a each, the k callers before him are gone after
1/(n/h + ka) + ... + 1/(n/h + a), and the next agent after 1/(n/h): the Erlang A queue, seen from inside
(W. Whitt, Predicting queueing delays, Management Science 45, 1999).

Callers of other queues count as far as his agents serve them too, and come before him.
"""

from ccd.domain.agent import Activity, Agent, Presence
from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.queue import Bucket, due
from ccd.domain.skills import has


def expected_wait_ms(centre: Centre, call: Call) -> int | None:
    """From now on, for a caller in line; None when nobody is there who would serve him."""
    agents = [agent for agent in _serving(centre, call) if agent.presence is Presence.READY]
    if not agents:
        return None
    handling_ms = _handling_ms(centre, call, agents)
    gives_up = centre.pace.of(call.queue).abandons_per_ms
    ahead = _ahead(centre, call)
    whole, part = int(ahead), ahead % 1
    rate = len(agents) / handling_ms
    wait_ms = sum(1 / (rate + k * gives_up) for k in range(whole + 1))
    return round(wait_ms + part / (rate + (whole + 1) * gives_up))


def _serving(centre: Centre, call: Call) -> list[Agent]:
    queue = centre.plan.queues_by_name.get(call.queue)
    skills = centre.plan.agents_by_name
    names = queue.member_names if queue else ()
    return [centre.agents[name] for name in names if has(skills[name].skills, call.asked)]


def _handling_ms(centre: Centre, call: Call, agents: list[Agent]) -> float:
    """Of the calls that keep them busy now; of his own queue while they are not."""
    talks = [centre.calls.get(agent.call_id) for agent in agents if agent.activity is Activity.TALKING]
    known = [centre.pace.of(talk.queue).handling_ms for talk in talks if talk and talk.queue]
    return sum(known) / len(known) if known else centre.pace.of(call.queue).handling_ms


def _ahead(centre: Centre, call: Call) -> float:
    """Callers who come before him; of another queue only the share that his agents take from it."""
    mine = {agent.name for agent in _serving(centre, call)}
    shares: dict[Bucket, float] = {call.bucket: 1.0}
    ahead = 0.0
    for other in centre.calls.values():
        if other.state is CallState.WAITING and other is not call and due(other) < due(call):
            if other.bucket not in shares:
                theirs = {agent.name for agent in _serving(centre, other)}
                shares[other.bucket] = len(mine & theirs) / len(theirs) if theirs else 0.0
            ahead += shares[other.bucket]
    return ahead
