"""What a caller hears while he waits: music, and in its place now and then files, each of some length."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.twin.channel import Channel
from tests.twin.timeline import Timer
from tests.twin.world import World

MUSIC = "music"
SLOWEST_CUT_MS = 30
FILE_MS = 1500
DIGIT_MS = 400

Said = tuple[str | int, ...]


@dataclass(frozen=True)
class Heard:
    """A file that was played to `call_id` until then, perhaps not to its end. `unwanted_since_ms` is since
    when there was something else to do, None: nothing; `stoppable`: AMI was there to stop it."""

    call_id: str
    said: str | int
    from_ms: int
    until_ms: int
    whole: bool
    unwanted_since_ms: int | None
    stoppable: bool


class Announcing:
    """One announcement: file after file until all are played, or somebody needs the caller. AMI stops the
    file; without it the file is heard to its end."""

    def __init__(self, world: World, channel: Channel, call_id: str, over: Callable[[], None]) -> None:
        self._world = world
        self._channel = channel
        self._call_id = call_id
        self._over = over
        self._left: Said = ()
        self._from_ms = 0
        self._unwanted_since_ms: int | None = None
        self._stoppable = False
        self._timer: Timer | None = None

    def start(self, said: Said) -> None:
        self._left = said
        self._next()

    def cut_short(self) -> None:
        """There is something else to do."""
        if self._unwanted_since_ms is not None:
            return
        self._unwanted_since_ms = self._world.timeline.now_ms
        self._stoppable = self._world.linked
        if self._stoppable:
            delay_ms = self._world.random.randint(1, SLOWEST_CUT_MS)
            self._world.timeline.after(delay_ms, self._stop_file)

    def break_off(self) -> None:
        """The channel is not ours any more."""
        if self._timer:
            self._timer.cancel()
        self._timer = None

    def _next(self) -> None:
        if not self._left or self._unwanted_since_ms is not None:
            self._timer, self._channel.hears = None, "" if self._unwanted_since_ms else MUSIC
            self._over()
            return
        self._channel.hears, self._from_ms = str(self._left[0]), self._world.timeline.now_ms
        self._timer = self._world.timeline.after(_length_ms(self._left[0]), self._file_over)

    def _stop_file(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._file_over(whole=False)

    def _file_over(self, *, whole: bool = True) -> None:
        now_ms = self._world.timeline.now_ms
        self._world.heard.append(
            Heard(
                self._call_id,
                self._left[0],
                self._from_ms,
                now_ms,
                whole,
                self._unwanted_since_ms,
                self._stoppable,
            )
        )
        self._left = self._left[1:]
        self._next()


def _length_ms(said: str | int) -> int:
    """Numbers are said digit by digit."""
    return DIGIT_MS * len(str(said)) if isinstance(said, int) else FILE_MS
