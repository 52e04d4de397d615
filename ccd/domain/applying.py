"""How facts change the centre: one is applied when it comes true, all that count when the daemon starts."""

from collections.abc import Iterable, Mapping

from ccd.domain import desk, overrides, pace, tolls
from ccd.domain import facts as f
from ccd.domain.agent import BEFALL_AGENTS, Agent
from ccd.domain.call import TRANSITIONS, Call, CallState
from ccd.domain.callback import look_again_at_ms
from ccd.domain.centre import Centre
from ccd.domain.facts import CallOutcome, Fact, Recorded
from ccd.domain.hearing import Hearers, hearers, tell
from ccd.domain.matching import LINES_UP
from ccd.domain.pace import PastVisit
from ccd.domain.supervision import OFFERED_MS

ENDED_KEPT = 10_000
"""How many ended calls are remembered, for a channel that comes back all the same."""

_FREES_A_PHONE = (f.OfferEnded, f.CustomerUnreached, f.TalkEnded)
_Waits = f.CallQueued | f.AgentPreferred | f.CustomerUnreached


class Applying(Centre):
    """A centre that facts change. Who only reads has it as a `Centre`."""

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
                self._look_again_at(extension)
            case f.PartyAnswered() if fact.device:
                self._whereabouts.mobile_taken(fact.party, call.call_id)
                self._look_again_at(fact.party)
            case f.PartyLeft() if self._whereabouts.is_on_mobile(fact.party):
                self._whereabouts.mobile_freed(fact.party, call.call_id)
                self._look_again_at(fact.party)
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
        if type(fact) in LINES_UP and call.queue:
            self._matching.join_line(call)
        if call.preferred != preferred:
            self._preferences.note(call, preferred)
        if path and (call.state is CallState.ENDED or not call.recording):
            self.seen.awaited[path] = (call.tape.before_ms, at_ms)

    def _look_again_at(self, extension: str) -> None:
        """Whoever is signed in there may be rung now, or no more."""
        if agent := self.agent_at(extension):
            self.join_pools(agent)

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


_HEARERS: Hearers[Applying] = hearers(
    (_Waits, lambda centre, fact, at_ms: centre._wake_in_line(fact, at_ms)),
    (f.RecordingPaused, lambda centre, fact, at_ms: centre._wake_paused(fact)),
    (pace.Heard, lambda centre, fact, at_ms: centre.pace.take(centre.calls[fact.call_id], fact)),
    (f.NetLogRead, lambda centre, fact, at_ms: centre._take_net_log(fact)),
    (f.SecurityFact, lambda centre, fact, at_ms: centre._take_security(fact, at_ms)),
    (f.SupervisionOffered, lambda centre, fact, at_ms: centre._deadlines.add(at_ms + OFFERED_MS)),
    (desk.Heard, lambda centre, fact, at_ms: centre.desk.take(fact, at_ms)),
    (f.HoursOverridden, lambda centre, fact, at_ms: centre._deadlines.add(fact.until_ms or at_ms)),
    (overrides.Heard, lambda centre, fact, at_ms: centre.by_hand.apply(fact)),
    (tolls.Heard, lambda centre, fact, at_ms: centre.tolls.apply(fact, at_ms)),
)
