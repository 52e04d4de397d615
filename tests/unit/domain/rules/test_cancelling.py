"""Somebody of ours says that a callback is not to be made."""

from ccd.domain.events import CallbackCancelAsked, ConnectFinished, DialStatus, PlanChanged
from ccd.domain.facts import CallEnded, CallOutcome, QueueLeft, VisitOutcome
from ccd.domain.plan import Plan
from tests.unit.domain.called_back import CalledBack, plan

CANCEL = CallbackCancelAsked("c1", "admin")


def test_who_waits_is_called_no_more() -> None:
    office = CalledBack().book().play(CANCEL)
    assert office.last.refused is None
    assert office.the(QueueLeft).outcome is VisitOutcome.CALLBACK_CANCELLED
    assert office.the(CallEnded).outcome is CallOutcome.CALLBACK_CANCELLED


def test_also_between_two_attempts() -> None:
    office = CalledBack(present=("ann",)).book().pick_up().told()
    office.play(ConnectFinished("c1", DialStatus.BUSY, 17, caller_present=True)).play(CANCEL)
    assert office.the(CallEnded).outcome is CallOutcome.CALLBACK_CANCELLED
    assert not office.pass_s(3600).all(QueueLeft)[1:]


def test_what_is_under_way_is_not_cancelled() -> None:
    office = CalledBack(present=("ann",)).book().play(CANCEL)
    assert "is being called back now" in str(office.last.refused)


def test_others_cannot_be_cancelled() -> None:
    for office in (CalledBack(), CalledBack().ask()):
        assert "Nobody is to be called back" in str(office.play(CANCEL).last.refused)


def test_in_a_queue_that_is_gone_nobody_waits_for_ever() -> None:
    office = CalledBack().book()
    without = plan().model_dump(exclude={"queues", "dids"})
    office.play(PlanChanged(Plan.model_validate(without), "admin"))
    assert office.the(CallEnded).outcome is CallOutcome.CALLBACK_CANCELLED
