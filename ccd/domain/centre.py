"""What is true on the floor now: calls and agents. Facts change it, and a new plan."""

from collections.abc import Iterable, Mapping

from ccd.domain import desk, overrides, pace, tolls
from ccd.domain import facts as f
from ccd.domain.agent import BEFALL_AGENTS, Activity, Agent
from ccd.domain.bans import Bans
from ccd.domain.call import TRANSITIONS, Call, CallState
from ccd.domain.callback import look_again_at_ms
from ccd.domain.deadlines import Deadlines, look_again_at
from ccd.domain.desk import Desk
from ccd.domain.devices import is_afield
from ccd.domain.events import PhoneState
from ccd.domain.facts import CallOutcome, Fact, Recorded
from ccd.domain.hearing import Hearers, hearers, tell
from ccd.domain.matching import LINES_UP, Matching
from ccd.domain.overrides import Overrides
from ccd.domain.pace import Pace, PastVisit
from ccd.domain.perception import Perception
from ccd.domain.plan import Plan
from ccd.domain.preferences import Preferences
from ccd.domain.queue import Choice, in_line
from ccd.domain.returning import Returning
from ccd.domain.skills import Asked
from ccd.domain.supervision import OFFERED_MS
from ccd.domain.tolls import Tolls
from ccd.domain.whereabouts import Whereabouts

ENDED_KEPT = 10_000
"""How many ended calls are remembered, for a channel that comes back all the same."""

_FREES_A_PHONE = (f.OfferEnded, f.CustomerUnreached, f.TalkEnded)
_Waits = f.CallQueued | f.AgentPreferred | f.CustomerUnreached


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

    def restore(
        self,
        recorded: Iterable[Recorded],
        ended: Mapping[str, CallOutcome] | None = None,
        now_ms: int = 0,
        past: Iterable[PastVisit] = (),
    ) -> list[Recorded]:
        """Live again, at `now_ms`, what was true when the daemon went away; `ended` are the last calls that
        were over then, `past` the last visits to queues. No channel is in our hands yet. Returns what
        could not be true and was left out: nothing, if the record is whole."""
        self.ended.update(ended or {})
        self.pace.recall(past, {queue.name: queue.wrap_up_s * 1000 for queue in self.plan.queues})
        left_out = []
        for entry in recorded:
            try:
                self.apply(entry.fact, entry.at_ms)
            except AssertionError:
                left_out.append(entry)
        for call in self.calls.values():
            call.sessions = 0
        if (until_ms := self.returning.expect(now_ms)) is not None:
            self._deadlines.add(until_ms)
        return left_out

    def next_deadline(self) -> int | None:
        """When to send `DeadlineReached`, in ms since the epoch."""
        return self._deadlines.next()

    def wake_for(self, call: Call, at_ms: int | None) -> None:
        """Have a look at the call then; None: never."""
        if at_ms is not None:
            self._deadlines.add(at_ms, call.call_id)

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
        else: as good as in use."""
        if not agent.signed_in or agent.activity in (Activity.RINGING, Activity.CALLING, Activity.TALKING):
            return agent.phone
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

    def apply(self, fact: Fact, at_ms: int) -> None:
        """Make a fact true, whole or (AssertionError: it cannot be) not at all. The only thing that changes
        calls and agents."""
        agent = self._agent_of(fact)
        call = self._call_of(fact, at_ms)
        if agent:
            agent.check(fact)
        if call:
            call.check(fact)
        if call:
            self._follow_call(call, fact, at_ms)
        if agent:
            self._follow_agent(agent, fact, at_ms)
        tell(_HEARERS, self, fact, at_ms)

    def _agent_of(self, fact: Fact) -> Agent | None:
        """A record may name agents who are gone from the plan. Who is merely mentioned stays as he is."""
        if type(fact) not in BEFALL_AGENTS:
            return None
        name: str = getattr(fact, "agent", "")
        return (self.agents.get(name) or Agent(name)) if name else None

    def _call_of(self, fact: Fact, at_ms: int) -> Call | None:
        if isinstance(fact, f.CallStarted):
            assert fact.call_id not in self.calls, f"call {fact.call_id} started twice"
            return Call.begun(fact, self.plan, at_ms)
        if type(fact) not in TRANSITIONS:
            return None
        call_id: str = getattr(fact, "call_id", "")
        call = self.calls.get(call_id)
        assert call or isinstance(fact, f.RecordingStored), f"there is no call {call_id}"
        return call

    def _follow_call(self, call: Call, fact: Fact, at_ms: int) -> None:
        channel, preferred = call.channel_id, call.preferred
        extension = call.with_agents[fact.agent] if isinstance(fact, _FREES_A_PHONE) else ""
        path = call.recording
        call.apply(fact, at_ms)
        match fact:
            case f.CallStarted():
                self.calls[call.call_id] = call
                self._whereabouts.call_moved(call.call_id, "", call.channel_id)
            case f.AgentOffered():
                self._whereabouts.phone_taken(fact.extension, call.call_id)
            case f.OfferEnded() | f.CustomerUnreached() | f.TalkEnded():
                self._whereabouts.phone_freed(extension)
                if successor := self.agent_at(extension):
                    self.join_pools(successor)
            case f.CallQueued() if call.callback.in_line:
                self.to_be_called.add(call.call_id)
            case f.CallEnded():
                del self.calls[call.call_id]
                self.to_be_called.discard(call.call_id)
                self.seen.bridged.forget(call.call_id)
                self._whereabouts.call_moved(call.call_id, channel, "")
                self._remember_ended(call.call_id, fact.outcome)
            case _:
                pass
        if call.channel_id != channel:
            self._whereabouts.call_moved(call.call_id, channel, call.channel_id)
        self._follow_wait(call, fact, at_ms)
        if call.preferred != preferred:
            self._preferences.note(call, preferred)
        if path and (call.state is CallState.ENDED or not call.recording):
            self.seen.awaited[path] = (call.tape.before_ms, at_ms)

    def _follow_wait(self, call: Call, fact: Fact, at_ms: int) -> None:
        if type(fact) in LINES_UP and call.queue:
            self._matching.join_line(call)

    def _follow_agent(self, agent: Agent, fact: Fact, at_ms: int) -> None:
        self.agents[agent.name] = agent
        agent.apply(fact, at_ms)
        match fact:
            case f.AgentSignedIn():
                self._whereabouts.agent_came(fact.extension, agent.name)
            case f.AgentSignedOut():
                self._whereabouts.agent_went(agent.extension)
            case _:
                pass
        self.join_pools(agent)
        self._preferences.look_at(agent, self.seen.phone(agent.extension))
        self._forget_if_gone(agent)

    def _forget_if_gone(self, agent: Agent) -> None:
        """An agent who is gone from the plan stays until his last conversation is over."""
        if agent.name not in self.plan.agents_by_name and not agent.signed_in and not agent.call_id:
            self.agents.pop(agent.name, None)

    def _remember_ended(self, call_id: str, outcome: CallOutcome) -> None:
        self.ended[call_id] = outcome
        if len(self.ended) > ENDED_KEPT:
            del self.ended[next(iter(self.ended))]

    def _take_security(self, fact: f.SecurityFact, at_ms: int) -> None:
        self.bans.apply(fact)
        self._deadlines.add(self.bans.until_ms.get(fact.address, at_ms))

    def _take_net_log(self, fact: f.NetLogRead) -> None:
        self.net_log_read = (fact.read_to_s, fact.lines)

    def _wake_in_line(self, fact: _Waits, at_ms: int) -> None:
        call = self.calls[fact.call_id]
        if not isinstance(fact, f.CustomerUnreached):
            self.wake_for(call, call.next_step_at_ms(at_ms))
        self.wake_for(call, look_again_at_ms(call, fact))

    def _wake_paused(self, fact: f.RecordingPaused) -> None:
        self.wake_for(self.calls[fact.call_id], fact.until_ms)


_HEARERS: Hearers[Centre] = hearers(
    (_Waits, lambda centre, fact, at_ms: centre._wake_in_line(fact, at_ms)),
    (f.RecordingPaused, lambda centre, fact, at_ms: centre._wake_paused(fact)),
    (pace.Heard, lambda centre, fact, at_ms: centre.pace.take(centre.calls[fact.call_id], fact)),
    (f.NetLogRead, lambda centre, fact, at_ms: centre._take_net_log(fact)),
    (f.SecurityFact, lambda centre, fact, at_ms: centre._take_security(fact, at_ms)),
    (f.SupervisionOffered, lambda centre, fact, at_ms: centre._deadlines.add(at_ms + OFFERED_MS)),
    (desk.Heard, lambda centre, fact, at_ms: centre.desk.take(fact, at_ms)),
    (overrides.Heard, lambda centre, fact, at_ms: centre.by_hand.apply(fact)),
    (tolls.Heard, lambda centre, fact, at_ms: centre.tolls.apply(fact, at_ms)),
)
