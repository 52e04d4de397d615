"""What follows from each event: one generator per kind, and the table that names them.

House rules: a rule reads the centre, yields facts and orders in the order in which they come about, and
returns a `Refused` where a person asked for what cannot be. A fact is true from the moment it is yielded.
Rules never raise on purpose: an event that no longer fits (a call that is gone, an answer that comes late)
yields nothing.
"""

from collections.abc import Callable
from typing import Any

from ccd.domain import events as e
from ccd.domain.centre import Centre
from ccd.domain.rules import (
    answering,
    arriving,
    bridging,
    calling_back,
    cancelling,
    dialling,
    ending,
    keeping,
    messages,
    offering,
    office,
    people,
    pressing,
    reach,
    recognising,
    recording,
    safety_net,
    security,
    seeing,
    supervising,
    unanswered,
    walking,
)
from ccd.domain.rules.calling_back import unless_called_back
from ccd.domain.rules.codes import box, greeting, talking
from ccd.domain.rules.rule import Rule

RULES: dict[type[e.Event], Callable[[Centre, Any, int], Rule]] = {
    e.CallArrived: unless_called_back(e.CallArrived, arriving.call_arrived),
    e.CallerIdentified: recognising.caller_identified,
    e.CallerUnknown: recognising.caller_unknown,
    e.KeyPressed: pressing.key_pressed,
    e.PromptFinished: unless_called_back(e.PromptFinished, talking.prompt_finished),
    e.DigitsEntered: unless_called_back(e.DigitsEntered, talking.digits_entered),
    e.DialAnswered: unless_called_back(e.DialAnswered, answering.dial_answered),
    e.RingEnded: unless_called_back(e.RingEnded, unanswered.ring_ended),
    e.DialFinished: offering.dial_finished,
    e.ConnectFinished: unless_called_back(e.ConnectFinished, dialling.connect_finished),
    e.SessionEnded: unless_called_back(e.SessionEnded, ending.session_ended),
    e.ChannelHungUp: unless_called_back(e.ChannelHungUp, ending.channel_hung_up),
    e.ChannelTransferred: bridging.channel_transferred,
    e.BridgeChanged: bridging.bridge_changed,
    e.HoldChanged: bridging.hold_changed,
    e.ChannelParked: bridging.channel_parked,
    e.AgentNotCalled: calling_back.agent_not_called,
    e.CallbackCancelAsked: cancelling.cancel_asked,
    e.RecordingClosed: keeping.closed,
    e.PhoneChanged: seeing.phone_changed,
    e.SignInFailed: security.sign_in_failed,
    e.AddressPardoned: security.address_pardoned,
    e.SafetyNetTold: safety_net.safety_net_told,
    e.AsteriskFound: seeing.asterisk_found,
    e.AsteriskLost: seeing.asterisk_lost,
    e.AgentSignedOn: people.signed_on,
    e.AgentSignedOff: people.signed_off,
    e.AgentWentOnBreak: people.went_on_break,
    e.AgentCameBack: people.came_back,
    e.AgentNeedsLonger: people.needs_longer,
    e.RecordingStartAsked: recording.start_asked,
    e.RecordingPauseAsked: recording.pause_asked,
    e.RecordingResumeAsked: recording.resume_asked,
    e.RecordingKeyed: recording.keyed,
    e.RecordingBegun: recording.begun,
    e.RecordingMuted: recording.muted,
    e.MessageTaken: walking.message_taken,
    e.MessageKept: messages.kept,
    e.MessageOpened: messages.opened,
    e.MessageMoveAsked: messages.moved,
    e.MessageSent: messages.sent,
    e.OwnerKnocked: box.owner_knocked,
    e.KeyChosen: box.key_chosen,
    e.MessageErased: box.message_erased,
    e.GreetingKept: greeting.kept,
    e.RecordingFellBehind: keeping.fell_behind,
    e.RecordingRewritten: keeping.rewritten,
    e.RecordingOpened: keeping.opened,
    e.RecordingFoundDamaged: keeping.found_damaged,
    e.RecordingHoldAsked: keeping.hold_asked,
    e.RecordingReleaseAsked: keeping.release_asked,
    e.RecordingErased: keeping.erased,
    e.OpenedByHand: office.opened_by_hand,
    e.BackToPlan: office.back_to_plan,
    e.PinEntered: talking.pin_entered,
    e.SpyEnded: supervising.spy_ended,
    e.SupervisionAsked: supervising.supervision_asked,
    e.SupervisorUnreached: supervising.supervisor_unreached,
    e.PhoneSet: reach.phone_set,
    e.PlanChanged: people.plan_changed,
    e.DeadlineReached: people.deadline_reached,
}

__all__ = ["RULES", "Rule"]
