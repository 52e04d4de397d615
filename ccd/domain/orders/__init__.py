"""Orders: what is to be done outside. Performing one may yield events; it never changes the floor."""

from ccd.domain.orders.calls import AnswerCall as AnswerCall
from ccd.domain.orders.calls import Cause as Cause
from ccd.domain.orders.calls import CollectDigits as CollectDigits
from ccd.domain.orders.calls import IdentifyCaller as IdentifyCaller
from ccd.domain.orders.calls import PlayPrompts as PlayPrompts
from ccd.domain.orders.calls import ReleaseCall as ReleaseCall
from ccd.domain.orders.calls import Speak as Speak
from ccd.domain.orders.calls import TakeOver as TakeOver
from ccd.domain.orders.calls import Verdict as Verdict
from ccd.domain.orders.centre import DenyAddresses as DenyAddresses
from ccd.domain.orders.centre import Membership as Membership
from ccd.domain.orders.centre import MirrorMember as MirrorMember
from ccd.domain.orders.centre import ShowClosed as ShowClosed
from ccd.domain.orders.codes import AskPin as AskPin
from ccd.domain.orders.codes import Echo as Echo
from ccd.domain.orders.codes import PickUp as PickUp
from ccd.domain.orders.messages import DigitByDigit as DigitByDigit
from ccd.domain.orders.messages import EraseMessage as EraseMessage
from ccd.domain.orders.messages import KeepGreeting as KeepGreeting
from ccd.domain.orders.messages import KeepMessage as KeepMessage
from ccd.domain.orders.messages import Moment as Moment
from ccd.domain.orders.messages import OfferKeys as OfferKeys
from ccd.domain.orders.messages import RecordGreeting as RecordGreeting
from ccd.domain.orders.messages import RecordMessage as RecordMessage
from ccd.domain.orders.messages import Said as Said
from ccd.domain.orders.messages import ShowMessages as ShowMessages
from ccd.domain.orders.messages import Spoken as Spoken
from ccd.domain.orders.parties import Connect as Connect
from ccd.domain.orders.recording import PauseRecording as PauseRecording
from ccd.domain.orders.recording import ResumeRecording as ResumeRecording
from ccd.domain.orders.recording import StartRecording as StartRecording
from ccd.domain.orders.recording import StopRecording as StopRecording
from ccd.domain.orders.supervision import RingSupervisor as RingSupervisor
from ccd.domain.orders.supervision import Spy as Spy
from ccd.domain.orders.waiting import Announce as Announce
from ccd.domain.orders.waiting import CallAgent as CallAgent
from ccd.domain.orders.waiting import HoldCaller as HoldCaller
from ccd.domain.orders.waiting import RingAgent as RingAgent
from ccd.domain.orders.waiting import RungPhone as RungPhone

# fmt: off
Order = (
    IdentifyCaller | AnswerCall | Speak
    | PlayPrompts | CollectDigits
    | HoldCaller | Announce
    | RingAgent | RecordMessage
    | KeepMessage | CallAgent
    | StartRecording | PauseRecording
    | ResumeRecording | Connect
    | AskPin | Echo
    | PickUp | Spy
    | RingSupervisor | TakeOver
    | ReleaseCall | MirrorMember
    | DenyAddresses | OfferKeys
    | EraseMessage | RecordGreeting
    | KeepGreeting | ShowMessages
    | ShowClosed | StopRecording
)
# fmt: on
