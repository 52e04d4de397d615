"""Problems with a place."""

import pytest
from pydantic import BaseModel, ValidationError, model_validator

from ccd.domain.located import refuse


class Inner(BaseModel):
    @model_validator(mode="after")
    def _never_good(self) -> "Inner":
        refuse("Inner", [(("a", 1), "is {not} good"), ((), "nor the whole")])
        return self


class Outer(BaseModel):
    inner: Inner


def test_no_problems_no_refusal() -> None:
    refuse("Model", [])


def test_each_problem_is_told_where_the_model_stands() -> None:
    with pytest.raises(ValidationError) as raised:
        Outer.model_validate({"inner": {}})
    assert [(e["loc"], e["msg"]) for e in raised.value.errors()] == [
        (("inner", "a", 1), "is {not} good"),
        (("inner",), "nor the whole"),
    ]
