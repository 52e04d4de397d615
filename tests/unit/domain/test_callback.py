from ccd.domain.call import CallState
from ccd.domain.callback import give_up_at_ms, in_reach, policy_of
from ccd.domain.events import AsteriskFound, AsteriskLost, PlanChanged
from ccd.domain.plan import Plan
from tests.unit.domain.called_back import CalledBack, plan


def test_the_line_takes_him_without_a_channel() -> None:
    call = CalledBack().book().floor.calls["c1"]
    assert (call.state, call.channel_id, call.attached) == (CallState.WAITING, "", False)
    assert in_reach(call)


def test_each_ring_has_a_channel_of_its_own() -> None:
    call = CalledBack(present=("ann",)).book().floor.calls["c1"]
    assert call.channel_id == call.callback.channel("c1") == "c1-1"


def test_nobody_is_called_without_asterisk() -> None:
    office = CalledBack().book()
    call = office.play(AsteriskLost()).floor.calls["c1"]
    assert not in_reach(call)
    office.play(AsteriskFound((), ()))
    assert in_reach(call)
    assert not in_reach(office.restarted().floor.calls["c1"]), "before Asterisk is found"


def test_a_restart_forgets_nothing() -> None:
    office = CalledBack(present=("ann",)).book().pick_up().told()
    before, after = office.floor.calls["c1"], office.restarted().floor.calls["c1"]
    assert (after.callback, after.ringing, after.channel_id) == (
        before.callback,
        before.ringing,
        before.channel_id,
    )


def test_a_queue_that_stopped_calling_back_still_does_for_those_it_promised() -> None:
    office = CalledBack(plan({"attempts": 7, "keep_s": 7200})).book()
    call = office.floor.calls["c1"]
    assert give_up_at_ms(call) == call.callback.booked_at_ms + 7_200_000
    changed = plan().model_dump(exclude={"dids"})
    changed["queues"][0]["callback"] = None
    office.play(PlanChanged(Plan.model_validate(changed), "admin"))
    assert policy_of(call).attempts == 7, "a call keeps its plan"
    assert policy_of(office.restarted(office.floor.plan).floor.calls["c1"]).attempts == 3
