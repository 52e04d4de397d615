"""A queue as it is planned, and its members."""

from enum import StrEnum
from typing import Any

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from ccd.domain.names import Frozen, Name, Title
from ccd.domain.routing import StrategyName


class TicketPolicy(StrEnum):
    """What an answered call does to tickets."""

    PER_CALL = "per_call"  # each answered call opens one
    JOIN_OPEN = "join_open"  # joins the customer's unfinished one, else opens one
    NONE = "none"


class Member(Frozen):
    """An agent who serves a queue; the name alone will do. Free members of a lower rank are rung first,
    whatever the strategy."""

    agent: Name
    rank: int = Field(default=1, ge=1, le=100)

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, given: Any) -> Any:
        return {"agent": given} if isinstance(given, str) else given

    @model_serializer(mode="wrap")
    def _as_short_as_it_may_be(self, whole: SerializerFunctionWrapHandler) -> Any:
        return self.agent if self.rank == 1 else whole(self)


class Queue(Frozen):
    name: Name
    title: Title = ""
    strategy: StrategyName = "longest_idle"
    members: tuple[Member, ...] = ()
    ring_timeout_s: int = Field(default=15, ge=1, le=300)
    wrap_up_s: int = Field(default=10, ge=0, le=3600)
    music: Name = "default"
    recording: bool = True
    tickets: TicketPolicy = TicketPolicy.JOIN_OPEN

    @property
    def member_names(self) -> tuple[str, ...]:
        return tuple(member.agent for member in self.members)
