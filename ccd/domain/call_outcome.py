"""What a call comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccd.domain.call_states import UNREACHED, CallState
from ccd.domain.facts import CallOutcome, VisitOutcome
from ccd.domain.outcomes import TURNS_AWAY

if TYPE_CHECKING:
    from ccd.domain.call import Call


def outcome_of(call: Call) -> CallOutcome:
    """If the caller left now."""
    if call.talked:
        return CallOutcome.CALLED_BACK if call.callback.booked else CallOutcome.ANSWERED
    if call.in_safety_net:
        return CallOutcome.SAFETY_NET
    if call.state in (CallState.WAITING, CallState.OFFERED) or call.left == VisitOutcome.ABANDONED:
        return CallOutcome.ABANDONED
    if call.state is CallState.CONNECTING:
        return CallOutcome.CANCELLED
    return _on_his_way(call)


def _on_his_way(call: Call) -> CallOutcome:
    if call.messages:
        return CallOutcome.VOICEMAIL
    if call.parties.unreached:
        return UNREACHED[call.parties.unreached]
    return CallOutcome.TURNED_AWAY if call.left in TURNS_AWAY else CallOutcome.LEFT_IN_MENU
