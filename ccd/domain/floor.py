"""The floor: the whole live centre. `handle(event, now)` is the only way in.

Theory of operation. A rule (`rules/`, one generator per kind of event) reads the centre and yields facts and
orders. Each fact is applied before the rule goes on, so a rule always sees the truth it has made; applying is
a table look-up and a few assignments, and either happens whole or not at all. When the rule is done, callers
are matched with agents until nothing moves. If a rule raises, what it had made true stays true and is
returned, the rest is skipped, and its caller goes to the safety net: an exception costs one event, never the
floor.
"""

from dataclasses import dataclass, field
from typing import get_args

from typing_extensions import TypeIs

from ccd.domain.applying import Applying
from ccd.domain.events import CallArrived, Event
from ccd.domain.facts import Fact
from ccd.domain.orders import Order, ReleaseCall, Verdict
from ccd.domain.refused import Refused
from ccd.domain.rules import RULES, Rule
from ccd.domain.rules.codes.day_night import show_closed
from ccd.domain.rules.messages import show_messages
from ccd.domain.rules.offering import match_callers
from ccd.domain.rules.rule import Part
from ccd.domain.rules.supervising import follow_calls
from ccd.domain.rules.waiting import hand_to_safety_net

_FACTS = frozenset(get_args(Fact))


def _is_fact(step: Fact | Order) -> TypeIs[Fact]:
    """As `isinstance(step, Fact)`, without trying each kind in turn."""
    return type(step) in _FACTS


@dataclass(slots=True)
class Decision:
    """`facts` and `orders` in the order they came about. `refused` is the answer to a person's request,
    `failure` what a rule raised."""

    facts: list[Fact] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    refused: Refused | None = None
    failure: Exception | None = None


class Floor(Applying):
    def handle(self, event: Event, now_ms: int) -> Decision:
        """Never raises."""
        decision = Decision()
        try:
            decision.refused = self._play(RULES[type(event)](self, event, now_ms), now_ms, decision)
        except Exception as error:
            decision.failure = error
            self._contain(event, now_ms, decision)
        try:
            self._play(match_callers(self, now_ms), now_ms, decision)
            self._play(follow_calls(self, now_ms), now_ms, decision)
            self._play(show_messages(self), now_ms, decision)
            self._play(show_closed(self, now_ms), now_ms, decision)
        except Exception as error:
            decision.failure = decision.failure or error
        return decision

    def _contain(self, event: Event, now_ms: int, decision: Decision) -> None:
        """The one caller whom the failed event was about goes to the safety net."""
        call_id: str = getattr(event, "call_id", "")
        call = self.calls.get(call_id)
        try:
            if call:
                self._play(hand_to_safety_net(call, now_ms), now_ms, decision)
            elif isinstance(event, CallArrived):
                decision.orders.append(ReleaseCall(call_id, Verdict.QUEUE))
        except Exception as error:
            error.__context__ = decision.failure
            decision.failure = error

    def _play(self, rule: Rule | Part, now_ms: int, decision: Decision) -> Refused | None:
        while True:
            try:
                step = next(rule)
            except StopIteration as end:
                refused: Refused | None = end.value
                return refused
            if _is_fact(step):
                self.apply(step, now_ms)
                decision.facts.append(step)
            else:
                decision.orders.append(step)
