"""The simulated Asterisk: dialplan, AMI, phones, the safety net, and everything that can break."""

from itertools import count
from random import Random

from ccd.domain import orders as o
from ccd.domain.events import (
    AsteriskFound,
    AsteriskLost,
    CallerIdentified,
    ChannelHungUp,
    DialAnswered,
    DialStatus,
    Event,
    PhoneChanged,
    PhoneState,
    RecordingClosed,
    SeenChannel,
)
from ccd.domain.plan import Plan
from tests.twin.channel import Channel, Phone
from tests.twin.daemon import Daemon, Watch
from tests.twin.net_log import NetLog
from tests.twin.originate import Originates
from tests.twin.people import Caller
from tests.twin.recording import done
from tests.twin.safety_net import enter_net
from tests.twin.session import CallOrder, Session
from tests.twin.timeline import Action, Timeline
from tests.twin.wire import Wire

SLOWEST_MS = 60
RETRY_MS = 1000
GIVE_UP_MS = 30_000


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
        self.numbers = [did.number for did in plan.dids]
        self.phones = {phone.extension: phone for phone in [*phones, colleague]}
        self.channels: dict[str, Channel] = {}
        self.sessions: list[Session] = []
        self._originates = Originates(self)
        self.members: dict[tuple[str, str], o.Membership] = {}
        self.linked = False
        self.linked_since_ms = 0
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
        channel = Channel(f"channel-{next(self._ids)}", caller, caller.did)
        self.channels[channel.channel_id] = channel
        self.steer(channel)
        return channel

    def press(self, channel: Channel, key: str) -> None:
        """In line; whoever is in our hands there."""
        if channel.session:
            channel.session.press(key)

    def hang_up(self, channel: Channel) -> None:
        if channel.gone:
            return
        self._forget(channel)
        self.net_log.left(channel)
        dial, session = channel.dial, channel.session
        status = dial.status if dial else None
        talk_ms = dial.talk_ms if dial else None
        if dial:
            dial.abort()
        self.tell(ChannelHungUp(channel.channel_id))
        if session:
            session.hung_up(status, talk_ms, session.agents if dial else ())
        if channel.recording and talk_ms is not None:
            stored = RecordingClosed(channel.call_id, channel.recording, talk_ms, 16 * talk_ms, "0" * 64)
            self.timeline.after(200, lambda: self.post(stored))

    def show(self, phone: Phone, state: PhoneState) -> None:
        phone.state = state
        if phone.extension in self.phones:
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
        match order:
            case o.DenyAddresses():
                pass
            case o.MirrorMember():
                if self.linked:
                    self.members[order.queue, order.extension] = order.membership
            case o.IdentifyCaller():
                known = self._recognise(order)
                self.timeline.after(self.random.randint(1, 300), lambda: self.post(known))
            case o.CallAgent():
                self._originates.perform(order)
            case o.StartRecording() | o.PauseRecording() | o.ResumeRecording() | o.KeepMessage():
                self.timeline.after(self.random.randint(1, 30), lambda: self.post(done(order)))
            case o.TakeOver():
                pass  # nobody here has a second call
            case o.AskPin() | o.Echo() | o.PickUp() | o.Spy() | o.RingSupervisor():
                raise NotImplementedError("the twin's phones dial no codes")
            case _:
                self._give(order)

    def _recognise(self, order: o.IdentifyCaller) -> CallerIdentified:
        """A number is always the same customer: the same VIP or none, with the same needs and last agents."""
        random = Random(order.number)
        agents = [agent.name for agent in self.daemon.plan.agents]
        last = tuple(random.sample(agents, random.randint(0, min(2, len(agents)))))
        skills = random.choice(["", "", "english:5", "french:1"])
        return CallerIdentified(order.call_id, int(order.number), random.random() < 0.2, skills, last)

    def _give(self, order: CallOrder) -> None:
        for session in reversed(self.sessions):
            if session.call_id == order.call_id:
                session.perform(order)
                return

    # what breaks, and comes back

    def lose_link(self) -> None:
        if self.linked:
            self.linked = False
            self._ami.cut()
            self.post(AsteriskLost())

    def find_link(self) -> None:
        if not self.linked and self.up and self.daemon.alive:
            self.linked, self.linked_since_ms = True, self.timeline.now_ms
            self.net_log.tell()
            self.tell(self._snapshot())

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
        for phone in self.phones.values():
            phone.state = PhoneState.IDLE
        self.members.clear()
        self.lose_link()

    def start(self) -> None:
        self.up = True
        self.find_link()

    def _snapshot(self) -> AsteriskFound:
        return AsteriskFound(
            tuple(
                SeenChannel(c.channel_id, c.call_id, c.talking_to, c.dialling)
                for c in self.channels.values()
                if c.call_id
            ),
            tuple(PhoneChanged(phone.extension, phone.state) for phone in self.phones.values()),
        )

    # the dialplan

    def steer(self, channel: Channel) -> None:
        if channel.gone:
            return
        channel.verdict, channel.dial_status, channel.in_net = None, None, False
        self._wait_patiently(channel)
        self.ask_daemon(channel)

    def ask_daemon(self, channel: Channel) -> None:
        if self.daemon.alive:
            call_id = channel.call_id or f"20261123T090000-{next(self._ids):04}"
            self.sessions.append(Session(self, channel, call_id, self.phones))
        else:
            self.session_over(channel)

    def session_over(self, channel: Channel) -> None:
        now_ms = self.timeline.now_ms
        if channel.of_agent or channel.verdict is o.Verdict.HANG_UP:
            self.hang_up(channel)
        elif channel.verdict is o.Verdict.QUEUE:
            enter_net(self, channel)
        elif channel.dial_status is DialStatus.ANSWER:
            self.hang_up(channel)
        elif not self.daemon.alive and now_ms - (channel.away_since_ms or now_ms) >= GIVE_UP_MS:
            enter_net(self, channel)
        else:
            channel.away_since_ms = None if self.daemon.alive else channel.away_since_ms or now_ms
            self.later(channel, RETRY_MS, lambda: self.steer(channel))

    def transferred(self, channel: Channel, to_number: bool) -> None:
        if to_number:
            channel.did = self.random.choice(self.numbers)
            self.later(channel, self.random.randint(1, 20), lambda: self.steer(channel))
        else:
            self.talk(channel, self.colleague)

    def talk(self, channel: Channel, phone: Phone) -> None:
        """A conversation that the daemon has no part in; at its end the caller is hung up."""
        busy = phone is not self.colleague
        if busy:
            self.show(phone, PhoneState.IN_USE)
            channel.on_gone.append(lambda: self.show(phone, PhoneState.IDLE))
        channel.talking_to = phone.extension
        self.tell(DialAnswered(channel.channel_id, phone.extension))
        _, talk_ms = phone.desk.talks()
        self.later(channel, talk_ms, lambda: self.hang_up(channel))

    def _wait_patiently(self, channel: Channel) -> None:
        if channel.patience:
            channel.patience.cancel()
        patience_ms = channel.caller.patience_ms
        channel.patience = self.timeline.after(patience_ms, lambda: self._lose_patience(channel))

    def _lose_patience(self, channel: Channel) -> None:
        if not channel.talking_to:
            self.hang_up(channel)

    def later(self, channel: Channel, delay_ms: int, action: Action) -> None:
        timer = self.timeline.after(delay_ms, action)
        channel.on_gone.append(timer.cancel)

    def _forget(self, channel: Channel) -> None:
        channel.gone = True
        del self.channels[channel.channel_id]
        if channel.patience:
            channel.patience.cancel()
        for stop in channel.on_gone:
            stop()
