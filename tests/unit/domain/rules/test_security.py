from ccd.domain.bans import BAN_MS, TRIES_MOST
from ccd.domain.events import AddressPardoned, DeadlineReached, PlanChanged, SignInFailed
from ccd.domain.facts import AddressBanned, BanEnded
from ccd.domain.orders import DenyAddresses
from ccd.domain.plan import Trunk
from tests.unit.domain.played import Played, office

AT = "203.0.113.7"
FAILED = SignInFailed(AT, "1001")


def banned() -> Played:
    played = Played()
    for _ in range(TRIES_MOST):
        played.play(FAILED, after_ms=100)
    return played


def test_who_tries_too_often_is_kept_out() -> None:
    played = banned()
    assert played.facts == [AddressBanned(AT, TRIES_MOST, "1001", played.now_ms + BAN_MS)]
    assert played.orders == [DenyAddresses((AT,))]
    assert len(played.all(AddressBanned)) == 1
    assert not played.play(FAILED).facts
    assert not played.orders


def test_one_try_less_is_allowed() -> None:
    played = Played()
    for _ in range(TRIES_MOST - 1):
        played.play(FAILED)
    assert played.all(AddressBanned) == []
    assert played.play(FAILED, after_ms=60_000).all(AddressBanned) == []


def test_a_ban_ends_by_itself() -> None:
    played = banned()
    assert played.floor.next_deadline() == played.now_ms + BAN_MS
    played.play(DeadlineReached(), BAN_MS)
    assert played.facts == [BanEnded(AT, "")]
    assert played.orders == [DenyAddresses(())]


def test_a_ban_outlives_a_restart() -> None:
    again = banned().restarted()
    assert list(again.floor.bans.until_ms) == [AT]
    assert again.play(DeadlineReached(), BAN_MS).facts == [BanEnded(AT, "")]


def test_a_person_ends_it() -> None:
    played = banned().play(AddressPardoned(AT, "admin"))
    assert played.facts == [BanEnded(AT, "admin")]
    assert played.orders == [DenyAddresses(())]
    played.play(AddressPardoned(AT, "admin"))
    assert played.last.refused
    assert AT in played.last.refused.reason


def test_a_carrier_is_never_kept_out() -> None:
    plan = office().model_copy(update={"trunks": (Trunk.model_validate({"name": "c", "addresses": [AT]}),)})
    played = Played(plan)
    for _ in range(2 * TRIES_MOST):
        assert played.play(FAILED).facts == []
    played = banned().play(PlanChanged(plan, "admin"))
    assert played.the(BanEnded).by == "admin"
    assert DenyAddresses(()) in played.orders
