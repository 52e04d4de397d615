"""The hands of one call: its orders, performed one at a time in the order they came."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import assert_never

import structlog

from ccd.domain.events import (
    CallArrived,
    ConnectFinished,
    DialFinished,
    DialStatus,
    DigitsEntered,
    Event,
    KeyPressed,
    MessageTaken,
    PinEntered,
    PromptFinished,
    SessionEnded,
)
from ccd.domain.legs import OutsideLeg, PhoneLeg
from ccd.domain.orders import (
    Announce,
    AnswerCall,
    AskPin,
    Cause,
    CollectDigits,
    Connect,
    Echo,
    HoldCaller,
    PickUp,
    PlayPrompts,
    RecordMessage,
    ReleaseCall,
    RingAgent,
    Spy,
)
from ccd.telephony.agi import commands
from ccd.telephony.agi.commands import Words
from ccd.telephony.agi.line import CallGoneError, Line
from ccd.telephony.agi.pressed import Pressed
from ccd.telephony.agi.spying import spy
from ccd.telephony.recording import raw_file

CodeOrder = AskPin | Echo | PickUp | Spy
StayingOrder = (
    Announce
    | AnswerCall
    | PlayPrompts
    | CollectDigits
    | HoldCaller
    | RingAgent
    | Connect
    | RecordMessage
    | CodeOrder
)
CallOrder = StayingOrder | ReleaseCall

IsPin = Callable[[str, str], Awaitable[bool]]
"""Whether that is the agent's PIN. Never raises."""

_log = structlog.get_logger(__name__)


class Session:
    """One visit of a channel to us. `run()` posts `CallArrived`, what its orders yield, and at last
    `SessionEnded`, unless it was `ReleaseCall` that ended it, or our own stop: then the caller is still
    there, and comes back to whoever listens next."""

    def __init__(
        self,
        arrival: CallArrived,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        post: Callable[[Event], None],
        recordings_dir: Path,
        is_pin: IsPin,
        stop_playing: Callable[[str], None],
    ) -> None:
        self.call_id = arrival.call_id
        self._arrival = arrival
        self._post = post
        self._recordings_dir = recordings_dir
        self._is_pin = is_pin
        self._orders: asyncio.Queue[CallOrder | None] = asyncio.Queue()
        self._line = Line(reader, writer, on_gone=lambda: self._orders.put_nowait(None))
        self._music = "default"
        self._stop_playing = stop_playing
        self._announcing = False
        self._holding = False
        self._pressed = Pressed()
        self._place: Words = ()
        self._rung = False
        self._remembered = False

    @property
    def channel_id(self) -> str:
        return self._arrival.channel_id

    def press(self, key: str) -> None:
        """AMI has heard the caller press it, whatever he was doing."""
        if self._pressed.is_news(key) and self._holding:
            self._post(KeyPressed(self.call_id, key))

    def perform(self, order: CallOrder) -> None:
        self._orders.put_nowait(order)
        if self._announcing:
            self._stop_playing(self.channel_id)

    async def run(self) -> None:
        """Never raises but for its own cancelling."""
        listening = asyncio.create_task(self._line.listen(), name=f"listen {self.call_id}")
        self._post(self._arrival)
        try:
            await self._obey()
        except CallGoneError as gone:
            self._post(SessionEnded(self.call_id, gone.hung_up, self._arrival.channel_id))
        except Exception:
            _log.exception("a session failed; the dialplan has the caller", call_id=self.call_id)
            self._post(SessionEnded(self.call_id, hung_up=False, channel_id=self._arrival.channel_id))
        finally:
            self._line.close()
            listening.cancel()
            await asyncio.wait((listening,))

    async def _obey(self) -> None:
        while (order := await self._orders.get()) is not None and not self._line.hung_up:
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

    async def _perform(self, order: StayingOrder) -> None:
        self._holding = isinstance(order, HoldCaller | Announce)
        match order:
            case Announce():
                await self._announce(order)
            case HoldCaller():
                await self._hold(order)
            case AnswerCall():
                await self._do(commands.ANSWER)
                await self._remember()
                if order.language:
                    await self._do(commands.speak(order.language))
            case PlayPrompts():
                await self._do(commands.play(order.prompts))
                self._post(PromptFinished(self.call_id))
            case CollectDigits():
                self._pressed.menu_begins()
                digits = await self._collect(order)
                self._pressed.menu_took(digits)
                self._post(DigitsEntered(self.call_id, digits))
            case RingAgent():
                await self._ring(order)
            case Connect():
                await self._connect(order)
            case AskPin() | Echo() | PickUp() | Spy():
                await self._perform_code(order)
            case RecordMessage():
                await self._take_message(order)
            case _:
                assert_never(order)

    async def _perform_code(self, order: CodeOrder) -> None:
        match order:
            case AskPin():
                asked = CollectDigits(order.call_id, order.prompts, order.max_digits, order.timeout_s)
                good = await self._is_pin(order.agent, await self._collect(asked))
                self._post(PinEntered(self.call_id, order.agent, good))
            case Echo():
                await self._do(commands.play(order.prompts))
                await self._do(commands.ECHO)
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
        await self._do(commands.play(order.prompts))
        self._post(PromptFinished(self.call_id))

    async def _collect(self, order: CollectDigits) -> str:
        if order.max_digits > 1 and len(order.prompts) > 1:
            await self._do(commands.time_between_digits(order.timeout_s))
        status, digits = await self._read(order.prompts, order)
        if status == "ERROR":
            # The last file is missing, and then `Read` does not wait: the caller gets his time all the same.
            status, digits = await self._read((), order)
        # `Read` swallows the `#` that ends it; alone, it is what the caller pressed.
        return "#" if status == "OK" and not digits else digits

    async def _read(self, prompts: tuple[str, ...], order: CollectDigits) -> tuple[str, str]:
        await self._do(commands.collect(prompts, order.max_digits, order.timeout_s))
        answer = await self._do(commands.DIGITS_RESULT)
        status, _, digits = answer.partition(",")
        return status, digits

    async def _hold(self, order: HoldCaller) -> None:
        place = commands.remember_place(order.queue, order.entered_at_ms, order.visit, order.music)
        if place != self._place:
            await self._do(place)
            self._place = place
        self._music = order.music
        # What waits already decides what he hears next: for a caller served at once, `Dial` plays the music.
        if self._orders.empty():
            await self._do(commands.start_music(order.music))

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
            await self._do(commands.start_music(self._music))

    async def _ring(self, order: RingAgent) -> None:
        await self._record(order.recording)
        extensions = [phone.extension for phone in order.phones]
        await self._line.ask(commands.dial(extensions, order.timeout_s, self._music))
        result = (await self._line.ask(commands.DIAL_RESULT)).value
        ended, answered_at, exit = (result + ",,").split(",")[:3]
        status = DialStatus(ended)
        # A hang-up was told before this answer, if not before the one to `Dial`.
        caller_present = not self._line.hung_up
        # A caller who is there can have cancelled by a key only; then that is where the channel goes on.
        key = exit if caller_present and status is DialStatus.CANCEL else ""
        # Asterisk has no length of this talk: its ANSWEREDTIME counts from when the caller came to us.
        agents = tuple(phone.agent for phone in order.phones)
        self._post(DialFinished(self.call_id, agents, status, None, caller_present, answered_at, key))

    async def _connect(self, order: Connect) -> None:
        """Nobody is answered here: `Dial` does that when the callee is."""
        await self._remember()
        await self._record(order.recording)
        if shown := next((leg.caller_id for leg in order.legs if isinstance(leg, OutsideLeg)), ""):
            await self._do(commands.show_caller(shown))
        phones = [leg.extension for leg in order.legs if isinstance(leg, PhoneLeg)]
        found = (await self._line.ask(commands.contacts(phones))).value if phones else ""
        codes = order.feature_codes
        await self._line.ask(commands.connect(order.legs, order.timeout_s, found, caller_has_codes=codes))
        status, _, cause = (await self._line.ask(commands.CONNECT_RESULT)).value.partition(",")
        known_cause, present = int(cause) if cause.isdecimal() else 0, not self._line.hung_up
        self._post(ConnectFinished(self.call_id, DialStatus(status), known_cause, present))

    async def _take_message(self, order: RecordMessage) -> None:
        await self._do(commands.play(order.prompts))
        file = (self._recordings_dir / order.path).with_suffix(".sln")
        await self._line.ask(commands.record_message(file, order.silence_s, order.longest_s))
        hung_up = (await self._line.ask(commands.RECORD_STATUS)).value == "HANGUP"
        self._post(MessageTaken(self.call_id, order.box, order.path, hung_up))

    async def _remember(self) -> None:
        if not self._remembered:
            await self._do(commands.remember_call(self.call_id))
            self._remembered = True

    async def _record(self, path: str) -> None:
        """From the next talk on, or (empty) no longer. A channel that came back to us, or has talked, may be
        recorded without our doing."""
        returns = self._arrival.carried is not None or self._arrival.dialled
        recorded = (self._rung or returns) and bool(await self._do(commands.RECORDING_FILE))
        self._rung = True
        if path and not recorded:
            await self._do(commands.record(raw_file(self._recordings_dir, path)))
        elif recorded and not path:
            await self._do(commands.STOP_RECORDING)
            await self._do(commands.FORGET_RECORDING)

    async def _do(self, words: Words) -> str:
        """The answer's text in brackets. CallGoneError: the caller hung up, or Asterisk refused."""
        answer = await self._line.ask(words)
        if answer.tells_hangup or self._line.hung_up:
            raise CallGoneError(hung_up=True)
        if answer.done:
            return answer.value
        _log.error("Asterisk refused an AGI command", call_id=self.call_id, command=words, answer=answer)
        raise CallGoneError(hung_up=False)
