"""An expected no: a value, not an exception."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused:
    """`reason`: one sentence for the person who asked, saying what to do if something can be done."""

    reason: str
