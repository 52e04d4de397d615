"""The hands of one call: its orders, performed one at a time in the order they came."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import assert_never

import structlog

from ccd.domain.events import (
    CallArrived,
    ConnectFinished,
    DialFinished,
    DigitsEntered,
    Event,
    KeyPressed,
    PinEntered,
    PromptFinished,
    SessionEnded,
)
from ccd.domain.orders import (
    Announce,
    AnswerCall,
    AskPin,
    Cause,
    CollectDigits,
    Connect,
    Echo,
    HoldCaller,
    OfferKeys,
    PickUp,
    PlayPrompts,
    RecordGreeting,
    RecordMessage,
    ReleaseCall,
    RingAgent,
    Speak,
    Spy,
)
from ccd.telephony.agi import commands
from ccd.telephony.agi.box import BoxOrder, Pins, at_box
from ccd.telephony.agi.collecting import collect
from ccd.telephony.agi.dialling import connect, ring
from ccd.telephony.agi.line import CallGoneError, Line
from ccd.telephony.agi.memory import Memory
from ccd.telephony.agi.pressed import Pressed
from ccd.telephony.agi.spying import spy

CodeOrder = AskPin | Echo | PickUp | Spy
StayingOrder = (
    Announce
    | AnswerCall
    | Speak
    | PlayPrompts
    | CollectDigits
    | HoldCaller
    | RingAgent
    | Connect
    | BoxOrder
    | CodeOrder
)
CallOrder = StayingOrder | ReleaseCall
Asking = AnswerCall | Speak | CollectDigits | AskPin | OfferKeys
"""A key that is pressed while one of these is performed is for the menu that runs or comes next."""

_log = structlog.get_logger(__name__)


class Session:
    """One visit of a channel to us. `run()` posts `CallArrived`, what its orders yield, and at last
    `SessionEnded`, unless it was `ReleaseCall` that ended it, or our own stop: then the caller is still
    there, and comes back to whoever listens next."""

    def __init__(
        self,
        arrival: CallArrived,
        line: Line,
        post: Callable[[Event], None],
        recordings_dir: Path,
        pins: Pins,
        stop_playing: Callable[[str], None],
    ) -> None:
        self.call_id = arrival.call_id
        self._arrival = arrival
        self._post = post
        self._recordings_dir = recordings_dir
        self._pins = pins
        self._orders: asyncio.Queue[CallOrder | None] = asyncio.Queue()
        self._line = line
        returns = arrival.carried is not None or arrival.dialled
        self._memory = Memory(self._line, recordings_dir, bool(returns), arrival.caller_name)
        self._music = "default"
        self._stop_playing = stop_playing
        self._announcing = False
        self._holding = False
        self._pressed = Pressed(monotonic)

    @property
    def channel_id(self) -> str:
        return self._arrival.channel_id

    def press(self, key: str) -> None:
        """AMI has heard the caller press it, whatever he was doing."""
        if not self._pressed.is_news(key):
            return
        if self._holding:
            self._post(KeyPressed(self.call_id, key))
        else:
            self._pressed.keep(key)

    def perform(self, order: CallOrder) -> None:
        self._orders.put_nowait(order)
        if self._announcing:
            self._stop_playing(self.channel_id)

    async def run(self) -> None:
        """Never raises but for its own cancelling."""
        self._post(self._arrival)
        self._line.when_gone(lambda: self._orders.put_nowait(None))
        try:
            await self._obey()
        except CallGoneError as gone:
            if gone.refused:
                _log.error("Asterisk refused an AGI command", call_id=self.call_id, refused=gone.refused)
            self._post(SessionEnded(self.call_id, gone.hung_up, self._arrival.channel_id))
        except Exception:
            _log.exception("a session failed; the dialplan has the caller", call_id=self.call_id)
            self._post(SessionEnded(self.call_id, hung_up=False, channel_id=self._arrival.channel_id))

    async def _obey(self) -> None:
        while (order := await self._next()) is not None and not self._line.hung_up:
            if isinstance(order, ReleaseCall):
                # Who hangs up in this moment was let go of already.
                with suppress(CallGoneError):
                    if order.cause != Cause.NORMAL:
                        await self._line.ask(commands.leave_cause(order.cause))
                    if order.prompt:
                        await self._line.ask(commands.leave_prompt(order.prompt))
                    await self._line.ask(commands.leave_verdict(order.verdict))
                return
            await self._perform(order)
        raise CallGoneError(self._line.hung_up)

    async def _next(self) -> CallOrder | None:
        if self._orders.empty():
            await self._memory.settle(self.call_id)
        order = await self._orders.get()
        if order is not None and not isinstance(order, HoldCaller | ReleaseCall):
            await self._memory.settle(self.call_id)
        return order

    async def _perform(self, order: StayingOrder) -> None:
        self._holding = isinstance(order, HoldCaller | Announce)
        match order:
            case Announce():
                await self._announce(order)
            case HoldCaller():
                await self._hold(order)
            case AnswerCall():
                await self._line.do(commands.ANSWER)
                self._memory.owe_call()
            case Speak():
                await self._line.do(commands.speak(order.language))
            case PlayPrompts():
                await self._line.do(commands.play(order.prompts))
                self._post(PromptFinished(self.call_id))
            case CollectDigits():
                digits = await collect(self._line, order, self._pressed)
                self._post(DigitsEntered(self.call_id, digits))
            case RingAgent():
                await self._memory.recording(order.recording)
                await self._memory.name(order.shown)
                rung = await ring(self._line, self.channel_id, order, self._music)
                self._pressed.took(rung.key)
                self._ended(rung)
            case Connect():
                await self._memory.call(self.call_id)
                await self._memory.recording(order.recording)
                await self._memory.name(order.shown)
                self._ended(await connect(self._line, self.channel_id, order))
            case AskPin() | Echo() | PickUp() | Spy():
                await self._perform_code(order)
            case RecordMessage() | OfferKeys() | RecordGreeting():
                self._post(await at_box(self._line, self._recordings_dir, order, self._pins, self._pressed))
            case _:
                assert_never(order)
        if not isinstance(order, Asking):
            self._pressed.forget()

    def _ended(self, dialled: DialFinished | ConnectFinished) -> None:
        """Another call may have been put in the place of this one meanwhile."""
        self._post(replace(dialled, call_id=self.call_id))

    async def _perform_code(self, order: CodeOrder) -> None:
        match order:
            case AskPin():
                asked = CollectDigits(order.call_id, order.prompts, order.max_digits, order.timeout_s)
                good = await self._pins.is_pin(order.agent, await collect(self._line, asked, self._pressed))
                if not good:
                    self._pressed.forget()  # what followed was meant for who is let in
                self._post(PinEntered(self.call_id, order.agent, good))
            case Echo():
                await self._line.do(commands.play(order.prompts))
                await self._line.do(commands.ECHO)
                self._post(PromptFinished(self.call_id))
            case PickUp():
                await self._pick_up(order)
            case Spy():
                ended = await spy(self._line.ask, order)
                if self._line.hung_up:
                    raise CallGoneError(hung_up=True)
                self._post(ended)
            case _:
                assert_never(order)

    async def _pick_up(self, order: PickUp) -> None:
        """Our channel takes the place of the one that rang, and is ours no more; else it is still here."""
        words = commands.pick_up(order.extension) if order.extension else commands.PICK_UP_ANY
        await self._line.ask(words)
        await self._line.do(commands.play(order.prompts))
        self._post(PromptFinished(self.call_id))

    async def _hold(self, order: HoldCaller) -> None:
        await self._memory.place(order, self.call_id)
        self._music = order.music
        # What waits already decides what he hears next: for a caller served at once, `Dial` plays the music.
        if self._orders.empty():
            await self._line.do(commands.start_music(order.music))

    async def _announce(self, order: Announce) -> None:
        """A prompt that is missing is passed over. An agent who becomes free does not wait for the rest."""
        self._announcing = True
        for said in order.said:
            if self._orders.empty():
                await self._line.ask(commands.announce(said))
        self._announcing = False
        if self._line.hung_up:
            raise CallGoneError(hung_up=True)
        if self._orders.empty():
            await self._line.do(commands.start_music(self._music))
