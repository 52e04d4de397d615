"""What phones ask for by feature codes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeDialled:
    """`code` is its name in the plan's `feature_codes`, `behind` the extension that was dialled after it."""

    call_id: str
    code: str
    behind: str


@dataclass(frozen=True, slots=True)
class CodeAsks:
    """Where the talk with who dialled the code stands: it asks for his `number` or `pin`, or `what` he wants,
    or has `said` its last word."""

    call_id: str
    step: str


@dataclass(frozen=True, slots=True)
class PersonKnown:
    """Who dials: known by his own phone, or because he gave his PIN (`by`: phone, pin, invitation)."""

    call_id: str
    person: str
    by: str


@dataclass(frozen=True, slots=True)
class PinRefused:
    """`agent` empty: there is nobody of the number that was typed. `outside`: not at a phone of ours.
    `in_a_row`: so many with this one; 0 for one that does not count, since nothing opens at the moment."""

    call_id: str
    agent: str
    outside: bool = False
    in_a_row: int = 0


@dataclass(frozen=True, slots=True)
class ForwardChanged:
    """Calls to the extension go to `number`; empty: they do not any more. `by` is who set it: the extension
    by its code, or a user over the API; empty in what was recorded before this was known."""

    extension: str
    number: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class DoNotDisturbChanged:
    """`by` as in `ForwardChanged`."""

    extension: str
    on: bool
    by: str = ""


CodeFact = CodeDialled | CodeAsks | PersonKnown | PinRefused | ForwardChanged | DoNotDisturbChanged
