"""The simulated Asterisk: dialplan, AMI, phones, the safety net, and everything that can break."""

from collections.abc import Sequence
from itertools import count
from random import Random

from ccd.domain import orders as o
from ccd.domain.events import (
    AsteriskFound,
    AsteriskLost,
    ChannelHungUp,
    Event,
    PhoneChanged,
    PhoneState,
    RecordingClosed,
    SeenChannel,
)
from ccd.domain.plan import Plan
from tests.twin.announcing import Heard
from tests.twin.channel import Channel, Leg, Phone
from tests.twin.daemon import Daemon, Watch
from tests.twin.dialplan import Dialplan
from tests.twin.net_log import NetLog
from tests.twin.parking import Parking
from tests.twin.people import Caller
from tests.twin.performing import Performing
from tests.twin.session import Session
from tests.twin.timeline import Action, Timeline
from tests.twin.wire import Wire

SLOWEST_MS = 60


class Asterisk:
    """`phones` are the agents'; `numbers` are those that callers may be sent to."""

    def __init__(
        self,
        timeline: Timeline,
        random: Random,
        plan: Plan,
        phones: list[Phone],
        colleague: Phone,
        watch: Watch,
    ) -> None:
        self.timeline = timeline
        self.random = random
        self.plan = plan
        self.colleague = colleague
        self.numbers = [*(did.number for did in plan.dids), *plan.queues_by_number, *plan.groups_by_number]
        self.outside: list[str] = []
        self.phones = {phone.extension: phone for phone in [*phones, colleague]}
        self.mobiles: dict[str, Phone] = {}
        self.channels: dict[str, Channel] = {}
        self.dialled: list[str] = []
        self.sessions: list[Session] = []
        self._performing = Performing(self)
        self.parking = Parking(self)
        self._dialplan = Dialplan(self)
        self.members: dict[tuple[str, str], o.Membership] = {}
        self.talked: list[Leg] = []
        """All that were answered and are gone."""
        self.linked = False
        self.linked_since_ms = 0
        self.heard: list[Heard] = []
        self.blind_spells = 0
        self.up = True
        self._ids = count(1)
        self._ami: Wire[Event] = Wire(timeline, random, SLOWEST_MS, self.post)
        self.net_log = NetLog(timeline, random, lambda: self.daemon)
        self.daemon = Daemon(timeline, plan, self.perform, watch)
        self.find_link()

    # what people do

    def call(self, caller: Caller) -> Channel | None:
        """None: nobody takes a call while Asterisk is down."""
        if not self.up:
            return None
        channel = Channel(self.next_id("channel"), caller, caller.did)
        self.channels[channel.channel_id] = channel
        self.steer(channel)
        return channel

    def press(self, channel: Channel, key: str) -> None:
        """In line; whoever is in our hands there."""
        if channel.session:
            channel.session.press(key)

    def dial_number(self, phone: Phone, number: str, keys: Sequence[str] = (), call_id: str = "") -> Channel:
        """Its person dials, and does not give up by himself."""
        caller = Caller(phone.extension, "", patience_ms=10**9, keys=[*keys])
        channel = Channel(self.next_id("channel"), caller, "", call_id, phone=phone, dialled=number)
        self.channels[channel.channel_id] = channel
        phone.up.add(channel.channel_id)
        self.settle(phone)
        self.steer(channel)
        return channel

    def dial_for(self, phone: Phone, number: str) -> Channel:
        caller = Caller(phone.extension, "", patience_ms=10**9)
        channel = Channel(
            self.next_id("channel"), caller, "", dialled=number, sent_by=phone.extension, local=True
        )
        self.channels[channel.channel_id] = channel
        self.steer(channel)
        return channel

    def hang_up(self, channel: Channel) -> None:
        if channel.gone:
            return
        self.net_log.left(channel)
        dial, session = channel.dial, channel.session
        talk_ms = self.timeline.now_ms - dial.talker.answered_at_ms if dial and dial.talker else None
        if dial:
            dial.abort()
        self.vanish(channel)
        if session:
            session.hung_up(dial)
        if channel.recording and talk_ms is not None:
            stored = RecordingClosed(channel.call_id, channel.recording, talk_ms, 16 * talk_ms, "0" * 64)
            self.timeline.after(200, lambda: self.post(stored))

    def vanish(self, channel: Channel) -> None:
        self.tell(ChannelHungUp(channel.channel_id))
        self._forget(channel)

    def take_place(self, channel: Channel, of: Channel) -> None:
        channel.call_id = of.call_id or channel.call_id
        channel.dialled, channel.place, channel.dial_status = of.dialled, of.place, of.dial_status
        if of.dial:
            of.dial.move(channel)
        if of.session:
            of.session.move(channel)
        self._dialplan.wait_patiently(channel)
        self.vanish(of)

    def leg_gone(self, leg: Leg) -> None:
        leg.stop()
        self.talk_over(leg)
        for channel_id in (leg.channel_id, *leg.beyond):
            self.tell(ChannelHungUp(channel_id))
        leg.phone.up.discard(leg.channel_id)
        leg.phone.ringing.discard(leg.channel_id)
        self.settle(leg.phone)
        for happens in leg.on_gone:
            happens()

    def put_down(self, leg: Leg) -> None:
        if leg.channel_id in leg.phone.up:
            self.leg_gone(leg)

    def talk_over(self, leg: Leg) -> None:
        if leg.answered_at_ms and not leg.gone_at_ms:
            leg.gone_at_ms = self.timeline.now_ms
            leg.hold(False, leg.gone_at_ms)
            self.talked.append(leg)

    def settle(self, phone: Phone) -> None:
        in_use = PhoneState.IN_USE if phone.up else None
        state = in_use or (PhoneState.RINGING if phone.ringing else PhoneState.IDLE)
        if state is not phone.state:
            self.show(phone, state)

    def next_id(self, kind: str) -> str:
        return f"{kind}-{next(self._ids):04}"

    def show(self, phone: Phone, state: PhoneState) -> None:
        phone.state, phone.since_ms = state, self.timeline.now_ms
        if self.phones.get(phone.extension) is phone:
            self.tell(PhoneChanged(phone.extension, state))

    # connections

    @property
    def quiet(self) -> bool:
        """Everything that was said has arrived, and both sides can speak."""
        self.sessions = [session for session in self.sessions if session.open or not session.quiet]
        lines = self.linked and self._ami.quiet
        return lines and self.daemon.alive and all(session.quiet for session in self.sessions)

    def tell(self, event: Event) -> None:
        if self.linked:
            self._ami.send(event)

    def post(self, event: Event) -> None:
        self.daemon.post(event)

    def perform(self, order: o.Order) -> None:
        self._performing.perform(order)

    def open_sessions(self, call_id: str) -> list[Session]:
        """The last that this call has opened, if it is open still."""
        return [s for s in self.sessions if s.open and s.call_id == call_id][-1:]

    # what breaks, and comes back

    def lose_link(self) -> None:
        if self.linked:
            self.linked = False
            self.blind_spells += 1
            self._ami.cut()
            self.post(AsteriskLost())

    def find_link(self) -> None:
        if not self.linked and self.up and self.daemon.alive:
            self.linked, self.linked_since_ms = True, self.timeline.now_ms
            self.net_log.tell()
            self.tell(self._snapshot())
            for channel in self.channels.values():
                if channel.dial:
                    channel.dial.tell_bridge()

    def kill_daemon(self) -> None:
        self.daemon.die()
        self.linked = False
        self._ami.cut()
        for session in [session for session in self.sessions if session.open]:
            session.died_with_daemon()
        self.sessions.clear()

    def start_daemon(self) -> None:
        if not self.daemon.alive:
            self.daemon.start()
            self.timeline.after(self.random.randint(5, 500), self.find_link)

    def die(self) -> None:
        """Every channel is gone, and nobody says so."""
        self.up = False
        for channel in list(self.channels.values()):
            session = channel.session
            self._forget(channel)
            if channel.dial:
                channel.dial.abort()
            if session:
                session.lost()
        for phone in (*self.phones.values(), *self.mobiles.values()):
            phone.state = PhoneState.IDLE
            phone.up.clear()
            phone.ringing.clear()
        self.members.clear()
        self.lose_link()

    def start(self) -> None:
        self.up = True
        self.find_link()

    def _snapshot(self) -> AsteriskFound:
        return AsteriskFound(
            tuple(
                SeenChannel(
                    c.channel_id, c.call_id, c.talking_to, c.dialling, c.device, c.left_by, c.put_aside
                )
                for c in self.channels.values()
                if c.call_id
            ),
            tuple(PhoneChanged(phone.extension, phone.state) for phone in self.phones.values()),
        )

    # the dialplan

    def steer(self, channel: Channel) -> None:
        self._dialplan.steer(channel)

    def ask_daemon(self, channel: Channel) -> None:
        self._dialplan.ask_daemon(channel)

    def session_over(self, channel: Channel) -> None:
        self._dialplan.session_over(channel)

    def wait_patiently(self, channel: Channel) -> None:
        self._dialplan.wait_patiently(channel)

    def transferred(self, channel: Channel, number: str, by: str) -> None:
        self._dialplan.transferred(channel, number, by)

    def later(self, channel: Channel, delay_ms: int, action: Action) -> None:
        timer = self.timeline.after(delay_ms, action)
        channel.on_gone.append(timer.cancel)

    def _forget(self, channel: Channel) -> None:
        channel.gone = True
        del self.channels[channel.channel_id]
        if channel.patience:
            channel.patience.cancel()
        if channel.phone:
            channel.phone.up.discard(channel.channel_id)
            self.settle(channel.phone)
        for happens in channel.on_gone:
            happens()
