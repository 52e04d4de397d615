"""Those who are on call are rung one after the other; a mobile has to accept."""

from typing import Any

from ccd.domain.events import ConnectFinished, DialAnswered, DialStatus
from ccd.domain.facts import (
    CallEnded,
    CallOutcome,
    NodeEntered,
    OutsideDialled,
    PartiesUnreached,
    PartyAnswered,
    ReachOutcome,
)
from ccd.domain.legs import OutsideLeg, PhoneLeg
from ccd.domain.orders import Connect, PlayPrompts
from ccd.domain.plan import Plan
from tests.unit.domain.played import SALES, Played, channel
from tests.unit.domain.rules.test_outbound import plan

FIRST = OutsideLeg("0901", "carrier", confirm=True)


def on_rota(**said: Any) -> Plan:
    rota = {
        "name": "night",
        "zone": "UTC",
        "weeks": [["0901", "1001"]],
        "ring_s": 20,
        "otherwise": {"kind": "hang_up", "prompts": ["ccd/closed"]},
    }
    base = plan().model_dump(mode="json")
    dids = [{"number": SALES, "target": {"kind": "on_call", "rota": "night"}}]
    return Plan.model_validate(base | {"rotas": [rota | said], "dids": dids})


def rung(played: Played) -> tuple[object, ...]:
    order = played.orders[-1]
    assert isinstance(order, Connect)
    return order.legs


def unanswered(played: Played, unaccepted: str = "", cause: int = 19) -> Played:
    return played.play(ConnectFinished("c1", DialStatus.NOANSWER, cause, True, unaccepted))


def test_the_first_accepts() -> None:
    played = Played(on_rota()).call()
    assert rung(played) == (FIRST,)
    assert played.the(OutsideDialled).number == "0901"
    played.play(DialAnswered(channel("c1"), "0901@carrier", "0901@carrier"))
    assert played.the(PartyAnswered).party == "0901@carrier"


def test_the_next_is_rung_and_at_last_the_last_target() -> None:
    played = unanswered(Played(on_rota()).call(), "0901@carrier")
    assert played.the(PartiesUnreached).outcome is ReachOutcome.NOT_ACCEPTED
    assert rung(played) == (PhoneLeg("1001"),)
    unanswered(played)
    assert played.all(NodeEntered)[-1] == NodeEntered("c1", "rota night", "otherwise")
    assert isinstance(played.orders[-1], PlayPrompts)


def test_without_a_last_target_the_call_ends() -> None:
    played = unanswered(Played(on_rota(otherwise=None, weeks=[["1001"]])).call())
    assert played.the(CallEnded).outcome is CallOutcome.NO_ANSWER


def test_who_is_on_call_by_the_next_trunk_has_to_accept_too() -> None:
    played = Played(on_rota()).call()
    played.play(ConnectFinished("c1", DialStatus.CHANUNAVAIL, 38, True))
    assert rung(played) == (OutsideLeg("0901", "backup", confirm=True),)


def test_nobody_on_call_is_like_nobody_who_answers() -> None:
    past = [{"first": "2020-01-01", "last": "2020-01-02", "people": ["1001"]}]
    played = Played(on_rota(weeks=[], dates=past)).call()
    assert played.all(NodeEntered)[-1].flow == "rota night"


def test_who_has_taken_over_meanwhile_is_rung() -> None:
    """The first day is a Monday."""
    weeks = [{"mon": ["0901"], "tue-sun": ["1002"]}]
    played = Played(on_rota(weeks=weeks, hand_over="00:00")).call()
    assert rung(played) == (FIRST,)
    played.now_ms += 24 * 3600 * 1000
    assert rung(unanswered(played)) == (PhoneLeg("1002"),)
