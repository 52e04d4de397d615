"""A supervisor comes into a call: who may, whom he hears, where he moves on to, and how it ends.

The session holds the sound (`Spy`), and says what ended it (`SpyEnded`): a key, or that the one he listened
to is gone. Then the call may go on with somebody else, whom he hears next; or it is over.
"""

from collections.abc import Iterator

from ccd.domain.call import Call, CallState
from ccd.domain.centre import Centre
from ccd.domain.desk import Request
from ccd.domain.events import SpyEnded, SupervisionAsked, SupervisorUnreached
from ccd.domain.facts import (
    Mode,
    SupervisionEnded,
    SupervisionModeChanged,
    SupervisionOffered,
    SupervisionStarted,
)
from ccd.domain.orders import RingSupervisor, Spy
from ccd.domain.plan_team import extension_of, team_between
from ccd.domain.refused import Refused
from ccd.domain.rules.codes.speaking import hang_up, say, say_and_hang_up
from ccd.domain.rules.rule import Part, Rule
from ccd.domain.supervision import END_KEY, MODE_KEYS, NEXT_KEY, OFFERED_MS, Invitation, Supervision


def supervise(centre: Centre, call: Call, request: Request, now_ms: int) -> Part:
    """`call` is the supervisor's own, on which he has dialled the code and the extension that he means."""
    talk, mode = _talk_at(centre, request.behind), Mode.LISTEN
    agent = _agent_at(centre, request.behind)
    if invitation := centre.desk.supervisions.invited.get(call.call_id):
        talk = centre.calls.get(invitation.call_id)
        agent, mode = invitation.agent, invitation.mode
    if agent is None or team_between(centre.plan, request.person, agent) is None:
        yield from say_and_hang_up(call, "not-allowed")
    elif talk is None:
        yield from say_and_hang_up(call, "no-call")
    else:
        yield from _come_in(centre, call, request.person, talk, agent, mode)


def spy_ended(centre: Centre, event: SpyEnded, now_ms: int) -> Rule:
    supervision, call = centre.desk.supervisions.live.get(event.call_id), centre.calls.get(event.call_id)
    if supervision is None or call is None:
        return None
    if mode := MODE_KEYS.get(event.key):
        yield from _change(supervision, mode)
        yield from _listen(centre, supervision)
    elif event.key == NEXT_KEY:
        yield from _move_on(centre, call, supervision)
    elif event.key == END_KEY:
        yield from hang_up(call)
    elif event.heard:
        # Whoever talks with the caller next has not been told of anybody: he is only listened to.
        yield from _change(supervision, Mode.LISTEN)
        yield from _listen(centre, supervision)
    else:
        supervision.seeking = True
    return None


def follow_calls(centre: Centre, now_ms: int) -> Rule:
    """After every event: supervision ends with either call, and goes on when there is somebody to hear. An
    invitation ends when he has come in vain, or nobody waits for him any more."""
    for invited in list(centre.desk.supervisions.invited.values()):
        if invited.supervision in centre.calls or now_ms - invited.at_ms >= OFFERED_MS:
            yield SupervisionEnded(invited.call_id, invited.supervision, 0)
    for supervision in list(centre.desk.supervisions.live.values()):
        own, talk = centre.calls.get(supervision.supervision), centre.calls.get(supervision.call_id)
        if own is None or talk is None:
            yield _ended(supervision)
            if own:
                yield from _stay_with_agent(centre, own, supervision)
        elif supervision.seeking and _talks(talk):
            yield from _listen(centre, supervision)
    return None


def _stay_with_agent(centre: Centre, own: Call, before: Supervision) -> Part:
    """Who was asked for advice and is given the caller talks on, in another call, and is heard on: `Spy` does
    not end by that."""
    talk = _talk_at(centre, before.extension)
    if talk and team_between(centre.plan, before.supervisor, before.agent):
        turn, mode = before.turn + 1, before.mode
        yield _started(centre, own.call_id, before.supervisor, talk, before.agent, mode, turn)
    else:
        yield from say_and_hang_up(own, "call-over")


def supervision_asked(centre: Centre, event: SupervisionAsked, now_ms: int) -> Rule:
    """Asked again while the phone rings, or while he is in the call, nothing more is done."""
    talk = centre.calls.get(event.call_id)
    if talk is None or not _talks(talk):
        return Refused("Nobody talks in this call now.")
    agent = _agent_in(centre, talk)
    if agent is None or team_between(centre.plan, event.supervisor, agent) is None:
        return Refused(f"{event.supervisor} supervises no team of {agent or 'anybody in this call'}.")
    if supervision_of(centre, event.call_id, event.supervisor, now_ms):
        return None
    extension = extension_of(centre.plan, event.supervisor)
    if signed_in := centre.agents.get(event.supervisor):
        extension = signed_in.extension or extension
    yield SupervisionOffered(talk.call_id, event.supervision, event.supervisor, agent, event.mode, event.by)
    dialled = f"{centre.plan.feature_codes.supervise}{_extension_in(centre, talk, agent)}"
    yield RingSupervisor(event.supervision, extension, dialled, agent)
    return None


def supervisor_unreached(centre: Centre, event: SupervisorUnreached, now_ms: int) -> Rule:
    if invitation := centre.desk.supervisions.invited.get(event.supervision):
        yield SupervisionEnded(invitation.call_id, invitation.supervision, 0)
    return None


def supervision_of(centre: Centre, call_id: str, supervisor: str, now_ms: int) -> str | None:
    """Of this call by him: under way, or his phone rings for it."""
    running = centre.desk.supervisions
    offered = (i for i in running.invited.values() if now_ms - i.at_ms < OFFERED_MS)
    both: list[Supervision | Invitation] = [*running.live.values(), *offered]
    return next((s.supervision for s in both if (s.call_id, s.supervisor) == (call_id, supervisor)), None)


def _come_in(centre: Centre, call: Call, person: str, talk: Call, agent: str, mode: Mode) -> Part:
    """Who comes back to us, after we were away, is in it already."""
    supervision = centre.desk.supervisions.live.get(call.call_id)
    if supervision is None:
        yield _started(centre, call.call_id, person, talk, agent, mode, 1)
        supervision = centre.desk.supervisions.live[call.call_id]
    yield from _listen(centre, supervision, begins=True)


def _started(
    centre: Centre, supervision: str, person: str, talk: Call, agent: str, mode: Mode, turn: int
) -> SupervisionStarted:
    team = team_between(centre.plan, person, agent)
    return SupervisionStarted(
        talk.call_id,
        supervision,
        turn,
        person,
        agent,
        _extension_in(centre, talk, agent),
        mode,
        bool(team and team.tone),
    )


def _listen(centre: Centre, supervision: Supervision, *, begins: bool = False) -> Part:
    """Who talks on the call's own channel is the agent where he called himself; else it is he at the other
    end whom he must whisper to."""
    talk = centre.calls[supervision.call_id]
    supervision.seeking = False
    team = team_between(centre.plan, supervision.supervisor, supervision.agent)
    yield Spy(
        supervision.supervision,
        talk.channel_id,
        supervision.mode,
        at_other_end=talk.phone != supervision.extension,
        tone=begins and bool(team and team.tone),
    )


def _change(supervision: Supervision, mode: Mode) -> Part:
    if mode is not supervision.mode:
        yield SupervisionModeChanged(supervision.call_id, supervision.supervision, supervision.turn, mode)


def _move_on(centre: Centre, call: Call, supervision: Supervision) -> Part:
    """To the next agent in the order of their names, and after the last to the first."""
    others = sorted(_talks_of_teams(centre, supervision))
    later = [other for other in others if other[0] > supervision.agent]
    if not others:
        yield say(call, "no-call")
        yield from _change(supervision, Mode.LISTEN)
        yield from _listen(centre, supervision)
        return
    agent, call_id = (later or others)[0]
    yield _ended(supervision)
    turn, other = supervision.turn + 1, centre.calls[call_id]
    yield _started(centre, call.call_id, supervision.supervisor, other, agent, Mode.LISTEN, turn)
    yield from _listen(centre, centre.desk.supervisions.live[call.call_id], begins=True)


def _talks_of_teams(centre: Centre, supervision: Supervision) -> Iterator[tuple[str, str]]:
    for talk in centre.calls.values():
        agent = _agent_in(centre, talk) if _talks(talk) else None
        other = agent and talk.call_id != supervision.call_id
        if agent and other and team_between(centre.plan, supervision.supervisor, agent):
            yield agent, talk.call_id


def _ended(supervision: Supervision) -> SupervisionEnded:
    return SupervisionEnded(supervision.call_id, supervision.supervision, supervision.turn)


def _talks(call: Call) -> bool:
    return call.state in (CallState.TALKING, CallState.CONNECTED)


def _extensions(call: Call) -> tuple[str, ...]:
    """Phones of ours that talk in it: whom the queue found, whom it was put through to, who called. Who asks
    by keys is in the call that he has put aside for that: whispered to on the channel that Asterisk has made
    for his question, he would be heard by the caller as soon as that one is given to whom he asks."""
    caller = "" if call.by_keys else call.phone
    return tuple(e for e in (call.extension, *call.parties.talking, caller) if e)


def _talk_at(centre: Centre, extension: str) -> Call | None:
    return next((c for c in centre.calls.values() if _talks(c) and extension in _extensions(c)), None)


def _agent_at(centre: Centre, extension: str) -> str | None:
    """Who is signed in there, else whose phone it is."""
    if present := centre.agent_at(extension):
        return present.name
    return next((a.name for a in centre.plan.agents if a.extension == extension), None)


def _agent_in(centre: Centre, call: Call) -> str | None:
    return call.agent or next(
        (agent for extension in _extensions(call) if (agent := _agent_at(centre, extension))), None
    )


def _extension_in(centre: Centre, call: Call, agent: str) -> str:
    found = (e for e in _extensions(call) if _agent_at(centre, e) == agent)
    return next(found, extension_of(centre.plan, agent))
