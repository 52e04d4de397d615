"""How AGI is written and read. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

COMMAND_MOST_BYTES = 2000
"""Asterisk reads a command into 2048 bytes and would take the rest for another one."""

_LINE_ENDS = re.compile(r"[\r\n\0]")
_BARE = re.compile(r"[A-Za-z0-9_./-]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_ANSWER = re.compile(r"(?P<code>[0-9]{3}) (?:result=(?P<result>\S*)(?: \((?P<value>.*)\))?)?")


class Hangup(Enum):
    """The caller is gone, or was transferred away: the channel is no longer ours."""

    HANGUP = "HANGUP"


@dataclass(frozen=True, slots=True)
class Answer:
    """`200 result=1 (text)`. Another code than 200 is a refusal; then `result` is empty."""

    code: int
    result: str = ""
    value: str = ""

    @property
    def done(self) -> bool:
        """Asterisk did it, and the caller was still there."""
        return self.code == 200 and not self.result.startswith("-")

    @property
    def tells_hangup(self) -> bool:
        """511 refuses what a dead channel cannot do."""
        return self.code == 511 or self.result == "-1"


def encode(words: Iterable[str]) -> bytes:
    """One command line. ValueError: a word holds a line end or NUL, or the line is too long."""
    line = " ".join(_quoted(word) for word in words).encode(errors="replace") + b"\n"
    if len(line) > COMMAND_MOST_BYTES:
        raise ValueError(f"an AGI command of {len(line)} bytes is more than Asterisk can read")
    return line


def _quoted(word: str) -> str:
    if _LINE_ENDS.search(word):
        raise ValueError(f"a line end inside an AGI command: {word!r}")
    if _BARE.fullmatch(word):
        return word
    return '"' + word.replace("\\", r"\\").replace('"', r"\"") + '"'


def parse_environment(lines: Iterable[str]) -> Mapping[str, str]:
    """The `agi_*: value` lines that open a connection, values without control characters."""
    fields = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            fields[name.strip()] = _CONTROLS.sub("", value).strip()
    return fields


class Ear:
    """Makes sense of what Asterisk says after the environment, line by line."""

    def __init__(self) -> None:
        self._in_usage = False

    def hear(self, line: str) -> Answer | Hangup | None:
        """None: nothing is known yet, or it was not AGI."""
        line = line.rstrip("\r\n")
        if self._in_usage and not line.startswith("520 "):
            return None
        if line == Hangup.HANGUP.value:
            return Hangup.HANGUP
        self._in_usage = line.startswith("520-")
        found = _ANSWER.match(line)
        if found is None:
            return None
        return Answer(int(found["code"]), found["result"] or "", found["value"] or "")
