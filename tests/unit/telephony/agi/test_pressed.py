from ccd.telephony.agi.pressed import Pressed


def test_a_key_of_a_menu_is_no_news_whoever_tells_of_it_first() -> None:
    early, late = Pressed(), Pressed()
    early.menu_begins()
    assert early.is_news("1"), "nobody knows yet whose it is"
    early.menu_took("1")
    assert early.is_news("1"), "another one"
    late.menu_begins()
    late.menu_took("1")
    assert not late.is_news("1")
    assert late.is_news("1"), "another one"


def test_what_was_pressed_before_the_menu_is_not_its_own() -> None:
    pressed = Pressed()
    assert pressed.is_news("1")
    pressed.menu_begins()
    pressed.menu_took("1")
    assert not pressed.is_news("1")
