from ccd.domain.facts import DoNotDisturbChanged, ForwardChanged
from ccd.storage.projections.phone_settings import PhoneSettings


def test_one_row_for_each_phone() -> None:
    settings = PhoneSettings()
    settings.take(ForwardChanged("1001", "1002"), 1)
    settings.take(DoNotDisturbChanged("1001", on=True), 2)
    (row,) = settings.changed()
    assert row == {"extension": "1001", "forward_to": "1002", "do_not_disturb": True}
    assert not settings.changed()


def test_what_was_there_before_is_kept() -> None:
    settings = PhoneSettings()
    settings.remember([{"extension": "1001", "forward_to": "1002", "do_not_disturb": False}])
    settings.take(DoNotDisturbChanged("1001", on=True), 2)
    assert settings.changed() == [{"extension": "1001", "forward_to": "1002", "do_not_disturb": True}]
