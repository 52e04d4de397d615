"""What is true on the floor now: calls and agents, and what rules ask about them.

Rules read it. Facts change it (`applying.py`), and a new plan.
"""

from ccd.domain.agent import Activity, Agent
from ccd.domain.bans import Bans
from ccd.domain.call import Call
from ccd.domain.deadlines import Deadlines, look_again_at
from ccd.domain.desk import Desk
from ccd.domain.devices import is_afield
from ccd.domain.events import PhoneState
from ccd.domain.facts import CallOutcome
from ccd.domain.matching import Matching
from ccd.domain.overrides import Overrides
from ccd.domain.pace import Pace
from ccd.domain.perception import Perception
from ccd.domain.plan import Plan
from ccd.domain.preferences import Preferences
from ccd.domain.queue import Choice, in_line
from ccd.domain.returning import Returning
from ccd.domain.skills import Asked
from ccd.domain.tolls import Tolls
from ccd.domain.whereabouts import Whereabouts


class Centre:
    """Read `plan`, `calls` (live ones by id), `agents` (by name) and `waiting()` freely; nothing outside the
    floor changes them. The same `seed` and events give the same choices, lots included."""

    def __init__(self, plan: Plan, seed: int = 0) -> None:
        self.plan = plan
        self.seed = seed
        self.calls: dict[str, Call] = {}
        self.to_be_called: set[str] = set()
        """The calls whose callers have hung up and are to be called back."""
        self.ended: dict[str, CallOutcome] = {}
        """The last calls that ended, the oldest first."""
        self.agents: dict[str, Agent] = {}
        self.seen = Perception()
        self.pace = Pace()
        self.by_hand = Overrides()
        self.desk = Desk()
        self.tolls = Tolls()
        self._whereabouts = Whereabouts()
        self._matching = Matching(plan, self.calls, self.agents, seed)
        self.bans = Bans()
        self.net_log_read = (0, 0)
        """How far the safety net's log is counted: a second, and how many of its lines."""
        self.returning = Returning(self.calls)
        self._preferences = Preferences(self.calls)
        self._deadlines = Deadlines(self.calls)
        self.take_plan(plan)

    def next_deadline(self) -> int | None:
        """When to send `DeadlineReached`, in ms since the epoch."""
        return self._deadlines.next()

    def wake_for(self, call: Call, at_ms: int | None) -> None:
        """Have a look at the call then; None: never."""
        if at_ms is not None:
            self._deadlines.add(at_ms, call.call_id)

    def hear_first(self, now_ms: int) -> None:
        """Somebody knocks, perhaps the first since we live again."""
        if (until_ms := self.returning.hear_first(now_ms)) is not None:
            self._deadlines.add(until_ms)

    def due(self, now_ms: int) -> tuple[list[Agent], list[Call]]:
        """Those whose deadline has come; each is named once."""
        agents, calls = self._deadlines.due(now_ms)
        return [self.agents[name] for name in agents if name in self.agents], [self.calls[c] for c in calls]

    def somebody_has(self, asked: Asked, name: str) -> bool:
        """A member of that queue, be he signed in or not; one without members is still to get them."""
        queue = self.plan.queues_by_name.get(name)
        return queue is None or not queue.members or self._matching.might_be_served((name, asked, ""))

    def might_serve(self, agent: str, call: Call) -> bool:
        """As a member who has what is asked for."""
        return self._matching.might_serve(agent, (call.queue, call.asked, ""))

    def waiting_in_vain(self) -> list[Call]:
        """For an agent who has gone since this was last asked."""
        return self._preferences.in_vain()

    def is_attended(self, name: str) -> bool:
        """A member is signed in."""
        queue = self.plan.queues_by_name.get(name)
        return queue is not None and any(self.agents[member].signed_in for member in queue.member_names)

    def waiting(self, queue: str) -> list[Call]:
        """The callers of a queue in the order in which they are due."""
        return in_line(self.calls.values(), queue)

    def call_of_channel(self, channel_id: str) -> Call | None:
        return self.calls.get(self._whereabouts.call_on(channel_id))

    def agent_at(self, extension: str) -> Agent | None:
        """The signed-in agent whose phone this is."""
        return self.agents.get(self._whereabouts.agent_at(extension))

    def may_be_rung(self, agent: Agent) -> bool:
        at = agent.extension
        willing = agent.free and agent.name not in self.seen.resting
        reached = self.seen.phone(at) is PhoneState.IDLE or is_afield(self.plan, agent, self.seen.phones)
        willing = willing and at not in self.desk.phones.undisturbed
        return willing and reached and not self._whereabouts.has_call(at)

    def take_plan(self, plan: Plan) -> None:
        """The plan and what is sorted by it. Live calls keep the plan they began with."""
        self.plan = plan
        for name in plan.agents_by_name:
            self.agents.setdefault(name, Agent(name))
        self._matching.take_plan(plan)
        for agent in list(self.agents.values()):
            self._forget_if_gone(agent)
            self.join_pools(agent)

    def join_pools(self, agent: Agent) -> None:
        """To be called whenever it may have changed whether the agent may be rung."""
        self._matching.join_pools(
            agent, self.may_be_rung(agent), is_afield(self.plan, agent, self.seen.phones)
        )
        self._deadlines.move(agent.name, look_again_at(self, agent))

    def phone_tells(self, agent: Agent) -> PhoneState:
        """What our own calls do not explain. A phone that rings while its agent is idle rings for somebody
        else: as good as in use. So is one whose agent talks on his mobile."""
        if not agent.signed_in or agent.activity in (Activity.RINGING, Activity.CALLING, Activity.TALKING):
            return agent.phone
        if self._whereabouts.is_on_mobile(agent.extension):
            return PhoneState.IN_USE
        state = self.seen.phone(agent.extension)
        return PhoneState.IN_USE if state is PhoneState.RINGING else state

    def reach_callbacks(self, possible: bool) -> None:
        """Agents can be called for them, or not."""
        self._matching.reach_callbacks(possible)

    def next_pair(self) -> tuple[Call, Choice] | None:
        """The caller who is due first and has a free agent, and that agent. They are to meet."""
        return self._matching.next_pair()

    def next_like(self, call: Call, choice: Choice) -> Choice | None:
        """Who may ring for the caller together with the one chosen, who is being rung already."""
        return self._matching.next_like(call, choice)

    def _forget_if_gone(self, agent: Agent) -> None:
        """An agent who is gone from the plan stays until his last conversation is over."""
        if agent.name not in self.plan.agents_by_name and not agent.signed_in and not agent.call_id:
            self.agents.pop(agent.name, None)
