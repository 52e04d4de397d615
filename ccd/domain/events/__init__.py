"""Events: what reached us, from Asterisk, from storage, from people. The floor's only input."""

from ccd.domain.events.asterisk import AsteriskEvent as AsteriskEvent
from ccd.domain.events.asterisk import AsteriskFound as AsteriskFound
from ccd.domain.events.asterisk import AsteriskLost as AsteriskLost
from ccd.domain.events.asterisk import BridgeChanged as BridgeChanged
from ccd.domain.events.asterisk import BridgeMember as BridgeMember
from ccd.domain.events.asterisk import ChannelHungUp as ChannelHungUp
from ccd.domain.events.asterisk import ChannelParked as ChannelParked
from ccd.domain.events.asterisk import ChannelTransferred as ChannelTransferred
from ccd.domain.events.asterisk import DialAnswered as DialAnswered
from ccd.domain.events.asterisk import HoldChanged as HoldChanged
from ccd.domain.events.asterisk import PhoneChanged as PhoneChanged
from ccd.domain.events.asterisk import PhoneState as PhoneState
from ccd.domain.events.asterisk import RingEnded as RingEnded
from ccd.domain.events.asterisk import SeenChannel as SeenChannel
from ccd.domain.events.callback import AgentNotCalled as AgentNotCalled
from ccd.domain.events.callback import CallbackCancelAsked as CallbackCancelAsked
from ccd.domain.events.callback import CallbackEvent as CallbackEvent
from ccd.domain.events.keeping import KeepingEvent as KeepingEvent
from ccd.domain.events.keeping import RecordingErased as RecordingErased
from ccd.domain.events.keeping import RecordingFellBehind as RecordingFellBehind
from ccd.domain.events.keeping import RecordingFoundDamaged as RecordingFoundDamaged
from ccd.domain.events.keeping import RecordingHoldAsked as RecordingHoldAsked
from ccd.domain.events.keeping import RecordingOpened as RecordingOpened
from ccd.domain.events.keeping import RecordingReleaseAsked as RecordingReleaseAsked
from ccd.domain.events.keeping import RecordingRewritten as RecordingRewritten
from ccd.domain.events.memory import CallerIdentified as CallerIdentified
from ccd.domain.events.memory import CallerUnknown as CallerUnknown
from ccd.domain.events.memory import MemoryEvent as MemoryEvent
from ccd.domain.events.memory import RecordingClosed as RecordingClosed
from ccd.domain.events.messages import GreetingKept as GreetingKept
from ccd.domain.events.messages import KeyChosen as KeyChosen
from ccd.domain.events.messages import MessageErased as MessageErased
from ccd.domain.events.messages import MessageEvent as MessageEvent
from ccd.domain.events.messages import MessageKept as MessageKept
from ccd.domain.events.messages import MessageMoveAsked as MessageMoveAsked
from ccd.domain.events.messages import MessageOpened as MessageOpened
from ccd.domain.events.messages import MessageSent as MessageSent
from ccd.domain.events.messages import MessageTaken as MessageTaken
from ccd.domain.events.messages import OwnerKnocked as OwnerKnocked
from ccd.domain.events.office import BackToPlan as BackToPlan
from ccd.domain.events.office import OfficeEvent as OfficeEvent
from ccd.domain.events.office import OpenedByHand as OpenedByHand
from ccd.domain.events.people import AgentCameBack as AgentCameBack
from ccd.domain.events.people import AgentNeedsLonger as AgentNeedsLonger
from ccd.domain.events.people import AgentSignedOff as AgentSignedOff
from ccd.domain.events.people import AgentSignedOn as AgentSignedOn
from ccd.domain.events.people import AgentWentOnBreak as AgentWentOnBreak
from ccd.domain.events.people import DeadlineReached as DeadlineReached
from ccd.domain.events.people import PeopleEvent as PeopleEvent
from ccd.domain.events.people import PhoneSet as PhoneSet
from ccd.domain.events.people import PlanChanged as PlanChanged
from ccd.domain.events.recording import RecordingBegun as RecordingBegun
from ccd.domain.events.recording import RecordingEvent as RecordingEvent
from ccd.domain.events.recording import RecordingKeyed as RecordingKeyed
from ccd.domain.events.recording import RecordingMuted as RecordingMuted
from ccd.domain.events.recording import RecordingPauseAsked as RecordingPauseAsked
from ccd.domain.events.recording import RecordingResumeAsked as RecordingResumeAsked
from ccd.domain.events.recording import RecordingStartAsked as RecordingStartAsked
from ccd.domain.events.safety_net import NetRow as NetRow
from ccd.domain.events.safety_net import NetStep as NetStep
from ccd.domain.events.safety_net import SafetyNetTold as SafetyNetTold
from ccd.domain.events.security import AddressPardoned as AddressPardoned
from ccd.domain.events.security import SecurityEvent as SecurityEvent
from ccd.domain.events.security import SignInFailed as SignInFailed
from ccd.domain.events.sessions import CallArrived as CallArrived
from ccd.domain.events.sessions import Carried as Carried
from ccd.domain.events.sessions import ConnectFinished as ConnectFinished
from ccd.domain.events.sessions import DialFinished as DialFinished
from ccd.domain.events.sessions import DialStatus as DialStatus
from ccd.domain.events.sessions import DigitsEntered as DigitsEntered
from ccd.domain.events.sessions import KeyPressed as KeyPressed
from ccd.domain.events.sessions import PromptFinished as PromptFinished
from ccd.domain.events.sessions import SessionEnded as SessionEnded
from ccd.domain.events.sessions import SessionEvent as SessionEvent
from ccd.domain.events.supervision import PinEntered as PinEntered
from ccd.domain.events.supervision import SpyEnded as SpyEnded
from ccd.domain.events.supervision import SupervisionAsked as SupervisionAsked
from ccd.domain.events.supervision import SupervisionEvent as SupervisionEvent
from ccd.domain.events.supervision import SupervisorUnreached as SupervisorUnreached

Event = (
    SessionEvent
    | AsteriskEvent
    | CallbackEvent
    | MemoryEvent
    | PeopleEvent
    | RecordingEvent
    | KeepingEvent
    | MessageEvent
    | OfficeEvent
    | SafetyNetTold
    | SupervisionEvent
    | SecurityEvent
)
