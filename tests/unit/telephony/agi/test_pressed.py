from ccd.telephony.agi.pressed import TOGETHER_S, TOLD_WITHIN_S, Pressed


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_a_key_of_a_menu_is_no_news_whoever_tells_of_it_first() -> None:
    early, late = Pressed(Clock()), Pressed(Clock())
    assert early.is_news("1"), "nobody knows yet whose it is"
    early.keep("1")
    early.took("1")
    assert early.early() == ""
    assert early.is_news("1"), "another one"
    late.took("1")
    assert not late.is_news("1")
    assert late.is_news("1"), "another one"


def test_two_menus_have_taken_keys_before_ami_tells() -> None:
    pressed = Pressed(Clock())
    pressed.took("12#")
    pressed.took("1")
    assert [pressed.is_news(key) for key in "12#11"] == [False, False, False, False, True]


def test_a_key_that_nobody_took_is_for_the_next_menu_in_the_order_pressed() -> None:
    pressed = Pressed(Clock())
    pressed.keep("1")
    pressed.keep("2")
    assert [pressed.early() for _ in range(3)] == ["1", "2", ""]


def test_who_presses_again_meant_the_last_key_alone() -> None:
    told_before, told_after = Pressed(Clock()), Pressed(Clock())
    for pressed in (told_before, told_after):
        pressed.keep("7")
    told_before.keep("9")
    for pressed in (told_before, told_after):
        pressed.took("9")
        assert pressed.early() == ""


def test_who_presses_the_same_key_again_meant_it_once() -> None:
    """Asterisk dropped the first; the second it gave us."""
    clock = Clock()
    told_before, told_after = Pressed(clock), Pressed(clock)
    for pressed in (told_before, told_after):
        pressed.keep("7")
    clock.now_s = TOGETHER_S + 1
    told_before.keep("7")
    told_before.took("7")
    told_after.took("7")
    assert not told_after.is_news("7")
    assert [pressed.early() for pressed in (told_before, told_after)] == ["", ""]


def test_keys_of_a_long_menu_are_told_one_by_one() -> None:
    clock = Clock()
    pressed = Pressed(clock)
    for key in "4711":
        pressed.keep(key)
        clock.now_s += TOGETHER_S + 1
    pressed.keep("5")
    pressed.took("4711", within_s=clock.now_s)
    assert [pressed.early(), pressed.early()] == ["5", ""]
    assert pressed.is_news("1"), "another one"


def test_a_key_after_that_of_the_menu_is_for_the_next_one() -> None:
    pressed = Pressed(Clock())
    pressed.keep("1")
    pressed.keep("5")
    pressed.took("1")
    assert pressed.early() == "5"


def test_what_was_pressed_while_it_meant_nothing_is_forgotten() -> None:
    pressed = Pressed(Clock())
    pressed.keep("1")
    pressed.forget()
    assert pressed.early() == ""


def test_of_a_key_that_ami_never_told_no_other_suffers() -> None:
    clock = Clock()
    pressed = Pressed(clock)
    pressed.took("1")
    clock.now_s = TOLD_WITHIN_S + 1
    assert pressed.is_news("1")
