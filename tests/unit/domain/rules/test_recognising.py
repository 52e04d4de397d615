"""A customer who becomes known late is served as if he had been known when he came."""

from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.decided import Began, Decided
from ccd.domain.events import AgentSignedOn, CallerIdentified, Event
from ccd.domain.facts import PriorityRaised, Recorded, SkillsAdded
from ccd.domain.orders import RingAgent
from ccd.services.replay import replay
from tests.unit.domain.called_back import CalledBack
from tests.unit.domain.played import START_MS, Played, arrival, office

PLAN = office(wrap_up_s=0, have={"ann": {"english": 5}, "bob": {"english": 2}})

KNOWN = st.tuples(st.booleans(), st.sampled_from(["", "english:3", "english:5", "klingon:1"]))


def test_it_is_said_why() -> None:
    played = Played(PLAN).call().play(CallerIdentified("c1", 7, vip=True, skills="english:3"), after_ms=2500)
    assert played.the(PriorityRaised).reason == "known after 2 s in line: the customer is a VIP"
    assert played.the(SkillsAdded).reason == (
        "known after 2 s in line: the customer always asks for english 3"
    )


def test_whose_phone_rings_by_then_may_answer() -> None:
    played = Played(PLAN, present=("bob",)).call().play(CallerIdentified("c1", 7, skills="english:3"))
    assert dict(played.floor.calls["c1"].asked) == {"english": 3}
    played.answer()
    assert played.floor.calls["c1"].agent == "bob"


def test_who_is_to_be_called_back_gets_his_place_as_well() -> None:
    played = CalledBack().book().play(CallerIdentified("c1", 7, vip=True, language="vi"))
    assert played.the(PriorityRaised).priority == 10
    assert not played.orders


@given(st.lists(KNOWN, min_size=1, max_size=5), st.data())
def test_when_it_becomes_known_makes_no_difference_to_the_order(
    callers: list[tuple[bool, str]], data: st.DataObject
) -> None:
    arrivals: list[Event] = [arrival(f"c{n}") for n in range(len(callers))]
    known: list[Event] = [
        CallerIdentified(f"c{n}", n + 1, vip, skills) for n, (vip, skills) in enumerate(callers)
    ]
    at_once = [event for pair in zip(arrivals, known, strict=True) for event in pair]
    late = arrivals + data.draw(st.permutations(known))
    assert _served(at_once) == _served(late)


def _served(events: list[Event]) -> list[tuple[str, str]]:
    """Who gets whom, when Ann comes and serves all whom she may, and then Bob comes."""
    played, lived = Played(PLAN), []
    for event in [*events, AgentSignedOn("ann")]:
        lived += [Decided(played.now_ms, event, _play(played, event))]
    served = []
    while offered := list(played.offers()):
        served += offered
        played.answer(offered[0][0]).finish(offered[0][0])
    assert replay([Began(START_MS, PLAN, (), {}, 0, 0), *lived]).difference is None
    return served


def _play(played: Played, event: Event) -> list[Recorded]:
    before = len(played.recorded)
    played.play(event)
    return played.recorded[before:]


def test_phones_show_the_name_in_the_customer_file() -> None:
    played = Played(office(display_prefix="Sales:")).call().play(CallerIdentified("c1", 7, name="Lan"))
    (ring,) = [order for order in played.play(AgentSignedOn("ann")).orders if isinstance(order, RingAgent)]
    assert ring.shown == "Sales: Lan"
    again = played.restarted()
    assert again.floor.calls["c1"].shown() == "Lan"


def test_phones_show_what_the_carrier_says_where_there_is_no_name() -> None:
    played = Played(office(), present=("ann",)).call()
    (ring,) = [order for order in played.orders if isinstance(order, RingAgent)]
    assert ring.shown == ""
    assert played.floor.calls["c1"].shown("Sales:") == "Sales: 5550123"
