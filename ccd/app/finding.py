"""What a look at one thing found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`said` is what is so when `good`, else what is wrong and how to mend it."""

    what: str
    good: bool
    said: str
