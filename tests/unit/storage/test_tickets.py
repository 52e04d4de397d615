from ccd.storage.tickets import TRANSITIONS, UNFINISHED, TicketStatus


def test_the_table_is_whole_and_leads_out_of_everything() -> None:
    assert set(TRANSITIONS) == set(TicketStatus)
    assert all(to and status not in to for status, to in TRANSITIONS.items())


def test_work_can_always_be_taken_up_again() -> None:
    assert all(TicketStatus.OPEN in TRANSITIONS[s] for s in TicketStatus if s is not TicketStatus.OPEN)
    assert set(UNFINISHED) == {"open", "follow_up"}
