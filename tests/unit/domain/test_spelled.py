"""Who writes a text otherwise than it has to be is told how."""

from typing import Annotated

import pytest
from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter, ValidationError

from ccd.domain.spelled import Spelled

Code = Annotated[str, Spelled(r"^[a-z]+$", "small letters {3 at most}", 3)]


class Written(BaseModel):
    code: Code = Field(default="abc", min_length=2)
    others: dict[Code, int] = {}


@pytest.mark.parametrize("code", ["A", "abcd", "a", "", 3, None, ["a"]])
def test_he_is_told_how(code: object) -> None:
    with pytest.raises(ValidationError) as refused:
        Written.model_validate({"code": code})
    [error] = refused.value.errors()
    assert (error["loc"], error["msg"]) == (("code",), "must be small letters {3 at most}")


def test_keys_as_well() -> None:
    assert Written.model_validate({"others": {"ab": 1}}).others == {"ab": 1}
    with pytest.raises(ValidationError, match="must be small letters"):
        Written.model_validate({"others": {"AB": 1}})


def test_the_description_of_the_api_has_the_pattern() -> None:
    code = Written.model_json_schema()["properties"]["code"]
    assert (code["pattern"], code["maxLength"], code["minLength"]) == (r"^[a-z]+$", 3, 2)


def test_what_comes_before_is_not_lost_in_silence() -> None:
    with pytest.raises(TypeError, match="Spelled comes first"):
        TypeAdapter(Annotated[str, BeforeValidator(str), Spelled("a", "a")])
