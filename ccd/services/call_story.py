"""A call in sentences: what its facts say to somebody who was not there."""

from collections.abc import Iterable, Mapping
from typing import Any

from ccd.services.views import View
from ccd.storage.queries.facts import StoredFact

Body = Mapping[str, Any]

SENTENCES: dict[str, str] = {
    "CallStarted": "{caller} calls {did}",
    "CallReattached": "The call is in our hands again",
    "MenuAnswered": "The caller presses {keys} at {node}",
    "CallQueued": "The caller waits in {queue}",
    "JoinRefused": "{queue} takes nobody now: {why}",
    "LanguageChosen": "The caller hears the language {language} from here on, chosen by the {by}",
    "CallerBlocked": "The caller is turned away: he is on the block list {block}",
    "CalledIn": "He was to be called back by {queue} and has called himself: the place is his",
    "SkillsRelaxed": "He has waited so long that less is asked for",
    "SkillsAdded": "More is asked of an agent: {reason}",
    "PriorityRaised": "He comes before others: {because}",
    "AgentPreferred": "He is kept for {last_agent} for a while, who talked to him last",
    "PreferenceGivenUp": "{last_agent} is not free in time: anybody may have the caller",
    "AgentOffered": "It rings at {agent}'s phone {extension}: {reason}",
    "OfferEnded": "{agent} does not take the call after {ring}: {why}",
    "AgentAnswered": "{agent} answers; the caller waited {wait}",
    "HoldStarted": "{who} puts the call on hold",
    "HoldEnded": "{who} takes it from hold after {hold}",
    "TalkEnded": "{agent} is done with the call after {talk}, {hold} of it on hold",
    "QueueLeft": "The wait in {queue} is over after {wait}: {why}",
    "CallbackBooked": "He will be called back at {number}, and keeps his place",
    "CallbackDeclined": "He does not want to be called back, or gave no number",
    "CustomerDialled": "{agent} is there, and {number} is called, try {attempt}",
    "CustomerUnreached": "The customer is not reached after {ring}: {why}",
    "VoicemailReached": "The caller is asked for a message in box {box}",
    "BoxKnocked": "He says that box {box} is his, and is asked for its PIN",
    "BoxOpened": "He hears the messages of box {box}",
    "MessageLeft": "He leaves a message",
    "EmergencyCalled": "{phone} calls for help: {number}",
    "CallTransferred": "{sender} hands the call on to {target} ({kind})",
    "CallReturned": "Nobody answered there: the call goes back to {back_to}",
    "CallParked": "The call is parked at {space}",
    "OutsideRefused": "{phone} may not call {number} ({reason})",
    "AbroadCutOff": "{phone} has talked abroad for as long as it may within 24 hours: the call is cut off",
    "PartiesRung": "It rings at {parties}",
    "PartiesUnreached": "{parties} is not reached after {ring}: {why}",
    "PartyAnswered": "{who} talks to the caller",
    "PartyLeft": "{who} is done with the call after {talk}, {hold} of it on hold",
    "RecordingStarted": "The conversation is recorded",
    "RecordingPaused": "The recording pauses",
    "RecordingResumed": "The recording goes on",
    "CallEnded": "The call is over: {why}, ended by {ended_by}",
}
"""Facts that are not told are of no interest to people."""


class StoryLine(View):
    at_ms: int
    text: str


def told(facts: Iterable[StoredFact]) -> list[StoryLine]:
    """In order."""
    return [
        StoryLine(at_ms=fact.at_ms, text=SENTENCES[fact.kind].format_map(_words(fact.body)))
        for fact in facts
        if fact.kind in SENTENCES
    ]


def _words(body: Body) -> Body:
    """The fields of a fact as they are said. Facts of earlier versions may lack some."""
    party, agent = body.get("party", ""), body.get("agent", "")
    return {
        **body,
        "caller": body.get("caller_name") or body.get("caller_number") or "Somebody unknown",
        "did": body.get("did") or "us",
        "keys": body.get("digits") or "nothing",
        "who": f"{agent} at {party}" if agent else party,
        "sender": body.get("by") or "The other side",
        "because": body.get("reason") or "he has waited so long, or was served before",
        "back_to": body.get("to") or "the head of its queue",
        "parties": body.get("parties") or "nobody",
        "why": str(body.get("outcome", "")).replace("_", " "),
        **{name: _seconds(body.get(f"{name}_ms", 0)) for name in ("ring", "wait", "talk", "hold")},
    }


def _seconds(ms: int) -> str:
    minutes, seconds = divmod(round(ms / 1000), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
