"""Who sees to which order."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import assert_never

import structlog

from ccd.domain import orders as o
from ccd.domain.events import CallerIdentified, CallerUnknown, Event
from ccd.domain.skills import asked_for, spelled
from ccd.services.erasing import Erasing
from ccd.storage.customers import Answer, CustomerBook
from ccd.storage.known import Known
from ccd.storage.messages import MessageFiles
from ccd.telephony.agi.sessions import Sessions
from ccd.telephony.ami.link import AmiLink
from ccd.telephony.lamps import Lamps
from ccd.telephony.recording import Mixing
from ccd.telephony.ringing import Ringing

_log = structlog.get_logger(__name__)


class Performer:
    """Nothing here blocks: what takes time becomes a task, and what comes of it an event."""

    def __init__(
        self,
        sessions: Sessions,
        link: AmiLink,
        mixing: Mixing,
        ringing: Ringing,
        lamps: Lamps,
        messages: MessageFiles,
        erasing: Erasing,
        customers: CustomerBook,
        post: Callable[[Event], None],
        identify_timeout_s: float,
        deny: Callable[[o.DenyAddresses], None],
    ) -> None:
        self._deny = deny
        self._sessions = sessions
        self._link = link
        self._mixing = mixing
        self._ringing = ringing
        self._lamps = lamps
        self._messages = messages
        self._erasing = erasing
        self._customers = customers
        self._post = post
        self._identify_timeout_s = identify_timeout_s

    def __call__(self, order: o.Order) -> None:
        match order:
            case o.IdentifyCaller():
                self._identify(order)
            case o.DenyAddresses():
                self._deny(order)
            case o.MirrorMember():
                self._link.perform(order)
            case o.CallAgent():
                self._link.call_agent(order)
            case o.StartRecording() | o.StopRecording() | o.PauseRecording() | o.ResumeRecording():
                self._mixing.perform(order)
            case o.RingSupervisor():
                self._ringing.perform(order)
            case o.ShowMessages() | o.ShowClosed():
                self._lamps.perform(order)
            case o.EraseMessage():
                self._erasing.perform(order)
            case o.KeepMessage() | o.KeepGreeting():
                self._messages.perform(order)
            case o.TakeOver():
                self._sessions.take_over(order)
            case (
                o.AnswerCall()
                | o.Speak()
                | o.PlayPrompts()
                | o.CollectDigits()
                | o.HoldCaller()
                | o.Announce()
                | o.RingAgent()
                | o.Connect()
                | o.AskPin()
                | o.Echo()
                | o.PickUp()
                | o.Spy()
                | o.RecordMessage()
                | o.OfferKeys()
                | o.RecordGreeting()
                | o.ReleaseCall()
            ):
                self._sessions.perform(order)
            case _:
                assert_never(order)

    def _identify(self, order: o.IdentifyCaller) -> None:
        """A call waits for it but for a moment. Too late is never: the look-up goes on, and where it fails,
        or we stop meanwhile, the fact writer finds the customer, or makes him."""
        answer = self._customers.identify(order.number)
        late = asyncio.get_running_loop().call_later(self._identify_timeout_s, self._is_late, order)
        answer.add_done_callback(partial(self._take_answer, order, late))

    def _is_late(self, order: o.IdentifyCaller) -> None:
        _log.warning("the caller is not identified yet", call_id=order.call_id)
        self._say_unknown(order)

    def _take_answer(self, order: o.IdentifyCaller, late: asyncio.TimerHandle, answer: Answer) -> None:
        late.cancel()
        error = answer.exception()
        if error:
            _log.warning("the caller cannot be looked up", call_id=order.call_id, error=str(error))
        elif known := answer.result():
            self._post(identified(order.call_id, known))
            return
        self._say_unknown(order)

    def _say_unknown(self, order: o.IdentifyCaller) -> None:
        if order.call_waits:
            self._post(CallerUnknown(order.call_id))


def identified(call_id: str, known: Known) -> CallerIdentified:
    skills = spelled(asked_for(known.skills))
    return CallerIdentified(
        call_id, known.customer_id, known.vip, skills, known.last_agents, known.language, known.name
    )
