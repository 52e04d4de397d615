"""A queue alone: what of it is checked before anything else of the plan is known."""

import pytest
from pydantic import ValidationError

from ccd.domain.plan_queue import Member, Queue


def test_a_member_is_a_name_or_a_name_with_a_rank() -> None:
    members = ["an", {"agent": "binh", "rank": 2}]
    queue = Queue.model_validate({"name": "support", "members": members})
    assert queue.members == (Member(agent="an", rank=1), Member(agent="binh", rank=2))
    assert queue.member_names == ("an", "binh")
    assert queue.model_dump(mode="json")["members"] == members
    assert Queue.model_validate(queue.model_dump(mode="json")) == queue


@pytest.mark.parametrize("rank", [0, 101, "first"])
def test_a_rank_that_is_none(rank: object) -> None:
    with pytest.raises(ValidationError) as raised:
        Queue.model_validate({"name": "support", "members": [{"agent": "an", "rank": rank}]})
    assert [error["loc"] for error in raised.value.errors()] == [("members", 0, "rank")]
