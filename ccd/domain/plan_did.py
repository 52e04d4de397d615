"""A number that callers dial, as it is planned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from ccd.domain.ivr.target import Target
from ccd.domain.located import Problem, refuse
from ccd.domain.names import Frozen, Language, Name, Prompts, Title
from ccd.domain.plan_exits import WhenClosed
from ccd.domain.plan_recording import Policy
from ccd.domain.skills import Skills
from ccd.domain.spelled import FULL_NUMBER, Spelled

if TYPE_CHECKING:
    from ccd.domain.plan import Plan

DidNumber = Annotated[str, Spelled(r"^\+?[0-9]{2,20}$", FULL_NUMBER)]


def did_key(number: str) -> str:
    """A plus sign in front is a matter of taste, and no part of the number."""
    return number.removeprefix("+")


class Did(Frozen):
    """A number that callers dial (as the trunk delivers it), and the flow or else the `target` that answers
    it. In the folder of `language` its callers' prompts are looked for first. `skills` are asked of the agent
    on top of what the queue asks, and never relaxed."""

    number: DidNumber
    flow: Name | None = None
    target: Target | None = None
    title: Title = ""
    language: Language = ""
    skills: Skills = Field(default_factory=dict)
    recording: Policy | None = None
    recording_notice: Prompts = ()
    when_closed: WhenClosed | None = None

    @property
    def key(self) -> str:
        return did_key(self.number)

    @property
    def holder(self) -> str:
        """The flow by which calls find its targets."""
        return f"DID {self.number}"

    @model_validator(mode="after")
    def _leads_to_one_place(self) -> Self:
        if bool(self.flow) == bool(self.target):
            what = "needs either a `flow` or a `target` that says where its callers go, and not both"
            refuse("Did", [(("target" if self.target else "flow",), f"DID {self.number} {what}")])
        return self


def unknown_flows(plan: Plan) -> Iterator[Problem]:
    for i, did in enumerate(plan.dids):
        if did.flow and did.flow not in plan.flows_by_name:
            yield ("dids", i, "flow"), f"DID {did.number}: there is no flow {did.flow}"
