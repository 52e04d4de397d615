"""The ways to say no, for those who must tell them apart (HTTP, the command line). Each is a `Refused`."""

from dataclasses import dataclass

from ccd.domain.refused import Refused


@dataclass(frozen=True, slots=True)
class NotFound(Refused):
    """What was asked for is not there."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. `where` is spelled as in `queues[0].members[1]`, empty for the whole."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Invalid(Refused):
    """What was sent cannot be taken as it is; every problem at once."""

    problems: tuple[Problem, ...]
