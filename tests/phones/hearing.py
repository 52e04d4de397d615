"""The ear: what a call hears, as numbers and as assertions that wait for it to come true."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from . import tones
from .audio import Audio
from .pacer import pacer
from .story import Story
from .waiting import PATIENCE_S

WINDOW_S = 0.1
PRESENT_DBFS = -30.0
SILENCE_DBFS = -50.0

_declared: set[int] = set()


def declare_tones(*tones_hz: int) -> None:
    """Have `hears_only()` and `heard()` look for tones that no phone plays, such as music on hold."""
    _declared.update(tones_hz)


def known_tones() -> set[int]:
    """Every tone that a call now open in this process has played, and the declared ones."""
    return _declared.union(*(stream.tones_sent for stream in Audio.open_streams))


class Ear:
    """The listening half of a call.

    Every `hears...` looks at what is heard from now on, each 20 ms of it (if this process stood still:
    afterwards), and returns as soon as the claim is true. When it did not come true in `timeout_s`, or before
    the call ended, it raises AssertionError and says what was heard instead and what had happened to the
    call. With `for_s` the claim must hold without a gap for that long. A moment is judged by the `window_s`
    before it, the first one too: what was heard last before a claim may make it true.
    """

    def __init__(self, name: str, story: Story) -> None:
        self.name = name
        self.story = story

    @property
    def stream(self) -> Audio | None:
        """None while the call has no audio."""
        raise NotImplementedError

    @property
    def is_over(self) -> bool:
        raise NotImplementedError

    def audio(self, window_s: float, until: float | None = None) -> bytes:
        """The u-law bytes heard in the `window_s` seconds before that moment, by default the last ones (6 s
        are kept)."""
        return self.stream.heard(window_s, until) if self.stream else b""

    def heard(
        self, window_s: float = 0.3, among: Iterable[int] | None = None, until: float | None = None
    ) -> dict[int, float]:
        """Level in dBFS of each tone of `among`, by default every known one; absent ones read below -55."""
        return tones.levels_dbfs(self.audio(window_s, until), known_tones() if among is None else among)

    def level_dbfs(self, window_s: float = 0.3, until: float | None = None) -> float:
        """Loudness of all that is heard; -120 for nothing."""
        return tones.level_dbfs(self.audio(window_s, until))

    def _all_present(self, tones_hz: set[int], window_s: float, at: float) -> bool:
        return all(level > PRESENT_DBFS for level in self.heard(window_s, tones_hz, at).values())

    async def hears(
        self,
        tones_hz: Iterable[int],
        *,
        timeout_s: float = PATIENCE_S,
        window_s: float = WINDOW_S,
        for_s: float = 0.0,
    ) -> None:
        """All these tones at the same time."""
        wanted = set(tones_hz)

        def present(at: float) -> bool:
            return self._all_present(wanted, window_s, at)

        await self._claim(f"hear {tones.plus(wanted)}", present, timeout_s, for_s)

    async def hears_only(
        self,
        tones_hz: Iterable[int],
        *,
        among: Iterable[int] | None = None,
        timeout_s: float = PATIENCE_S,
        window_s: float = WINDOW_S,
        for_s: float = 0.1,
    ) -> None:
        """All these tones, maybe none, and none of the others of `among` (by default every known tone)."""
        wanted = set(tones_hz)
        others = set(known_tones() if among is None else among)  # also those of calls that end meanwhile

        def only(at: float) -> bool:
            if among is None:
                others.update(known_tones())
            if not self._all_present(wanted, window_s, at):
                return False
            return all(level <= PRESENT_DBFS for level in self.heard(window_s, others - wanted, at).values())

        await self._claim(f"hear {tones.plus(wanted)} and nothing else", only, timeout_s, for_s)

    async def hears_silence(
        self, *, timeout_s: float = PATIENCE_S, for_s: float = 0.3, below_dbfs: float = SILENCE_DBFS
    ) -> None:
        """Nothing: no audio at all, or audio without a sound."""

        def quiet(at: float) -> bool:
            return self.level_dbfs(WINDOW_S, at) < below_dbfs

        await self._claim("hear silence", quiet, timeout_s, for_s)

    async def hears_sound(
        self, *, timeout_s: float = PATIENCE_S, for_s: float = 0.0, above_dbfs: float = -40.0
    ) -> None:
        """Anything: speech, music, a tone."""

        def loud(at: float) -> bool:
            return self.level_dbfs(WINDOW_S, at) > above_dbfs

        await self._claim("hear a sound", loud, timeout_s, for_s)

    async def hears_keys(self, keys: str, *, timeout_s: float = PATIENCE_S) -> None:
        """The other side has pressed exactly these keys since the call began."""
        await self._claim(f"hear the keys {keys}", lambda _: self.keys_heard == keys, timeout_s, 0.0)

    @property
    def keys_heard(self) -> str:
        """Every key heard as an RTP event since the call began."""
        return self.stream.keys_heard if self.stream else ""

    async def _claim(
        self, what: str, is_true: Callable[[float], bool], timeout_s: float, for_s: float
    ) -> None:
        begin = looked_at = now = time.monotonic()
        true_since: float | None = None
        over = self.is_over
        while True:
            for moment in self._moments(looked_at, now):
                if not is_true(moment):
                    true_since = None
                else:
                    true_since = moment if true_since is None else true_since
                    if moment - true_since >= for_s:
                        return
            if over or now - begin > timeout_s:
                raise AssertionError(self._complaint(what, time.monotonic() - begin))
            await pacer().tick()
            over, looked_at, now = self.is_over, now, time.monotonic()

    def _moments(self, since: float, until: float) -> list[float]:
        if self.stream:
            return self.stream.moments(since, until)
        return [] if self.is_over else [until]

    def _complaint(self, what: str, after_s: float) -> str:
        when = f"the call was over after {after_s:.2f} s" if self.is_over else f"not within {after_s:.2f} s"
        return f"{self.name} should {what}: {when}; {self.in_words()}\n{self.story}"

    def in_words(self) -> str:
        """What is being heard, for a failure message."""
        if not self.stream:
            return "it had no audio yet"
        audio = self.audio(WINDOW_S)
        return (
            f"it heard {tones.in_words(tones.strongest(audio))}, level {tones.level_dbfs(audio):.1f} dBFS, "
            f"keys {self.keys_heard!r}; {self.stream.packets_heard} packets in, the last audio "
            f"{self.stream.silent_for_s():.2f} s ago; {self.stream.packets_sent} out"
        )
