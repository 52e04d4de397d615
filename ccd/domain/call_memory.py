"""What a call remembers of a fact, apart from the state that it leads to. A checked fact cannot fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccd.domain.call_states import after_net
from ccd.domain.facts import (
    AgentAnswered,
    AgentOffered,
    AgentPreferred,
    CallDetached,
    CallerRecognised,
    CallParked,
    CallQueued,
    CallReattached,
    CallReturned,
    CallTransferred,
    ExitChosen,
    JoinRefused,
    LanguageChosen,
    MenuAnswered,
    NetAnswered,
    NetLeft,
    NetTalkEnded,
    NodeEntered,
    OfferEnded,
    PartyAnswered,
    PreferenceGivenUp,
    PriorityRaised,
    QueueLeft,
    SkillsAdded,
    SkillsRelaxed,
    TalkEnded,
    VoicemailReached,
)
from ccd.domain.skills import read

if TYPE_CHECKING:
    from ccd.domain.call import Call


PARKED = "parked"

StepHeard = (
    CallReattached
    | CallDetached
    | CallerRecognised
    | CallParked
    | LanguageChosen
    | NodeEntered
    | MenuAnswered
    | CallTransferred
    | CallReturned
    | VoicemailReached
)
WaitHeard = (
    CallQueued
    | SkillsAdded
    | ExitChosen
    | SkillsRelaxed
    | AgentPreferred
    | PreferenceGivenUp
    | PriorityRaised
    | QueueLeft
    | JoinRefused
)
PeopleHeard = AgentOffered | AgentAnswered | OfferEnded | TalkEnded | PartyAnswered
NetHeard = NetAnswered | NetTalkEnded | NetLeft


def remember_step(call: Call, fact: StepHeard, at_ms: int) -> None:
    match fact:
        case CallReattached():
            call.channel_id, call.arrived_at_ms = fact.channel_id, at_ms
            call.sessions += 1
        case CallDetached():
            call.sessions = max(0, call.sessions - 1)
        case CallerRecognised():
            call.customer_id, call.vip, call.needs = fact.customer_id, fact.vip, read(fact.skills)
            call.last_agents, call.customer_name = tuple(fact.last_agents.split()), fact.name
        case LanguageChosen():
            call.language, call.language_by = fact.language, fact.by
        case NodeEntered():
            call.flow, call.node, call.attempt, call.transferred = fact.flow, fact.node, 0, ""
        case MenuAnswered():
            call.attempt = fact.attempt
        case CallTransferred():
            joined = fact.kind == "attended" and call.parties.talking.keys() - {fact.by}
            if call.transferred != PARKED:
                call.transferred = "" if joined else fact.kind
        case CallParked():
            call.transferred = PARKED
        case CallReturned():
            call.transferred = call.transferred or "blind"
        case VoicemailReached():
            call.messages += 1


def remember_wait(call: Call, fact: WaitHeard, at_ms: int) -> None:
    match fact:
        case CallQueued():
            call.visit, call.queue, call.priority = fact.visit, fact.queue, fact.priority
            call.entered_at_ms, call.exit_key = fact.entered_at_ms, ""
            call.asked = call.asked_at_first = read(fact.skills)
            call.own_skills = read(fact.own_skills)
            call.preferred = call.waited_for = call.left = ""
        case SkillsAdded():
            call.asked = call.asked_at_first = read(fact.skills)
            call.own_skills = read(fact.own_skills)
        case ExitChosen():
            call.exit_key = fact.key
        case SkillsRelaxed():
            call.asked = read(fact.skills)
        case AgentPreferred():
            call.preferred, call.preferred_until_ms = fact.last_agent, fact.until_ms
        case PreferenceGivenUp():
            call.preferred, call.waited_for = "", fact.last_agent
        case PriorityRaised():
            call.priority = fact.priority
        case QueueLeft():
            call.left, call.preferred = fact.outcome, ""
        case JoinRefused():
            call.visit, call.queue, call.left = fact.visit, fact.queue, fact.outcome
            call.own_skills = read(fact.own_skills)


def remember_people(call: Call, fact: PeopleHeard, at_ms: int) -> None:
    match fact:
        case AgentOffered():
            before, offered = (call.rung, call.offered) if call.ringing else ((), ())
            call.rung, call.offered = (*before, fact.extension), (*offered, fact.agent)
            call.ringing[fact.agent], call.offered_at_ms = fact.extension, at_ms
            if fact.mobiles:
                call.at_mobiles |= {fact.agent}
            call.preferred = ""
        case AgentAnswered():
            call.agent, call.extension, call.talked = fact.agent, call.ringing.pop(fact.agent), True
            call.transferred = ""
            call.device, call.at_mobiles = fact.device, frozenset()
            call.answered_at_ms = call.offered_at_ms + fact.ring_ms
        case OfferEnded():
            del call.ringing[fact.agent]
            call.at_mobiles -= {fact.agent}
        case TalkEnded():
            call.parties.held_ms.pop(call.extension, None)
            call.agent, call.extension, call.device = "", "", ""
        case PartyAnswered():
            call.talked, call.transferred = True, ""


def remember_net(call: Call, fact: NetHeard, at_ms: int) -> None:
    call.preferred = ""
    call.left, call.net_answered_at_ms = after_net(fact, call.entered_at_ms)
    call.talked |= isinstance(fact, NetAnswered)
