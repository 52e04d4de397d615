from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan
from ccd.domain.plan_callback import CallbackPolicy, CallbackPrompts
from tests.unit.domain.called_back import plan


def refusal(**changes: Any) -> tuple[tuple[str | int, ...], str]:
    with pytest.raises(ValidationError) as refused:
        Plan.model_validate({**plan().model_dump(), **changes})
    (error,) = refused.value.errors()
    return error["loc"], error["msg"]


def queues(**changes: Any) -> list[dict[str, Any]]:
    (queue,) = plan().model_dump()["queues"]
    return [{**queue, **changes}]


def test_a_number_is_spelled_by_its_digits() -> None:
    assert CallbackPrompts(digits="custom/d").spell("+84 90") == tuple(f"custom/d/{d}" for d in "8490")


def test_a_second_attempt_needs_time() -> None:
    assert CallbackPolicy(attempts=1, keep_s=60, retry_after_s=600)
    with pytest.raises(ValidationError, match="no second attempt after 600 s"):
        CallbackPolicy(attempts=2, keep_s=600, retry_after_s=600)


def test_only_ordinary_numbers_of_the_country_may_be_dialled() -> None:
    policy = CallbackPolicy(abroad=("US",))
    assert [policy.may_dial(n, "VN") for n in ("+84901234567", "+12025550123", "+33612345678")] == [
        True,
        True,
        False,
    ]
    assert not policy.may_dial("+8419001234", "VN"), "premium rate"
    assert not policy.may_dial("+19005550100", "VN"), "premium rate abroad"


def test_there_must_be_a_way_out() -> None:
    place, what = refusal(routes=[])
    assert (place, what) == (("queues", 0, "callback"), "queue sales: the plan has no route to call back by")


def test_only_a_queue_that_calls_back_can_be_asked_to() -> None:
    place, what = refusal(queues=queues(callback=None))
    assert place == ("dids", 0, "target", "queue")
    assert "queue sales calls nobody back; give it `callback: {}`" in what
