from ccd.domain.call import Call
from ccd.domain.call_memory import remember_wait
from ccd.domain.facts import (
    AgentPreferred,
    CallQueued,
    PreferenceGivenUp,
    QueueLeft,
    SkillsRelaxed,
    VisitOutcome,
)
from tests.unit.domain.played import office


def in_flow() -> Call:
    return Call("c1", "channel-c1", "+15550100", "", "", "sales", office(), 0, 0)


def test_a_new_visit_forgets_what_belonged_to_the_one_before() -> None:
    call = in_flow()
    call.left, call.exit_key, call.waited_for = "left_by_key", "5", "bob"
    remember_wait(
        call, CallQueued("c1", 2, "sales", 7, 1000, skills="english:2", own_skills="french:1"), 1000
    )
    assert (call.visit, call.queue, call.priority, call.entered_at_ms) == (2, "sales", 7, 1000)
    assert (call.asked, call.asked_at_first) == ((("english", 2),), (("english", 2),))
    assert (call.own_skills, call.left, call.exit_key, call.waited_for) == ((("french", 1),), "", "", "")


def test_what_is_relaxed_was_asked_at_first() -> None:
    call = in_flow()
    remember_wait(call, CallQueued("c1", 1, "sales", 0, 1000, skills="english:2"), 1000)
    remember_wait(call, SkillsRelaxed("c1", 1, "sales", ""), 2000)
    assert (call.asked, call.asked_at_first) == ((), (("english", 2),))


def test_who_was_waited_for_in_vain_is_remembered() -> None:
    call = in_flow()
    remember_wait(call, AgentPreferred("c1", 1, "sales", "ann", 6000), 1000)
    assert (call.preferred, call.preferred_until_ms) == ("ann", 6000)
    remember_wait(call, PreferenceGivenUp("c1", 1, "sales", "ann"), 6000)
    assert (call.preferred, call.waited_for) == ("", "ann")


def test_who_leaves_the_line_waits_for_nobody() -> None:
    call = in_flow()
    call.preferred = "ann"
    remember_wait(call, QueueLeft("c1", 1, "sales", VisitOutcome.ABANDONED, 5), 6000)
    assert (call.left, call.preferred) == ("abandoned", "")
