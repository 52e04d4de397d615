"""What the things of a plan may be called: the types that every part of the plan shares."""

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
"""An identifier: lower case, digits, `-`, `_`. Safe in file names, dialplan and URLs."""

Title = Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""Free text for people: one line, any script."""

DisplayPrefix = Annotated[str, StringConstraints(max_length=20, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""What stands before a name on the display of a phone: short, because displays are."""

Prompt = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_/-]{0,119}$")]
"""A sound by its path below the sounds folder, without ending: `ccd/welcome`."""


Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166 alpha-2."""

Prompts = Annotated[tuple[Prompt, ...], Field(max_length=6)]
"""Played one after another. A menu plays two of them in one AGI command, which holds 2,000 bytes."""


Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,10}$")]
"""What is dialled inside: an extension, or something else that can be rung."""

Nothing = Literal[""]


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


Spoken = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")]
"""A language, as the folders of prompts are named: `vi`, `en`, `pt_BR`."""
Language = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}(_[A-Z]{2})?)?$")]
"""The same; empty for Asterisk's own."""
