"""A call as the person at the phone sees it."""

from __future__ import annotations

import asyncio
import secrets
import time

from . import sdp, tones
from .address import NameAddress, parse_name_address, sip_uri
from .audio import Audio
from .hearing import Ear
from .incoming import IncomingLeg
from .leg import State
from .message import Headers
from .outgoing import OutgoingLeg
from .story import CallFailed, EndReason
from .transfer import refer, replaces_uri
from .waiting import PATIENCE_S

_GLARE_TRIES = 6


class Call(Ear):
    """Comes from `Phone.call()` or `Phone.rings()`. A wait for what has happened already returns at once."""

    def __init__(self, name: str, leg: OutgoingLeg | IncomingLeg, caller: NameAddress) -> None:
        super().__init__(name, leg.story)
        self.leg = leg
        self.at = leg.at
        self._caller = caller
        self.invite_headers: Headers = leg.headers

    # What is known about it

    @property
    def stream(self) -> Audio | None:
        return self.leg.stream

    @property
    def state(self) -> State:
        return self.leg.state

    @property
    def is_up(self) -> bool:
        return self.leg.state is State.UP

    @property
    def is_over(self) -> bool:
        return self.leg.is_over

    @property
    def is_incoming(self) -> bool:
        return isinstance(self.leg, IncomingLeg)

    @property
    def end(self) -> EndReason | None:
        """How it ended; None while it has not."""
        return self.leg.end

    @property
    def caller_number(self) -> str:
        """User part of the INVITE's From, unescaped; "" when there is none."""
        return self._caller.user

    @property
    def dialled(self) -> str:
        """User part of the URI that an incoming call was made to; "" for a call of ours."""
        return parse_name_address(f"<{self.leg.uri}>").user if isinstance(self.leg, IncomingLeg) else ""

    @property
    def caller_name(self) -> str:
        """Display name of the INVITE's From, unquoted; "" when there is none."""
        return self._caller.display_name

    @property
    def headers(self) -> Headers:
        """Of an incoming call the INVITE's, of an outgoing one those of its last answer."""
        return self.invite_headers if self.is_incoming else self.leg.headers

    @property
    def display(self) -> str:
        """What a desk phone's display says of the peer by now: `NAME NUMBER`, each as it was told last
        (RFC 3325, else From); "" when nothing was told."""
        known = self.leg.headers.get("P-Asserted-Identity", "")
        who = parse_name_address(known) if known or not self.is_incoming else self._caller
        return f"{who.display_name} {who.user}".strip()

    async def shows(self, display: str, timeout_s: float = PATIENCE_S) -> None:
        """Its display says that now, or soon. Raises TimeoutError."""
        await self.leg.watch.until(
            lambda: self.display == display,
            timeout_s,
            lambda: f"{self.name} should show {display!r}, and shows {self.display!r}\n{self.story}",
        )

    @property
    def latest_headers(self) -> Headers:
        """Of the last message that may tell who the peer is now: INVITE, its answer, re-INVITE or UPDATE."""
        return self.leg.headers

    def __repr__(self) -> str:
        return f"<Call {self.name}, {self.state.value}>"

    # Getting through

    async def ringing(self, timeout_s: float = PATIENCE_S) -> None:
        """It rings there (180 or 183), or was answered without. Raises CallFailed, TimeoutError."""
        await self._reach("ringing", ("ringing", "answered"), timeout_s)

    async def answered(self, timeout_s: float = PATIENCE_S) -> None:
        """It was answered, and acknowledged, be it over again by now. Raises CallFailed, TimeoutError."""
        await self._reach("answered", ("confirmed",), timeout_s)

    async def _reach(self, what: str, marks: tuple[str, ...], timeout_s: float) -> None:
        await self.leg.watch.until(
            lambda: self.is_over or any(mark in self.at for mark in marks),
            timeout_s,
            lambda: f"{self.name} should be {what}, is {self.state.value}\n{self.story}",
        )
        if self.end and not any(mark in self.at for mark in marks):
            raise CallFailed(f"{self.name} should be {what}", self.end.status, self.end.reason, self.story)

    async def answer(self) -> None:
        """Take a ringing call; returns when the caller has confirmed. Raises CallFailed when cancelled."""
        await self._incoming().answer()

    async def reject(self, status: int = 486, reason: str | None = None) -> None:
        """Refuse a ringing call: 486 busy, 480 away, 603 decline. Nothing happens when it rings no more."""
        self._incoming().reject(status, reason)

    async def send_elsewhere(self, number: str) -> None:
        """As a phone does that forwards by itself: 302, and that number of the exchange's."""
        self._incoming().reject(302, elsewhere=sip_uri(number, *self.leg.account.server))

    def _incoming(self) -> IncomingLeg:
        assert isinstance(self.leg, IncomingLeg), f"{self.name} is our own call"
        return self.leg

    # Talking

    def send_tone(self, *tones_hz: int, amplitude: float = tones.AMPLITUDE) -> None:
        """Play this tone (or these at once) from now on; each with this amplitude, 0 to 32767."""
        self.leg.open_stream().play(tones.tone_payloads(tones_hz, amplitude), tones_hz)

    def number_packets_from(self, first: int) -> None:
        """The next RTP packet has this number, 0 to 65535: another source, or one begun anew."""
        self.leg.open_stream().next_sequence = first

    def silence(self) -> None:
        """Play silence from now on, as every call does at first."""
        self.leg.open_stream().play((tones.SILENCE_PAYLOAD,))

    async def press(self, keys: str, *, down_ms: int = 100, pause_ms: int = 60) -> None:
        """Press these keys (0-9 * # A-D) one after the other; returns when the last one is sent.

        Raises CallFailed when there is no audio to press them into, ValueError for a key that does not exist.
        """
        if not self.stream or self.is_over:
            raise CallFailed(f"{self.name} cannot press {keys}", 481, self.state.value, self.story)
        self.story.add(f"keys {keys} pressed")
        await self.stream.press(keys, down_ms, pause_ms)

    # Steering

    async def hold(self, *, keep_sending: bool = False) -> None:
        """Put the other side on hold: sendonly, and no audio from us unless `keep_sending` (to find leaks).

        What the holder hears meanwhile proves nothing: Asterisk may go on sending the held party's voice
        though it has agreed not to (in 7 % of holds on a busy machine). Raises CallFailed when refused.
        """
        stream = self.leg.open_stream()
        stream.holding = not keep_sending
        self.leg.on_hold = True
        try:
            await self._reinvite("sendonly")
        except CallFailed:
            stream.holding = self.leg.on_hold = False
            raise

    async def resume(self) -> None:
        """Back to sendrecv. Raises CallFailed when refused; we hold still then."""
        await self._reinvite("sendrecv")
        self.leg.open_stream().holding = self.leg.on_hold = False

    async def _reinvite(self, direction: sdp.Direction) -> None:
        if not self.is_up:
            raise CallFailed(f"{self.name} cannot change", 481, self.state.value, self.story)
        self.leg.reinviting = True
        try:
            for _ in range(_GLARE_TRIES):
                response = await self.leg.ask("INVITE", body=self.leg.describe(direction))
                if response.status != 491:
                    break
                # Both sides asked at once (RFC 3261, 14.1, but sooner): let go, wait at random, ask again.
                self.leg.reinviting = False
                await asyncio.sleep(0.05 + secrets.randbelow(200) / 1000)
                self.leg.reinviting = True
        finally:
            self.leg.reinviting = False
        if response.status >= 300:
            raise CallFailed(
                f"{self.name} cannot be {direction}", response.status, response.reason, self.story
            )
        self.leg.headers = response.headers
        self.leg.take_description(response.body)

    async def transfer_blind(self, number: str, timeout_s: float = PATIENCE_S) -> None:
        """Send the other side to that number (or `sip:` URI).

        Returns when it rings or is answered there; our own call is over then. Raises TransferFailed when it
        was refused or the number cannot be reached, TimeoutError.
        """
        host, port = self.leg.account.server
        target = number if number.startswith("sip:") else sip_uri(number, host, port)
        await refer(self.leg, target, 180, timeout_s)

    async def transfer_attended(self, other: Call, timeout_s: float = PATIENCE_S) -> None:
        """Join the other side of this call with that of `other`; both of ours are over when this returns.

        Let the parties hear each other before. Raises TransferFailed, TimeoutError.
        """
        begin = time.monotonic()
        await refer(self.leg, replaces_uri(other.leg), 200, timeout_s)
        try:
            await other.ended(timeout_s - (time.monotonic() - begin))
        except TimeoutError:
            await other.hang_up()

    async def hang_up(self) -> None:
        """End it in whatever way its state asks for: BYE, CANCEL, or 603 to a ringing one. Never raises.

        Returns when it is over; BYE goes on being repeated until it is answered.
        """
        if self.is_up:
            self.leg.send_bye()
            self.leg.finish(by_us=True, status=200, reason="hung up")
        elif isinstance(self.leg, IncomingLeg):
            self.leg.reject(603)
        elif not self.is_over:
            await self.leg.cancel()

    async def ended(self, timeout_s: float = PATIENCE_S) -> EndReason:
        """It is over, in whatever way. Raises TimeoutError."""
        await self.leg.watch.until(
            lambda: self.is_over, timeout_s, lambda: f"{self.name} should have ended\n{self.story}"
        )
        assert self.end
        return self.end
