"""One `Dial`: phones ring, perhaps two people talk, and then it is over, one way or another."""

from collections.abc import Callable
from functools import partial

from ccd.domain.events import ChannelTransferred, DialAnswered, DialStatus, PhoneState, RingEnded
from tests.twin.channel import Channel, Phone
from tests.twin.people import OnRing, OnTalk
from tests.twin.timeline import Timer
from tests.twin.world import World

Over = Callable[[DialStatus, int | None], None]


class Dial:
    """`over(status, talk_ms)` is called when `Dial` comes back, with the caller still there; `left` instead
    of it when the caller's channel was taken out of it by a blind transfer."""

    def __init__(
        self,
        world: World,
        channel: Channel,
        phones: list[Phone],
        over: Over,
        left: Callable[[OnTalk, int], None],
    ) -> None:
        self.phones = phones
        """Those that are tried still, or the one that answered."""
        self.status = DialStatus.CANCEL
        self._world = world
        self._channel = channel
        self._over = over
        self._left = left
        self._answered_at_ms: int | None = None
        self._timers: list[Timer] = []
        channel.dial = self

    @property
    def talk_ms(self) -> int | None:
        if self._answered_at_ms is None:
            return None
        return self._world.timeline.now_ms - self._answered_at_ms

    def start(self, timeout_s: int) -> None:
        self._later(timeout_s * 1000, self._time_is_up)
        for phone in list(self.phones):
            if phone.state is PhoneState.UNREACHABLE:
                self._later(20, self._fail, phone, DialStatus.CHANUNAVAIL)
            elif phone.state is not PhoneState.IDLE:
                self._later(20, self._fail, phone, DialStatus.BUSY)
            else:
                self._ring(phone)

    @property
    def rings(self) -> bool:
        return self._answered_at_ms is None

    def give_up(self) -> None:
        """The caller pressed a key for that."""
        self._end(DialStatus.CANCEL)

    def abort(self) -> None:
        """The caller has left."""
        for timer in self._timers:
            timer.cancel()
        self._put_down(*self.phones)
        self._channel.dial = None
        self._channel.talking_to = ""

    def _ring(self, phone: Phone) -> None:
        self._channel.dialling += (phone.extension,)
        self._world.show(phone, PhoneState.RINGING)
        reaction, after_ms = phone.desk.hears_ring()
        if reaction is OnRing.REJECTS:
            self._later(after_ms, self._fail, phone, DialStatus.BUSY)
        elif reaction is OnRing.ANSWERS:
            self._later(after_ms, self._answer, phone)

    def _fail(self, phone: Phone, status: DialStatus) -> None:
        """Nobody hears of a phone that was not even tried."""
        if phone not in self.phones:
            return
        if status is not DialStatus.CHANUNAVAIL:
            self._world.tell(RingEnded(self._channel.channel_id, phone.extension, status))
        self._put_down(phone)
        if not self.phones:
            self._end(status)

    def _time_is_up(self) -> None:
        for phone in self.phones if self._answered_at_ms is None else ():
            self._world.tell(RingEnded(self._channel.channel_id, phone.extension, DialStatus.NOANSWER))
        if self._answered_at_ms is None:
            self._end(DialStatus.NOANSWER)

    def _answer(self, phone: Phone) -> None:
        if phone not in self.phones or self._answered_at_ms is not None:
            return
        self._put_down(*(other for other in self.phones if other is not phone))
        self.status = DialStatus.ANSWER
        self._answered_at_ms = self._world.timeline.now_ms
        self._channel.dialling, self._channel.talking_to = (), phone.extension
        self._world.show(phone, PhoneState.IN_USE)
        self._world.tell(DialAnswered(self._channel.channel_id, phone.extension))
        ending, after_ms = phone.desk.talks()
        self._later(after_ms, self._talked, ending)

    def _talked(self, ending: OnTalk) -> None:
        match ending:
            case OnTalk.AGENT_HANGS_UP:
                self._end(DialStatus.ANSWER)
            case OnTalk.CALLER_HANGS_UP:
                self._world.hang_up(self._channel)
            case OnTalk.SENT_TO_NUMBER | OnTalk.SENT_TO_COLLEAGUE:
                talk_ms = self.talk_ms or 0
                self._world.tell(ChannelTransferred(self._channel.channel_id, "blind", "elsewhere"))
                self.abort()
                self._left(ending, talk_ms)
            case OnTalk.HANDED_TO_COLLEAGUE:
                self._hand_over(self._world.colleague)

    def _hand_over(self, colleague: Phone) -> None:
        """`Dial` does not come back before the two who talk now are done."""
        self._world.tell(ChannelTransferred(self._channel.channel_id, "attended", colleague.extension))
        self._put_down(*self.phones)
        self._channel.talking_to = colleague.extension
        ending, after_ms = colleague.desk.talks()
        if ending is OnTalk.CALLER_HANGS_UP:
            self._later(after_ms, self._world.hang_up, self._channel)
        else:
            self._later(after_ms, self._end, DialStatus.ANSWER)

    def _end(self, status: DialStatus) -> None:
        talk_ms = self.talk_ms
        self.abort()
        self._channel.dial_status = status
        self._over(status, talk_ms)

    def _put_down(self, *phones: Phone) -> None:
        channel = self._channel
        for phone in phones:
            if phone.extension in (channel.talking_to, *channel.dialling):
                self._world.show(phone, PhoneState.IDLE)
        channel.dialling = tuple(at for at in channel.dialling if at not in [p.extension for p in phones])
        self.phones = [phone for phone in self.phones if phone not in phones]

    def _later(self, delay_ms: int, action: Callable[..., object], *what: object) -> None:
        self._timers.append(self._world.timeline.after(delay_ms, partial(action, *what)))
