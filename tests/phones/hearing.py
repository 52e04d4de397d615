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

    Every `hears...` polls with the audio (each 20 ms) and returns as soon as the claim is true. When it did
    not come true in `timeout_s`, or the call ended, it raises AssertionError and says what was heard instead
    and what had happened to the call. With `for_s` the claim must hold without a gap for that long.
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

    def audio(self, window_s: float) -> bytes:
        """The u-law bytes heard in the last `window_s` seconds (6 s are kept)."""
        return self.stream.heard(window_s) if self.stream else b""

    def heard(self, window_s: float = 0.3, among: Iterable[int] | None = None) -> dict[int, float]:
        """Level in dBFS of each tone of `among`, by default every known one; absent ones read below -55."""
        return tones.levels_dbfs(self.audio(window_s), known_tones() if among is None else among)

    def level_dbfs(self, window_s: float = 0.3) -> float:
        """Loudness of all that is heard; -120 for nothing."""
        return tones.level_dbfs(self.audio(window_s))

    def _all_present(self, tones_hz: set[int], window_s: float) -> bool:
        return all(level > PRESENT_DBFS for level in self.heard(window_s, tones_hz).values())

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

        def present() -> bool:
            return self._all_present(wanted, window_s)

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
        others = None if among is None else set(among)

        def only() -> bool:
            if not self._all_present(wanted, window_s):
                return False
            rest = (known_tones() if others is None else others) - wanted
            return all(level <= PRESENT_DBFS for level in self.heard(window_s, rest).values())

        await self._claim(f"hear {tones.plus(wanted)} and nothing else", only, timeout_s, for_s)

    async def hears_silence(
        self, *, timeout_s: float = PATIENCE_S, for_s: float = 0.3, below_dbfs: float = SILENCE_DBFS
    ) -> None:
        """Nothing: no audio at all, or audio without a sound."""
        await self._claim("hear silence", lambda: self.level_dbfs(WINDOW_S) < below_dbfs, timeout_s, for_s)

    async def hears_sound(
        self, *, timeout_s: float = PATIENCE_S, for_s: float = 0.0, above_dbfs: float = -40.0
    ) -> None:
        """Anything: speech, music, a tone."""
        await self._claim("hear a sound", lambda: self.level_dbfs(WINDOW_S) > above_dbfs, timeout_s, for_s)

    async def hears_keys(self, keys: str, *, timeout_s: float = PATIENCE_S) -> None:
        """The other side has pressed exactly these keys since the call began."""
        await self._claim(f"hear the keys {keys}", lambda: self.keys_heard == keys, timeout_s, 0.0)

    @property
    def keys_heard(self) -> str:
        """Every key heard as an RTP event since the call began."""
        return self.stream.keys_heard if self.stream else ""

    async def _claim(self, what: str, is_true: Callable[[], bool], timeout_s: float, for_s: float) -> None:
        begin = time.monotonic()
        true_since: float | None = None
        while not self.is_over:
            now = time.monotonic()
            if not is_true():
                true_since = None
            else:
                true_since = now if true_since is None else true_since
                if now - true_since >= for_s:
                    return
            if now - begin > timeout_s:
                break
            await pacer().tick()
        raise AssertionError(self._complaint(what, time.monotonic() - begin))

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
