"""How a queue calls back those who do not want to wait on the phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from ccd.domain.ivr.nodes.callback import BookCallback
from ccd.domain.located import Problem, refuse
from ccd.domain.names import Country, Frozen, Prompt, Prompts
from ccd.domain.phone_number import country_of, is_ordinary
from ccd.domain.spelled import FULL_NUMBER, Spelled

if TYPE_CHECKING:
    from ccd.domain.plan import Plan

ShownNumber = Annotated[str, Spelled(r"^\+?[0-9]{2,20}$", FULL_NUMBER)]


class CallbackPrompts(Frozen):
    """What is said. To the caller: `offer`, the number's digits, `confirm` (1), `other` (2), `stay` (*);
    `ask` for a number that ends with `#`, `refused` before it is asked for again; `goodbye`. To the agent:
    `agent`, the digits, and `press_one` where he has to; `unreached` after a customer who did not answer.
    `digits` is the folder of the sounds `0` to `9`."""

    offer: Prompts = ("ccd/callback-offer",)
    confirm: Prompts = ("ccd/callback-confirm",)
    other: Prompts = ("ccd/callback-other",)
    stay: Prompts = ("ccd/callback-stay",)
    ask: Prompts = ("ccd/callback-ask",)
    refused: Prompts = ("ccd/callback-refused",)
    goodbye: Prompts = ("ccd/callback-goodbye",)
    agent: Prompts = ("ccd/callback-agent",)
    press_one: Prompts = ("ccd/callback-press-one",)
    unreached: Prompts = ("ccd/callback-unreached",)
    digits: Prompt = "digits"

    def spell(self, number: str) -> Prompts:
        """The number, digit by digit."""
        return tuple(f"{self.digits}/{digit}" for digit in number if digit.isdigit())


class CallbackPolicy(Frozen):
    """The customer is dialled at most `attempts` times, each time for `ring_timeout_s`, and again
    `retry_after_s` after he was busy or did not answer. What is not done in `keep_s` is given up.

    He is dialled by the plan's routes, and sees `caller_id` (without it the number that he had called). With
    `press_one` the agent has to press 1 before he is dialled. Without `other_number` he can be called back
    only where he calls from. Ordinary numbers of the plan's country may be dialled, and of the countries that
    `abroad` names; no other ones, and none that costs more.

    Who calls in while he is to be called back takes over his own place; not `called_in`, where many callers
    have the same number: then he has two."""

    attempts: int = Field(default=3, ge=1, le=20)
    retry_after_s: int = Field(default=600, ge=1, le=86_400)
    ring_timeout_s: int = Field(default=30, ge=5, le=120)
    keep_s: int = Field(default=43_200, ge=60, le=604_800)
    caller_id: ShownNumber | None = None
    press_one: bool = False
    other_number: bool = True
    called_in: bool = True
    abroad: tuple[Country, ...] = Field(default=(), max_length=250)
    prompts: CallbackPrompts = CallbackPrompts()

    @model_validator(mode="after")
    def _leaves_time(self) -> Self:
        if self.attempts > 1 and self.keep_s <= self.retry_after_s:
            what = (
                f"callbacks are given up after {self.keep_s} s, so there is no second attempt after "
                f"{self.retry_after_s} s; keep them longer, try again sooner, or only once"
            )
            refuse("CallbackPolicy", [(("keep_s",), what)])
        return self

    def may_dial(self, number: str, country: str) -> bool:
        """`number` in E.164, `country` the plan's."""
        return country_of(number) in (country, *self.abroad) and is_ordinary(number)


def callback_problems(plan: Plan) -> Iterator[Problem]:
    """`plan`: its names resolve."""
    for i, queue in enumerate(plan.queues):
        if queue.callback and not plan.routes:
            yield ("queues", i, "callback"), f"queue {queue.name}: the plan has no route to call back by"
    for site in plan.sites.values():
        if isinstance(site.node, BookCallback):
            queue = plan.queues_by_name[site.node.queue]
            if queue.callback is None:
                what = f"{site.words}: queue {queue.name} calls nobody back; give it `callback: {{}}`"
                yield (*site.place, "queue"), what
