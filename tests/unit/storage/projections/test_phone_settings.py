from ccd.domain.facts import DoNotDisturbChanged, ForwardChanged
from ccd.storage.projections.phone_settings import PhoneSettings


def test_one_row_for_each_phone() -> None:
    settings = PhoneSettings()
    settings.take(ForwardChanged("1001", "1002", "ann"), 1)
    settings.take(DoNotDisturbChanged("1001", on=True, by="1001"), 2)
    (row,) = settings.changed()
    assert row == {
        "extension": "1001",
        "forward_to": "1002",
        "forward_by": "ann",
        "do_not_disturb": True,
        "do_not_disturb_by": "1001",
    }
    assert not settings.changed()


def test_what_was_there_before_is_kept() -> None:
    settings = PhoneSettings()
    before = {"extension": "1001", "forward_to": "1002", "forward_by": "ann"}
    settings.remember([{**before, "do_not_disturb": False, "do_not_disturb_by": "1001"}])
    settings.take(DoNotDisturbChanged("1001", on=True, by="bo"), 2)
    assert settings.changed() == [{**before, "do_not_disturb": True, "do_not_disturb_by": "bo"}]
