"""Texts that have to be written in a certain way, and what somebody is told who writes them otherwise."""

from dataclasses import dataclass
from typing import Any

from pydantic_core import CoreSchema, core_schema

ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
FULL_NUMBER = "a telephone number of 2 to 20 digits, perhaps with a + before them"
DIALLED = "a number as a phone of ours would dial it, 2 to 24 characters"


@dataclass(frozen=True, slots=True)
class Spelled:
    """In `Annotated[str, …]`: a text that `pattern` takes, of `most` characters. Who writes another one reads
    "must be" and then `like`; nobody has to read the pattern."""

    pattern: str
    like: str
    most: int | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        text = handler(source)
        if text["type"] != "str":
            raise TypeError("Spelled comes first: what stands before it would judge a text that is none yet")
        text["pattern"] = self.pattern
        if self.most is not None:
            text["max_length"] = self.most
        return core_schema.custom_error_schema(text, "spelled", custom_error_message=f"must be {self.like}")
