"""Facts: what is now true. Append-only; every table that reports read can be rebuilt from them.

A fact carries no time: `Recorded` says when it became true and in which order. Fields are plain values
(str, int, bool, None), so a fact is one JSON object.
"""

from dataclasses import dataclass

from ccd.domain.facts.callback import CallbackBooked as CallbackBooked
from ccd.domain.facts.callback import CallbackDeclined as CallbackDeclined
from ccd.domain.facts.callback import CallbackDue as CallbackDue
from ccd.domain.facts.callback import CallbackFact as CallbackFact
from ccd.domain.facts.callback import CallbackPickedUp as CallbackPickedUp
from ccd.domain.facts.callback import CallbackProposed as CallbackProposed
from ccd.domain.facts.callback import CalledIn as CalledIn
from ccd.domain.facts.callback import CustomerDialled as CustomerDialled
from ccd.domain.facts.callback import CustomerUnreached as CustomerUnreached
from ccd.domain.facts.calls import CallDetached as CallDetached
from ccd.domain.facts.calls import CallEnded as CallEnded
from ccd.domain.facts.calls import CallerRecognised as CallerRecognised
from ccd.domain.facts.calls import CallFact as CallFact
from ccd.domain.facts.calls import CallParked as CallParked
from ccd.domain.facts.calls import CallReattached as CallReattached
from ccd.domain.facts.calls import CallReturned as CallReturned
from ccd.domain.facts.calls import CallStarted as CallStarted
from ccd.domain.facts.calls import CallTransferred as CallTransferred
from ccd.domain.facts.calls import LanguageChosen as LanguageChosen
from ccd.domain.facts.calls import MenuAnswered as MenuAnswered
from ccd.domain.facts.calls import NodeEntered as NodeEntered
from ccd.domain.facts.centre import CentreFact as CentreFact
from ccd.domain.facts.centre import LinkFound as LinkFound
from ccd.domain.facts.centre import LinkLost as LinkLost
from ccd.domain.facts.centre import PlanTaken as PlanTaken
from ccd.domain.facts.codes import CodeAsks as CodeAsks
from ccd.domain.facts.codes import CodeDialled as CodeDialled
from ccd.domain.facts.codes import CodeFact as CodeFact
from ccd.domain.facts.codes import DoNotDisturbChanged as DoNotDisturbChanged
from ccd.domain.facts.codes import ForwardChanged as ForwardChanged
from ccd.domain.facts.codes import PersonKnown as PersonKnown
from ccd.domain.facts.codes import PinRefused as PinRefused
from ccd.domain.facts.keeping import KeepingFact as KeepingFact
from ccd.domain.facts.keeping import RecordingConverted as RecordingConverted
from ccd.domain.facts.keeping import RecordingDamaged as RecordingDamaged
from ccd.domain.facts.keeping import RecordingDeleted as RecordingDeleted
from ccd.domain.facts.keeping import RecordingHeld as RecordingHeld
from ccd.domain.facts.keeping import RecordingPlayed as RecordingPlayed
from ccd.domain.facts.keeping import RecordingReleased as RecordingReleased
from ccd.domain.facts.messages import BoxAsks as BoxAsks
from ccd.domain.facts.messages import BoxKnocked as BoxKnocked
from ccd.domain.facts.messages import BoxOpened as BoxOpened
from ccd.domain.facts.messages import GreetingChanged as GreetingChanged
from ccd.domain.facts.messages import MessageFact as MessageFact
from ccd.domain.facts.messages import MessageHeard as MessageHeard
from ccd.domain.facts.messages import MessageLeft as MessageLeft
from ccd.domain.facts.messages import MessageMailed as MessageMailed
from ccd.domain.facts.messages import MessageMoved as MessageMoved
from ccd.domain.facts.messages import VoicemailReached as VoicemailReached
from ccd.domain.facts.office import HoursOverridden as HoursOverridden
from ccd.domain.facts.office import HoursRestored as HoursRestored
from ccd.domain.facts.office import OfficeFact as OfficeFact
from ccd.domain.facts.outside import AbroadCalled as AbroadCalled
from ccd.domain.facts.outside import AbroadCutOff as AbroadCutOff
from ccd.domain.facts.outside import AbroadRung as AbroadRung
from ccd.domain.facts.outside import AbroadTalked as AbroadTalked
from ccd.domain.facts.outside import CallerBlocked as CallerBlocked
from ccd.domain.facts.outside import EmergencyCalled as EmergencyCalled
from ccd.domain.facts.outside import OutsideDialled as OutsideDialled
from ccd.domain.facts.outside import OutsideFact as OutsideFact
from ccd.domain.facts.outside import OutsideRefused as OutsideRefused
from ccd.domain.facts.parties import HoldEnded as HoldEnded
from ccd.domain.facts.parties import HoldStarted as HoldStarted
from ccd.domain.facts.parties import PartiesRung as PartiesRung
from ccd.domain.facts.parties import PartiesUnreached as PartiesUnreached
from ccd.domain.facts.parties import PartyAnswered as PartyAnswered
from ccd.domain.facts.parties import PartyFact as PartyFact
from ccd.domain.facts.parties import PartyLeft as PartyLeft
from ccd.domain.facts.people import AgentSignedIn as AgentSignedIn
from ccd.domain.facts.people import AgentSignedOut as AgentSignedOut
from ccd.domain.facts.people import BreakEnded as BreakEnded
from ccd.domain.facts.people import BreakStarted as BreakStarted
from ccd.domain.facts.people import PeopleFact as PeopleFact
from ccd.domain.facts.people import PhoneSeen as PhoneSeen
from ccd.domain.facts.people import WrapUpEnded as WrapUpEnded
from ccd.domain.facts.people import WrapUpExtended as WrapUpExtended
from ccd.domain.facts.people import WrapUpStarted as WrapUpStarted
from ccd.domain.facts.recording import RecordingAnnounced as RecordingAnnounced
from ccd.domain.facts.recording import RecordingDrawn as RecordingDrawn
from ccd.domain.facts.recording import RecordingFact as RecordingFact
from ccd.domain.facts.recording import RecordingGap as RecordingGap
from ccd.domain.facts.recording import RecordingPaused as RecordingPaused
from ccd.domain.facts.recording import RecordingResumed as RecordingResumed
from ccd.domain.facts.recording import RecordingStarted as RecordingStarted
from ccd.domain.facts.recording import RecordingStopped as RecordingStopped
from ccd.domain.facts.recording import RecordingStored as RecordingStored
from ccd.domain.facts.safety_net import NetAnswered as NetAnswered
from ccd.domain.facts.safety_net import NetLeft as NetLeft
from ccd.domain.facts.safety_net import NetLogRead as NetLogRead
from ccd.domain.facts.safety_net import NetTalkEnded as NetTalkEnded
from ccd.domain.facts.safety_net import SafetyNetFact as SafetyNetFact
from ccd.domain.facts.security import AddressBanned as AddressBanned
from ccd.domain.facts.security import BanEnded as BanEnded
from ccd.domain.facts.security import SecurityFact as SecurityFact
from ccd.domain.facts.supervision import Mode as Mode
from ccd.domain.facts.supervision import SupervisionEnded as SupervisionEnded
from ccd.domain.facts.supervision import SupervisionFact as SupervisionFact
from ccd.domain.facts.supervision import SupervisionModeChanged as SupervisionModeChanged
from ccd.domain.facts.supervision import SupervisionOffered as SupervisionOffered
from ccd.domain.facts.supervision import SupervisionStarted as SupervisionStarted
from ccd.domain.facts.waiting import AgentAnswered as AgentAnswered
from ccd.domain.facts.waiting import AgentOffered as AgentOffered
from ccd.domain.facts.waiting import AgentPreferred as AgentPreferred
from ccd.domain.facts.waiting import CallerComforted as CallerComforted
from ccd.domain.facts.waiting import CallQueued as CallQueued
from ccd.domain.facts.waiting import ExitChosen as ExitChosen
from ccd.domain.facts.waiting import JoinRefused as JoinRefused
from ccd.domain.facts.waiting import OfferEnded as OfferEnded
from ccd.domain.facts.waiting import PlaceAnnounced as PlaceAnnounced
from ccd.domain.facts.waiting import PreferenceGivenUp as PreferenceGivenUp
from ccd.domain.facts.waiting import PriorityRaised as PriorityRaised
from ccd.domain.facts.waiting import QueueLeft as QueueLeft
from ccd.domain.facts.waiting import SkillsAdded as SkillsAdded
from ccd.domain.facts.waiting import SkillsRelaxed as SkillsRelaxed
from ccd.domain.facts.waiting import TalkEnded as TalkEnded
from ccd.domain.facts.waiting import WaitingFact as WaitingFact
from ccd.domain.outcomes import CallOutcome as CallOutcome
from ccd.domain.outcomes import Direction as Direction
from ccd.domain.outcomes import EndedBy as EndedBy
from ccd.domain.outcomes import OfferOutcome as OfferOutcome
from ccd.domain.outcomes import ReachOutcome as ReachOutcome
from ccd.domain.outcomes import VisitOutcome as VisitOutcome

Fact = (
    CallFact
    | WaitingFact
    | CallbackFact
    | PartyFact
    | PeopleFact
    | RecordingFact
    | KeepingFact
    | CodeFact
    | SupervisionFact
    | MessageFact
    | CentreFact
    | OfficeFact
    | SafetyNetFact
    | SecurityFact
    | OutsideFact
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact in its place: `seq` counts every fact of the centre from 1, without a gap."""

    seq: int
    at_ms: int
    fact: Fact
