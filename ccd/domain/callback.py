"""A caller who is called back: what is true of him that is true of nobody else in line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    CallbackBooked,
    CallbackDeclined,
    CallbackDue,
    CallbackProposed,
    CallQueued,
    CustomerDialled,
    CustomerUnreached,
    Fact,
    OfferEnded,
)
from ccd.domain.plan_callback import CallbackPolicy
from ccd.domain.skills import read

if TYPE_CHECKING:
    from ccd.domain.call import Call

Heard = (
    CallbackProposed
    | CallbackDeclined
    | CallbackBooked
    | CallbackDue
    | CallQueued
    | AgentOffered
    | OfferEnded
    | AgentAnswered
    | CustomerDialled
    | CustomerUnreached
)


@dataclass(slots=True)
class Callback:
    """`proposed` is the number that he was asked about last, `declined` the queue whose offer he did not
    take. `number` is where he is called back (E.164), empty: nowhere.

    `in_line` since he has hung up: then he has no channel, and the call's channel is that of the agent who
    was rung for him last (the `rings`-th time). `attempts` counts how often he himself was rung; `dialled`:
    he is now. After an attempt he is tried again at `again_at_ms`.

    `within_reach` is perception: Asterisk is there to call anybody."""

    proposed: str = ""
    declined: str = ""
    number: str = ""
    booked_at_ms: int = 0
    in_line: bool = False
    rings: int = 0
    attempts: int = 0
    dialled: bool = False
    again_at_ms: int = 0
    within_reach: bool = field(default=False, compare=False)

    @property
    def booked(self) -> bool:
        return bool(self.number)

    def channel(self, call_id: str) -> str:
        """Of the agent who is rung for him. Asterisk has but one channel of a name, so an order to ring the
        agent that came twice would ring him once."""
        return f"{call_id}-{self.rings}"

    def apply(self, fact: Heard, at_ms: int) -> None:
        match fact:
            case CallbackProposed():
                self.proposed = fact.number
            case CallbackDeclined():
                self.declined, self.number = fact.queue, ""
            case CallbackBooked():
                self.number, self.booked_at_ms = fact.number, at_ms
            case CallQueued() if self.booked:
                self.in_line = True
            case AgentOffered():
                self.rings += 1
            case CustomerDialled():
                self.attempts, self.dialled = fact.attempt, True
            case CustomerUnreached():
                self.dialled, self.again_at_ms = False, fact.again_at_ms
            case OfferEnded() | AgentAnswered():
                self.dialled = False
            case CallbackDue():
                self.again_at_ms = 0
            case _:
                pass


def follow(call: Call, fact: Heard, at_ms: int) -> None:
    """After the call itself has: what a fact means for one who is called back."""
    callback = call.callback
    callback.apply(fact, at_ms)
    match fact:
        case CallbackBooked():
            call.queue, call.entered_at_ms, call.own_skills = (
                fact.queue,
                fact.entered_at_ms,
                read(fact.own_skills),
            )
        case CustomerUnreached():
            del call.ringing[fact.agent]
        case CallQueued() | AgentOffered() if callback.in_line:
            call.channel_id = callback.channel(call.call_id) if callback.rings else ""
            call.sessions = 0
        case _:
            pass


def in_reach(call: Call) -> bool:
    """May he who waits be offered? Then he is on the line, or he can be called."""
    return call.callback.within_reach if call.callback.in_line else call.attached


def policy_of(call: Call) -> CallbackPolicy:
    """The queue may have a newer plan than the call, or the call a newer one than its booking."""
    return call.queue_settings.callback or CallbackPolicy()


def give_up_at_ms(call: Call) -> int:
    return call.callback.booked_at_ms + policy_of(call).keep_s * 1000


def look_again_at_ms(call: Call, fact: Fact) -> int | None:
    """When time will change something after that fact; None: never."""
    match fact:
        case CallQueued() if call.callback.booked:
            return give_up_at_ms(call)
        case CustomerUnreached():
            return fact.again_at_ms or None
        case _:
            return None
