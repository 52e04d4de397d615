"""One `Dial`: a phone rings, perhaps two people talk, and then it is over, one way or another."""

from collections.abc import Callable

from ccd.domain.events import ChannelTransferred, DialAnswered, DialStatus, PhoneState
from tests.twin.channel import Channel, Phone
from tests.twin.people import OnRing, OnTalk
from tests.twin.timeline import Action, Timer
from tests.twin.world import World

Over = Callable[[DialStatus, int | None], None]


class Dial:
    """`over(status, talk_ms)` is called when `Dial` comes back, with the caller still there; `left` instead
    of it when the caller's channel was taken out of it by a blind transfer."""

    def __init__(
        self, world: World, channel: Channel, phone: Phone, over: Over, left: Callable[[OnTalk, int], None]
    ) -> None:
        self.phone: Phone | None = phone
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
        assert self.phone
        if self.phone.state is PhoneState.UNREACHABLE:
            self._later(20, lambda: self._end(DialStatus.CHANUNAVAIL))
        elif self.phone.state is not PhoneState.IDLE:
            self._later(20, lambda: self._end(DialStatus.BUSY))
        else:
            self._ring(self.phone, timeout_s * 1000)

    def abort(self) -> None:
        """The caller has left."""
        for timer in self._timers:
            timer.cancel()
        self._put_down()
        self._channel.dial = None
        self._channel.talking_to = self._channel.dialling = ""

    def _ring(self, phone: Phone, timeout_ms: int) -> None:
        self._channel.dialling = phone.extension
        self._world.show(phone, PhoneState.RINGING)
        reaction, after_ms = phone.desk.hears_ring()
        if reaction is OnRing.LETS_IT_RING or after_ms >= timeout_ms:
            self._later(timeout_ms, lambda: self._end(DialStatus.NOANSWER))
        elif reaction is OnRing.REJECTS:
            self._later(after_ms, lambda: self._end(DialStatus.BUSY))
        else:
            self._later(after_ms, lambda: self._answer(phone))

    def _answer(self, phone: Phone) -> None:
        self.status = DialStatus.ANSWER
        self._answered_at_ms = self._world.timeline.now_ms
        self._channel.dialling, self._channel.talking_to = "", phone.extension
        self._world.show(phone, PhoneState.IN_USE)
        self._world.tell(DialAnswered(self._channel.channel_id, phone.extension))
        ending, after_ms = phone.desk.talks()
        self._later(after_ms, lambda: self._talked(ending))

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
        self._put_down()
        self._channel.talking_to = colleague.extension
        ending, after_ms = colleague.desk.talks()
        if ending is OnTalk.CALLER_HANGS_UP:
            self._later(after_ms, lambda: self._world.hang_up(self._channel))
        else:
            self._later(after_ms, lambda: self._end(DialStatus.ANSWER))

    def _end(self, status: DialStatus) -> None:
        talk_ms = self.talk_ms
        self.abort()
        self._channel.dial_status = status
        self._over(status, talk_ms)

    def _put_down(self) -> None:
        if self.phone and self.phone.extension in (self._channel.talking_to, self._channel.dialling):
            self._world.show(self.phone, PhoneState.IDLE)
        self.phone = None

    def _later(self, delay_ms: int, action: Action) -> None:
        self._timers.append(self._world.timeline.after(delay_ms, action))
