from ccd.domain.whereabouts import Whereabouts


def test_a_call_is_on_the_channel_it_came_to_last() -> None:
    where = Whereabouts()
    where.call_moved("c1", "", "first")
    where.call_moved("c1", "first", "second")
    assert (where.call_on("first"), where.call_on("second")) == ("", "c1")
    where.call_moved("c1", "second", "")
    assert where == Whereabouts()


def test_a_phone_has_a_call_from_the_ringing_to_the_end() -> None:
    where = Whereabouts()
    where.phone_taken("1001", "c1")
    assert (where.has_call("1001"), where.has_call("1002")) == (True, False)
    where.phone_freed("1001")
    where.phone_freed("1001")
    assert not where.has_call("1001")


def test_who_came_to_a_phone_last_has_it() -> None:
    where = Whereabouts()
    where.agent_came("1001", "ann")
    where.agent_came("1001", "bob")
    assert where.agent_at("1001") == "bob"
    where.agent_went("1001")
    assert where.agent_at("1001") == ""
