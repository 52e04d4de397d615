"""One call, from its first breath to its outcome."""

from dataclasses import dataclass, field
from typing import Self

from ccd.domain import call_memory, callback, parties, tape, told
from ccd.domain.call_outcome import outcome_of
from ccd.domain.call_states import OVERDUE_MS, SPEAKING, TRANSITIONS, CallState, fits
from ccd.domain.callback import Callback
from ccd.domain.facts import CallOutcome, CallStarted, Direction, Fact, OfferEnded
from ccd.domain.hearing import Hearers, hearers, tell
from ccd.domain.outcomes import VisitOutcome
from ccd.domain.parties import Parties
from ccd.domain.plan import Plan, Queue
from ccd.domain.plan_nodes import Spot, queue_holder, reached
from ccd.domain.skills import Asked, asked_for
from ccd.domain.tape import Tape
from ccd.domain.told import Told

__all__ = ["OVERDUE_MS", "SPEAKING", "TRANSITIONS", "Call", "CallState"]


@dataclass(slots=True)
class Call:
    """`plan` is the one the call began with; it keeps it to its end. `sessions` counts the FastAGI sessions
    that hold the channel: two for a moment when it comes back before we hear that the earlier one broke.
    `arrived_at_ms` is when the last of them began. `transferred` is how he was sent on (or `PARKED`), until
    somebody there answers. `left` is how his last visit to a queue ended (a `VisitOutcome`), empty while he
    waits, was answered, or has been in none; `exit_key` is what he pressed there. `own_skills` he brought;
    `asked` is asked for now. Of a customer `needs` are the skills he always asks for, `last_agents` those who
    talked to him. While he waits for one of them alone it is the `preferred` one; `waited_for` is the one he
    waited for in vain.

    `ringing` are those who are being rung, {agent: extension}; all of them since `offered_at_ms`. `agent` and
    `extension` are whom the caller talks to, `device` the mobile on which, if it is one. Of those who ring
    `at_mobiles` are the agents who ring at mobiles, too. `phone` is the extension that calls, if one does."""

    call_id: str
    channel_id: str
    did: str
    caller_number: str
    caller_name: str
    flow: str
    plan: Plan
    started_at_ms: int
    arrived_at_ms: int
    state: CallState = CallState.IN_FLOW
    sessions: int = 1
    customer_id: int | None = None
    customer_name: str = ""
    vip: bool = False
    needs: Asked = ()
    last_agents: tuple[str, ...] = ()
    language: str = ""
    language_by: str = ""
    node: str = ""
    attempt: int = 0
    visit: int = 0
    queue: str = ""
    priority: int = 0
    entered_at_ms: int = 0
    own_skills: Asked = ()
    asked_at_first: Asked = ()
    asked: Asked = ()
    preferred: str = ""
    preferred_until_ms: int = 0
    waited_for: str = ""
    ringing: dict[str, str] = field(default_factory=dict)
    rung: tuple[str, ...] = ()
    """The phones that were rung together last, and whose; the last may have picked up for the others."""
    offered: tuple[str, ...] = ()
    agent: str = ""
    extension: str = ""
    device: str = ""
    at_mobiles: frozenset[str] = frozenset()
    offered_at_ms: int = 0
    answered_at_ms: int = 0
    talked: bool = False
    transferred: str = ""
    left: str = ""
    exit_key: str = ""
    net_answered_at_ms: int = 0
    told: Told = field(default_factory=Told)
    tape: Tape = field(default_factory=Tape)
    messages: int = 0
    """How often the caller was asked to leave one."""
    direction: Direction = Direction.INBOUND
    phone: str = ""
    by_keys: bool = False
    """The phone asks by keys, on a channel that Asterisk has made for that."""
    parties: Parties = field(default_factory=Parties)
    callback: Callback = field(default_factory=Callback)

    @classmethod
    def begun(cls, fact: CallStarted, plan: Plan, at_ms: int) -> Self:
        return cls(
            call_id=fact.call_id,
            channel_id=fact.channel_id,
            did=fact.did,
            caller_number=fact.caller_number,
            caller_name=fact.caller_name,
            flow=fact.flow,
            direction=fact.direction,
            phone=fact.extension,
            by_keys=fact.by_keys,
            plan=plan,
            started_at_ms=fact.began_at_ms or at_ms,
            arrived_at_ms=at_ms,
        )

    def shown(self, prefix: str = "") -> str:
        """The name that phones show: his in the customer file, else what the carrier says. Empty: as it is;
        on a later visit the queue before may have said something."""
        number = self.caller_number if self.visit > 1 else ""
        name = self.customer_name or self.caller_name or number
        return f"{prefix} {name or self.caller_number}".strip() if prefix else name

    @property
    def attached(self) -> bool:
        """Orders reach the caller, or the agent who calls him back."""
        return self.sessions > 0

    @property
    def spot(self) -> Spot:
        """Where he is, or was last, on his way to somebody."""
        return self.flow, self.node

    @property
    def recording(self) -> str:
        """Where it is being recorded, empty for nowhere."""
        return self.tape.path

    @property
    def recording_path(self) -> str:
        """Where this call's recording goes, below the recordings folder: a call id begins with its UTC date
        (`20261123T0930…`), which names the day's folder."""
        day = self.call_id
        return f"{day[:4]}/{day[4:6]}/{day[6:8]}/{self.call_id}.wav"

    @property
    def outcome(self) -> CallOutcome:
        """What it would be if the caller left now."""
        return outcome_of(self)

    @property
    def in_safety_net(self) -> bool:
        return self.left == VisitOutcome.SAFETY_NET

    @property
    def queue_settings(self) -> Queue:
        return self.settings_of(self.queue)

    def settings_of(self, queue: str) -> Queue:
        """As the call's own plan has them; a queue that is newer than the call has the model's defaults."""
        return self.plan.queues_by_name.get(queue) or Queue(name=queue)

    @property
    def bucket(self) -> tuple[str, Asked, str]:
        """Callers of one bucket are served by the same agents."""
        return self.queue, self.asked, self.preferred

    @property
    def vip_priority(self) -> int:
        return self.plan.vip_priority if self.vip else 0

    @property
    def did_skills(self) -> Asked:
        """What the number asks for, within the flows it leads to."""
        did = self.plan.did(self.did)
        if did is None or not did.skills:
            return ()
        within = any(site.spot[0] == self.flow for site in reached(self.plan, did))
        return asked_for(did.skills) if within else ()

    @property
    def brings(self) -> Asked:
        """From the queue that sent him on to the one that he comes to straight from there."""
        return self.own_skills if self.flow == queue_holder(self.queue) else ()

    def next_step_at_ms(self, now_ms: int) -> int | None:
        """When waiting longer changes something."""
        steps = [self.entered_at_ms + after_s * 1000 for after_s in self.queue_settings.steps_s]
        steps += self.told.due_at_ms(self.queue_settings)
        if self.preferred:
            steps.append(self.preferred_until_ms)
        return min((at_ms for at_ms in steps if at_ms > now_ms), default=None)

    @property
    def overdue_at_ms(self) -> int:
        """When an offer should long be over."""
        return self.offered_at_ms + self.queue_settings.ring_timeout_s * 1000 + OVERDUE_MS

    @property
    def with_agents(self) -> dict[str, str]:
        """Who rings for the caller, or talks to him: {agent: extension}."""
        return {self.agent: self.extension} if self.agent else self.ringing

    def waited_ms(self, now_ms: int) -> int:
        """Never negative: after a restart the clock may be behind what was recorded."""
        return max(0, now_ms - self.entered_at_ms)

    def rung_ms(self, now_ms: int) -> int:
        return max(0, now_ms - self.offered_at_ms)

    def rang_to_the_end(self, now_ms: int) -> bool:
        return self.rung_ms(now_ms) >= self.queue_settings.ring_timeout_s * 1000

    def talked_ms(self, now_ms: int) -> int:
        return max(0, now_ms - self.answered_at_ms)

    def check(self, fact: Fact) -> None:
        """Raises AssertionError on a fact that cannot befall a call in this state."""
        possible = self.state in TRANSITIONS[type(fact)]
        assert possible, f"{type(fact).__name__} befell call {self.call_id} while {self.state}"
        assert fits(fact, self.ringing, self.agent), f"{fact} befell a call with {self.with_agents}"

    def apply(self, fact: Fact, at_ms: int) -> None:
        """A checked fact cannot fail."""
        tell(_HEARERS, self, fact, at_ms)
        others_ring_on = isinstance(fact, OfferEnded) and self.ringing
        if not others_ring_on:
            state = TRANSITIONS[type(fact)][self.state]
            left_behind = state is CallState.LEAVING and self.parties.talking
            self._move(CallState.CONNECTED if left_behind else state, at_ms)

    def _move(self, state: CallState, at_ms: int) -> None:
        before, self.state = self.state, state
        if state in SPEAKING and before not in SPEAKING:
            self.tape.talk_began(at_ms)
        elif before in SPEAKING and state not in SPEAKING:
            self.tape.talk_ended(at_ms)


_HEARERS: Hearers[Call] = hearers(
    (parties.Heard, lambda call, fact, at_ms: call.parties.apply(fact, at_ms)),
    (tape.Heard, lambda call, fact, at_ms: call.tape.apply(fact, at_ms)),
    (told.Heard, lambda call, fact, at_ms: call.told.take(fact, at_ms)),
    (call_memory.StepHeard, call_memory.remember_step),
    (call_memory.WaitHeard, call_memory.remember_wait),
    (call_memory.PeopleHeard, call_memory.remember_people),
    (call_memory.NetHeard, call_memory.remember_net),
    (callback.Heard, callback.follow),
)
