import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.orders import Membership, MirrorMember
from ccd.telephony.ami.perform import Action, actions, checked


def mirror(membership: Membership) -> tuple[Action, ...]:
    return actions(MirrorMember("support", "1001", "anna", membership))


MEMBER = {"Queue": "support", "Interface": "PJSIP/1001"}


@pytest.mark.parametrize(
    ("membership", "paused"), [(Membership.PRESENT, "false"), (Membership.PAUSED, "true")]
)
def test_a_member_is_added_and_set_whatever_he_was(membership: Membership, paused: str) -> None:
    assert mirror(membership) == (
        {"Action": "QueueAdd", **MEMBER, "MemberName": "anna", "Paused": paused},
        {"Action": "QueuePause", **MEMBER, "Paused": paused},
    )


def test_a_member_is_removed() -> None:
    assert mirror(Membership.ABSENT) == ({"Action": "QueueRemove", **MEMBER},)


@given(st.dictionaries(st.text(min_size=1, max_size=10), st.text(max_size=30), min_size=1, max_size=5))
def test_what_is_let_through_has_one_line_per_header(action: dict[str, str]) -> None:
    try:
        checked(action)
    except ValueError:
        return
    wire = "".join(f"{name}: {value}\r\n" for name, value in action.items())
    assert [line.split(": ", 1) for line in wire.split("\r\n")[:-1]] == [[*item] for item in action.items()]
    assert "\n" not in wire.replace("\r\n", "")


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\0"])
def test_a_second_header_in_a_value_is_refused(end: str) -> None:
    with pytest.raises(ValueError, match="not an AMI header"):
        checked({"Action": "QueueAdd", "MemberName": f"anna{end}Action: Command"})
