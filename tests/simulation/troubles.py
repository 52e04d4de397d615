"""What goes wrong in a shift, or just happens; each sees to it that it is over in the end."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from ccd.domain.events import (
    AgentNeedsLonger,
    AgentSignedOff,
    AgentSignedOn,
    AgentWentOnBreak,
    CallbackCancelAsked,
    PhoneSet,
    PhoneState,
    PlanChanged,
    SupervisionAsked,
)
from ccd.domain.facts import Mode
from ccd.domain.plan import Plan
from tests.simulation import invariants
from tests.twin.channel import Phone
from tests.twin.session import PIN
from tests.twin.talking import NOBODYS

if TYPE_CHECKING:
    from tests.simulation.shift import Shift


def link_lost(shift: Shift, random: Random) -> None:
    shift.asterisk.lose_link()
    shift.within_s(random.choice([0, 1, 5, 20, 60]), shift.asterisk.find_link)


def daemon_killed(shift: Shift, random: Random) -> None:
    if shift.asterisk.daemon.alive:
        invariants.restored_floor_is_the_same(shift.asterisk.daemon)
        shift.asterisk.kill_daemon()
        shift.within_s(random.choice([1, 5, 60]), shift.asterisk.start_daemon)


def daemon_killed_in_mid_decision(shift: Shift, random: Random) -> None:
    """After facts are on record, before any order is given."""
    shift.before_next_order = lambda: daemon_killed(shift, random)


def asterisk_killed(shift: Shift, random: Random) -> None:
    if shift.asterisk.up:
        shift.asterisk.die()
        shift.within_s(random.randint(1, 10), shift.asterisk.start)


def sessions_broken(shift: Shift, random: Random) -> None:
    for session in list(shift.asterisk.sessions):
        if session.open and random.random() < 0.5:
            session.lost()


def private_call(shift: Shift, random: Random) -> None:
    """Somebody dials a phone, a queue, a number of ours or none, and hangs up after a while."""
    phone = random.choice(list(shift.asterisk.phones.values()))
    if phone.state is PhoneState.IDLE and shift.asterisk.up:
        known = [*shift.asterisk.phones, *shift.asterisk.numbers, *shift.asterisk.outside]
        number = random.choice([*known, NOBODYS])
        channel = shift.asterisk.dial_number(phone, number)
        shift.within_s(random.randint(1, 60), shift.asterisk.hang_up, channel)


def supervision(shift: Shift, random: Random) -> None:
    """The supervisor dials the code, or his phone is rung for him."""
    floor, at = shift.asterisk.daemon.floor, shift.asterisk.colleague
    keys = random.choices(["4", "5", "6", "*", "#", ""], k=6)
    talking = [call_id for call_id, call in floor.calls.items() if call.agent]
    if talking and random.random() < 0.5:
        mode, name = random.choice([*Mode]), shift.asterisk.next_id("supervision")
        shift.post(SupervisionAsked(random.choice(talking), name, at.extension, mode, "admin"))
    elif at.state is PhoneState.IDLE and shift.asterisk.up:
        agents = [agent for agent in floor.agents.values() if agent.call_id] or list(floor.agents.values())
        number = shift.plan.feature_codes.supervise + (random.choice(agents).extension or "1001")
        channel = shift.asterisk.dial_number(at, number, keys)
        shift.within_s(random.randint(1, 60), shift.asterisk.hang_up, channel)


def code_dialled(shift: Shift, random: Random) -> None:
    phone = random.choice(list(shift.asterisk.phones.values()))
    codes = shift.plan.feature_codes
    code = random.choice([codes.sign_in, codes.on_break, codes.wrap_up, codes.echo, codes.pickup_any])
    if phone.state is PhoneState.IDLE and shift.asterisk.up:
        channel = shift.asterisk.dial_number(phone, code, random.choices(["1", "2", "1001", PIN, ""], k=6))
        shift.within_s(random.randint(1, 60), shift.asterisk.hang_up, channel)


def phone_unplugged(shift: Shift, random: Random) -> None:
    phone = random.choice(list(shift.asterisk.phones.values()))
    if phone.state is PhoneState.IDLE:
        _for_a_while(shift, random, phone, PhoneState.UNREACHABLE)


def _for_a_while(shift: Shift, random: Random, phone: Phone, state: PhoneState) -> None:
    def over() -> None:
        if phone.state is state:
            shift.asterisk.show(phone, PhoneState.IDLE)

    shift.asterisk.show(phone, state)
    shift.within_s(random.randint(1, 30), over)


def calls_sent_elsewhere(shift: Shift, random: Random) -> None:
    """Or nobody is to disturb the phone; for a while."""
    phone = random.choice(list(shift.asterisk.phones))
    forward = random.choice(["", *shift.asterisk.phones, *shift.asterisk.numbers, *shift.asterisk.outside])
    shift.post(PhoneSet(phone, "" if forward == phone else forward, random.random() < 0.3))
    shift.within_s(random.randint(5, 60), shift.post, PhoneSet(phone, "", do_not_disturb=False))


def lunch(shift: Shift, random: Random) -> None:
    shift.post(AgentWentOnBreak(random.choice(shift.plan.agents).name, "lunch"))


def much_to_write_down(shift: Shift, random: Random) -> None:
    """Whoever is in wrap-up needs longer."""
    for agent in shift.plan.agents:
        shift.post(AgentNeedsLonger(agent.name, random.randint(1, 20)))


def phones_swapped(shift: Shift, random: Random) -> None:
    """Both sign out, whatever they are at, and each sits down at the other's desk."""
    one, other = random.sample(shift.plan.agents, 2)
    for agent in (one, other):
        shift.post(AgentSignedOff(agent.name))
    shift.post(AgentSignedOn(one.name, other.extension))
    shift.post(AgentSignedOn(other.name, one.extension))


def membership_changed(shift: Shift, random: Random) -> None:
    """Somebody leaves all his queues for a while."""
    name = random.choice(shift.plan.agents).name
    queues = tuple(
        queue.model_copy(update={"members": tuple(m for m in queue.members if m.agent != name)})
        for queue in shift.plan.queues
    )
    _change_plan(shift, random, shift.plan.model_copy(update={"queues": queues}))


def agent_deleted(shift: Shift, random: Random) -> None:
    """He comes back with the old plan, and signs in again."""
    agent = random.choice(shift.plan.agents)
    queues = tuple(
        queue.model_copy(update={"members": tuple(m for m in queue.members if m.agent != agent.name)})
        for queue in shift.plan.queues
    )
    others = tuple(a for a in shift.plan.agents if a is not agent)
    teams = tuple(
        team.model_copy(update={"agents": tuple(a for a in team.agents if a != agent.name)})
        for team in shift.plan.teams
    )
    changed = {"queues": queues, "agents": others, "teams": teams}
    _change_plan(shift, random, shift.plan.model_copy(update=changed))
    shift.within_s(31, shift.post, AgentSignedOn(agent.name))


def queue_deleted(shift: Shift, random: Random) -> None:
    """The flow says good-bye instead."""
    gone = random.choice(shift.plan.queues).name
    no_exit = {"when_waited": None}
    leads_there = ("callback", gone) if gone == "support" else (gone,)
    queues = tuple(queue.model_copy(update=no_exit) for queue in shift.plan.queues if queue.name != gone)
    flow = shift.plan.flows[0]
    nodes = {name: flow.nodes["bye"] if name in leads_there else node for name, node in flow.nodes.items()}
    flows = (flow.model_copy(update={"nodes": nodes}),)
    _change_plan(shift, random, shift.plan.model_copy(update={"queues": queues, "flows": flows}))


def callbacks_called_off(shift: Shift, random: Random) -> None:
    for call in list(shift.asterisk.daemon.floor.calls.values()):
        if call.callback.booked and random.random() < 0.5:
            shift.post(CallbackCancelAsked(call.call_id, "admin"))


def _change_plan(shift: Shift, random: Random, plan: Plan) -> None:
    shift.post(PlanChanged(Plan.model_validate(plan.model_dump()), "admin"))
    shift.within_s(30, shift.post, PlanChanged(shift.plan, "admin"))


Trouble = Callable[["Shift", Random], None]

TROUBLES: list[Trouble] = [
    link_lost,
    daemon_killed,
    daemon_killed_in_mid_decision,
    asterisk_killed,
    sessions_broken,
    private_call,
    supervision,
    code_dialled,
    calls_sent_elsewhere,
    phone_unplugged,
    lunch,
    much_to_write_down,
    phones_swapped,
    membership_changed,
    agent_deleted,
    queue_deleted,
    callbacks_called_off,
]

PRIVATE: list[Trouble] = [
    private_call,
    private_call,
    calls_sent_elsewhere,
    lunch,
    much_to_write_down,
    phone_unplugged,
]
"""Nothing breaks."""

DESKS: list[Trouble] = [*PRIVATE, *[supervision] * 8, *[code_dialled] * 4]
"""The same, with supervisors and codes."""

DEATHS: list[Trouble] = [link_lost, daemon_killed, daemon_killed_in_mid_decision, asterisk_killed]
