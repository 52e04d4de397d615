"""What happened to a call, and how it ended: the words of a failing test."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """`at`: seconds of the monotonic clock."""

    at: float
    text: str


class Story:
    """Timestamped lines, oldest first. `str()` of it counts from the first line."""

    _KEPT = 500

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def add(self, text: str) -> None:
        if len(self.lines) < self._KEPT:
            self.lines.append(Line(time.monotonic(), text))

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def __str__(self) -> str:
        if not self.lines:
            return "  (nothing happened)"
        begin = self.lines[0].at
        return "\n".join(f"  +{line.at - begin:7.3f} s  {line.text}" for line in self.lines)


@dataclass(frozen=True)
class EndReason:
    """Who ended a call and how.

    `status` is 200 for a conversation that was hung up, 487 for a ring that was cancelled, else the SIP
    status that refused the call. `header` is the Reason header that came with it, e.g.
    `SIP;cause=200;text="Call completed elsewhere"`.
    """

    by_us: bool
    status: int
    reason: str
    header: str = ""

    @property
    def by_peer(self) -> bool:
        return not self.by_us


class RefusedError(Exception):
    """The other side said no. `status` and `reason` are those of its answer."""

    def __init__(self, what: str, status: int, reason: str, story: Story | None = None) -> None:
        super().__init__(f"{what}: {status} {reason}" + (f"\n{story}" if story else ""))
        self.status = status
        self.reason = reason


class CallFailed(RefusedError):  # noqa: N818 - reads better in a test
    """A call that was not answered, or a request within it (hold, resume) that was refused."""


class RegistrationFailed(RefusedError):  # noqa: N818 - reads better in a test
    """The registrar does not want the phone."""


class TransferFailed(RefusedError):  # noqa: N818 - reads better in a test
    """The REFER was refused, or its target was not reached."""
