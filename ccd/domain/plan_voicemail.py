"""Boxes in which callers leave messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from ccd.domain.located import Problem
from ccd.domain.names import Frozen, Name, Number, Prompts, Title
from ccd.domain.plan_hours import Zone
from ccd.domain.spelled import Spelled

if TYPE_CHECKING:
    from ccd.domain.plan import Plan

Email = Annotated[str, Spelled(r"^([^@\s,;<>\"]{1,64}@[A-Za-z0-9.-]{1,190})?$", "one mail address")]

DEFAULT_GREETING = ("vm-intro",)
"""Asterisk's own: please leave a message after the tone."""


def pin_of(box: str) -> str:
    """Under which name its PIN is kept, which no agent can have."""
    return f"box:{box}"


class Voicemail(Frozen):
    """Callers who do not reach `extension` come here by themselves, others by a node that names the box.
    Without a `greeting` they hear Asterisk's own. A message ends with `#`, after `silence_s` of silence, or
    when it is `longest_s` long. Each is mailed to `email`, if there is one. Who listens to them at the box's
    own phone is asked for the PIN, but for `pin_at_phone: false`. Before each he hears when it was left, by
    the clock of `zone`, and by whom, but for `envelope: false`. At another phone he types `number`; the
    extension if nothing is said."""

    name: Name
    title: Title = ""
    extension: Number | None = None
    greeting: Prompts = ()
    longest_s: int = Field(default=180, ge=5, le=3600)
    silence_s: int = Field(default=5, ge=2, le=60)
    email: Email = ""
    pin_at_phone: bool = True
    envelope: bool = True
    zone: Zone | None = None
    number: Number | None = None

    @property
    def typed(self) -> str | None:
        return self.number or self.extension


def box_of(pin: str) -> str:
    """The other way round."""
    return pin.removeprefix(pin_of(""))


def zone_of(plan: Plan, box: Voicemail) -> str:
    """The box's own, else that of the office's hours; empty: Asterisk's."""
    return box.zone or next((hours.zone for hours in plan.hours), "")


def unknown_phones(plan: Plan) -> Iterator[Problem]:
    """Of boxes, phones that have two, and numbers that are two boxes'."""
    seen: dict[str, str] = {}
    typed: dict[str, str] = {}
    for i, box in enumerate(plan.voicemails):
        if box.typed and (other := typed.setdefault(box.typed, box.name)) != box.name and box.number:
            what = f"voicemail {box.name}: {box.number} is the number of the box {other} already"
            yield ("voicemails", i, "number"), what
        place = ("voicemails", i, "extension")
        if box.extension is None:
            continue
        if box.extension not in plan.extensions_by_number:
            yield place, f"voicemail {box.name}: there is no extension {box.extension}"
        if box.extension in seen:
            yield place, f"voicemail {box.name}: {box.extension} has the box {seen[box.extension]} already"
        seen[box.extension] = box.name
