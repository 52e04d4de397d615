"""Parameters that many routes share."""

from datetime import datetime
from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from ccd.domain.names import Name
from ccd.domain.spelled import ONE_LINE, Spelled
from ccd.services.pins import PIN
from ccd.services.views import LARGEST_ID

LATEST_MS = 2**53


def _to_ms(value: object) -> object:
    if not isinstance(value, str) or value.isdecimal():
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError("write 2026-11-23T09:30:00+07:00 (+ is %2B in a URL), or milliseconds since 1970")
    return round(moment.timestamp() * 1000)


Moment = Annotated[
    int,
    BeforeValidator(_to_ms),
    Field(ge=0, le=LATEST_MS),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "integer", "minimum": 0}]}),
]
"""A moment as ISO 8601 with zone, or in ms since the Unix epoch."""

OneLine = Annotated[str, Spelled(ONE_LINE, "one line of text, 200 characters at most", 200)]

From = Annotated[
    Moment | None, Query(alias="from", description="Not before; ISO 8601 with zone, or epoch ms.")
]
To = Annotated[Moment | None, Query(alias="to", description="Before; ISO 8601 with zone, or epoch ms.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most in one page.")]
Cursor = Annotated[OneLine | None, Query(description="`next` of the page before.")]
QueueParam = Annotated[Name | None, Query(description="Name of a queue.")]
AgentParam = Annotated[Name | None, Query(description="Name of an agent.")]
CustomerParam = Annotated[int | None, Query(ge=1, le=LARGEST_ID, description="Id of a customer.")]
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
CallId = Annotated[OneLine, Path()]


class Pin(BaseModel):
    """What is typed at a phone. It is never shown again."""

    pin: Annotated[str, Spelled(PIN, "4 to 12 digits")] = Field(examples=["4711"])


PAGE = 50
