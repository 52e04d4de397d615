"""What the things of a plan may be called: the types that every part of the plan shares."""

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from ccd.domain.phone_number import is_country
from ccd.domain.spelled import ONE_LINE, Spelled

Name = Annotated[
    str,
    Spelled(
        r"^[a-z0-9][a-z0-9_-]{0,39}$",
        "small letters a to z, digits, - and _, 40 at most; what people read is the `title`",
    ),
]
"""An identifier: lower case, digits, `-`, `_`. Safe in file names, dialplan and URLs."""

NameIfAny = Annotated[
    str,
    Spelled(
        r"^([a-z0-9][a-z0-9_-]{0,39})?$", "small letters a to z, digits, - and _, 40 at most, or nothing: ''"
    ),
]
"""The same, or empty."""

Title = Annotated[str, Spelled(ONE_LINE, "one line of text, 80 characters at most", 80)]
"""Free text for people: one line, any script."""

DisplayPrefix = Annotated[str, Spelled(ONE_LINE, "one line of text, 20 characters at most", 20)]
"""What stands before a name on the display of a phone: short, because displays are."""

PROMPT = Spelled(
    r"^[A-Za-z0-9][A-Za-z0-9_/-]{0,119}$",
    "a sound by its path below the sounds folder, without ending, like ccd/welcome",
)
Prompt = Annotated[str, PROMPT]
"""A sound by its path below the sounds folder, without ending: `ccd/welcome`."""


def _known_country(code: str) -> str:
    if not is_country(code):
        raise ValueError(f"there is no country {code}; write for example VN")
    return code


Country = Annotated[
    str,
    Spelled(r"^[A-Z]{2}$", "a country by its two capital letters, like VN"),
    AfterValidator(_known_country),
]
"""ISO 3166 alpha-2."""

Prompts = Annotated[tuple[Prompt, ...], Field(max_length=6)]
"""Played one after another. A menu plays two of them in one AGI command, which holds 2,000 bytes."""


Number = Annotated[str, Spelled(r"^[0-9]{2,10}$", "a number of 2 to 10 digits")]
"""What is dialled inside: an extension, or something else that can be rung."""

NumberIfAny = Annotated[str, Spelled(r"^([0-9]{2,10})?$", "a number of 2 to 10 digits, or nothing: ''")]
"""The same; empty: it cannot be rung."""


class Frozen(BaseModel):
    """A part of the plan: unknown keys are refused, values do not change."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Abbreviated(Frozen):
    """A part of which the first field alone will do, a text, where all others are as usual; so it is written,
    too."""

    @model_validator(mode="before")
    @classmethod
    def _from_first(cls, given: Any) -> Any:
        return {next(iter(cls.model_fields)): given} if isinstance(given, str) else given

    @model_serializer(mode="wrap")
    def _as_short_as_it_may_be(self, whole: SerializerFunctionWrapHandler) -> Any:
        (first, _), *others = type(self).model_fields.items()
        usual = all(getattr(self, name) == field.default for name, field in others)
        return getattr(self, first) if usual else whole(self)


LANGUAGE = "a language by its two or three small letters, like vi or pt_BR"

Spoken = Annotated[str, Spelled(r"^[a-z]{2,3}(_[A-Z]{2})?$", LANGUAGE)]
"""A language, as the folders of prompts are named: `vi`, `en`, `pt_BR`."""
Language = Annotated[str, Spelled(r"^([a-z]{2,3}(_[A-Z]{2})?)?$", LANGUAGE)]
"""The same; empty for Asterisk's own."""
