"""One FastAGI session: the daemon's orders to one channel, one after another, and what comes of them."""

from collections import deque
from dataclasses import replace
from typing import assert_never

from ccd.domain.events import (
    CallArrived,
    Carried,
    ConnectFinished,
    DialFinished,
    DialStatus,
    DigitsEntered,
    KeyPressed,
    MessageTaken,
    PinEntered,
    PromptFinished,
    SessionEnded,
    SpyEnded,
)
from ccd.domain.orders import (
    Announce,
    AnswerCall,
    AskPin,
    CollectDigits,
    Connect,
    Echo,
    HoldCaller,
    PickUp,
    PlayPrompts,
    RecordMessage,
    ReleaseCall,
    RingAgent,
    Speak,
    Spy,
)
from tests.twin.announcing import MUSIC, Announcing
from tests.twin.channel import Channel
from tests.twin.dial import Dial
from tests.twin.ordered import CallOrder, CodeOrder, Report
from tests.twin.reaching import legs_of
from tests.twin.spying import Spying
from tests.twin.timeline import Timer
from tests.twin.wire import Wire
from tests.twin.world import World

Told = CallArrived | SessionEnded | KeyPressed | Report

PROMPT_MS = 2000
DIGIT_MS = 400
PIN = "4711"
SLOWEST_MS = 30
HUNG_UP_FIRST = 0.7
CAUSES = {
    DialStatus.ANSWER: 16,
    DialStatus.BUSY: 17,
    DialStatus.CONGESTION: 34,
    DialStatus.CANCEL: 127,
}


class Session:
    def __init__(self, world: World, channel: Channel, call_id: str) -> None:
        self.call_id = call_id
        self.agents: tuple[str, ...] = ()
        """Whom we ring, or rang last."""
        self.open = True
        self.busy = False
        self._world = world
        self._channel = channel
        self._came_on = channel.channel_id
        self._events: Wire[Told] = Wire(world.timeline, world.random, SLOWEST_MS, self._tell)
        self._orders: Wire[CallOrder] = Wire(world.timeline, world.random, SLOWEST_MS, self._take)
        self._to_do: deque[CallOrder] = deque()
        self._timer: Timer | None = None
        self._announcing: Announcing | None = None
        self._holding = False
        self._exit_keys = self._key = ""
        channel.session = self
        carried = channel.place if channel.place and channel.place.visit else None
        phone = channel.phone.extension if channel.phone else ""
        here = CallArrived(
            call_id, channel.channel_id, channel.did, channel.caller.number, "", carried, phone
        )
        self._events.send(replace(here, dialled=channel.dialled, sent_by=channel.sent_by))

    @property
    def quiet(self) -> bool:
        return self._events.quiet and self._orders.quiet and not (self._announcing and self._to_do)

    def perform(self, order: CallOrder) -> None:
        if self.open:
            self._orders.send(order)

    def press(self, key: str) -> None:
        """AMI tells of keys that are pressed to music, `Dial` of those that end it."""
        dial = self._channel.dial
        if self._holding:
            self._events.send(KeyPressed(self.call_id, key))
        elif dial and dial.rings and key in self._exit_keys:
            self._key = key
            dial.give_up()

    def hung_up(self, dial: Dial | None, *, sent_on: bool = False) -> None:
        """The channel is gone, or was taken elsewhere, out of that `Dial`."""
        if dial:
            self._events.send(self._finished(dial, caller_present=False, sent_on=sent_on))
        self._events.send(SessionEnded(self.call_id, hung_up=True, channel_id=self._came_on))
        self._close()

    def swapped_out(self, dial: Dial) -> None:
        """The channel goes because those whom it joined talk without it, and may be asked first what became
        of that `Dial`."""
        if self._world.random.random() < HUNG_UP_FIRST:
            self.hung_up(dial)
        else:
            self._events.send(self._finished(dial, caller_present=True))
            self._close()

    def move(self, channel: Channel) -> None:
        """That one has the place of ours."""
        self._channel.session, channel.session = None, self
        self._channel = channel

    def lost(self) -> None:
        """The connection breaks; both sides notice. A `Dial` goes on all the same."""
        self._events.send(SessionEnded(self.call_id, hung_up=False, channel_id=self._came_on))
        self._close()
        self._dialplan_goes_on()

    def died_with_daemon(self) -> None:
        self._events.cut()
        self._close()
        self._dialplan_goes_on()

    def _dialplan_goes_on(self) -> None:
        if not (self._channel.dial or self._channel.spying or self._channel.gone):
            self._world.session_over(self._channel)

    def _close(self) -> None:
        self.open = False
        self._orders.cut()
        self._to_do.clear()
        if self._timer:
            self._timer.cancel()
        if self._announcing:
            self._announcing.break_off()
        if self._channel.session is self:
            self._channel.session = None

    def _take(self, order: CallOrder) -> None:
        self._to_do.append(order)
        if self._announcing:
            self._announcing.cut_short()
        self._next()

    def _next(self) -> None:
        while self._to_do and not self.busy and self.open:
            self._do(self._to_do.popleft())

    def _do(self, order: CallOrder) -> None:
        channel, caller = self._channel, self._channel.caller
        self._holding, channel.hears = False, ""
        match order:
            case AnswerCall():
                channel.call_id, channel.answered = self.call_id, True
            case Speak():
                pass
            case PlayPrompts():
                self._wait(_length_ms(order.prompts), PromptFinished(self.call_id))
            case CollectDigits():
                keys = caller.press()
                silence_ms = _length_ms(order.prompts) + int(order.timeout_s * 1000)
                delay_ms = caller.key_after_ms if keys else silence_ms
                self._wait(delay_ms, DigitsEntered(self.call_id, keys))
            case HoldCaller():
                self._holding, channel.hears = True, MUSIC
                plan = self._world.plan
                queue = plan.queues_by_name.get(order.queue)
                self._exit_keys = "".join(queue.keys) if queue else ""
                channel.place = Carried(order.queue, order.visit, order.entered_at_ms)
            case Announce():
                self._holding = self.busy = True
                self._announcing = Announcing(self._world, channel, self.call_id, self._announced)
                self._announcing.start(order.said)
            case RingAgent():
                self._ring(order)
            case Connect():
                self._connect(order)
            case RecordMessage():
                taken = MessageTaken(self.call_id, order.box, order.path, hung_up=False, caller=order.caller)
                self._wait(PROMPT_MS, taken)
            case AskPin() | Echo() | PickUp() | Spy():
                self._do_code(order)
            case ReleaseCall():
                channel.verdict = order.verdict
                self._close()
                self._world.session_over(channel)
            case _:
                assert_never(order)

    def _do_code(self, order: CodeOrder) -> None:
        """There is never anything to pick up."""
        match order:
            case AskPin():
                pin = self._channel.caller.press()
                good = bool(order.agent) and pin == PIN
                self._wait(PROMPT_MS, PinEntered(self.call_id, order.agent, good))
            case Echo() | PickUp():
                self._wait(PROMPT_MS, PromptFinished(self.call_id))
            case Spy():
                self.busy = True
                spying = Spying(self._world, order, self._channel.caller.press(), self._listened)
                self._channel.spying = spying
                self._channel.on_gone.append(spying.stop)
                spying.seek()

    def _listened(self, ended: SpyEnded) -> None:
        """`ChanSpy` outlives the session; its keys lead back to us."""
        self._channel.spying = None
        if self.open:
            self._done(ended)
        elif ended.key:
            self._world.steer(self._channel)
        else:
            self._world.session_over(self._channel)

    def _announced(self) -> None:
        self._announcing, self.busy = None, False
        self._next()

    def _tell(self, event: Told) -> None:
        """By then the session may be another call's."""
        self._world.post(replace(event, call_id=self.call_id))

    def _wait(self, delay_ms: int, event: Report) -> None:
        self.busy = True
        self._timer = self._world.timeline.after(delay_ms, lambda: self._done(event))

    def _done(self, event: Report) -> None:
        self.busy = False
        self._events.send(event)
        self._next()

    def _ring(self, order: RingAgent) -> None:
        self.agents = tuple(phone.agent for phone in order.phones)
        self._dial(order)

    def _connect(self, order: Connect) -> None:
        self.agents = ()
        self._channel.call_id = self.call_id
        if self._channel.of_agent:
            self._world.dialled.append(self._channel.channel_id)
        self._dial(order)

    def _dial(self, order: RingAgent | Connect) -> None:
        """When `Dial` is over the session may be gone; then the dialplan has the caller."""
        self.busy, self._key = True, ""
        self._channel.recording = self._channel.recording or order.recording
        dial = Dial(
            self._world,
            self._channel,
            legs_of(self._world, self._channel, order),
            over=lambda status: self._over(dial),
            left=lambda number, by: self._left(dial, number, by),
        )
        dial.start(order.timeout_s, order.talk_most_s if isinstance(order, Connect) else 0)

    def _finished(self, dial: Dial, *, caller_present: bool, sent_on: bool = False) -> Report:
        """`Dial` of a caller who leaves before the answer is cancelled."""
        if not self.agents:
            cause = CAUSES.get(dial.status, 0)
            unaccepted = dial.mobiles.unaccepted
            return ConnectFinished(self.call_id, dial.status, cause, caller_present, unaccepted, sent_on)
        finished = DialFinished(self.call_id, self.agents, dial.status, None, caller_present)
        by, device, unaccepted = dial.answered_at, dial.answered_on, dial.mobiles.unaccepted
        return replace(
            finished, answered_at=by, device=device, key=self._key, unaccepted=unaccepted, sent_on=sent_on
        )

    def _over(self, dial: Dial) -> None:
        if self.open:
            self._done(self._finished(dial, caller_present=True))
        else:
            self._world.session_over(dial.channel)

    def _left(self, dial: Dial, number: str, by: str) -> None:
        if self.open:
            self.hung_up(dial, sent_on=True)
        self._world.transferred(dial.channel, number, by)


def _length_ms(prompts: tuple[str, ...]) -> int:
    return sum(DIGIT_MS if prompt.startswith("digits/") else PROMPT_MS for prompt in prompts)
