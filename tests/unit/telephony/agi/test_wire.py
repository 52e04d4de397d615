import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccd.telephony.agi.wire import Answer, Ear, Hangup, encode, parse_environment

words = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=40), max_size=8
)


def as_asterisk_reads(line: str) -> list[str]:
    """Words are parted by blanks, quotes keep blanks, a backslash keeps the next character."""
    found: list[str] = []
    in_word = quoted = escaped = False
    for character in line:
        if not escaped and character == "\\":
            escaped = True
        elif not escaped and character == '"':
            quoted = not quoted
            if not in_word:
                found.append("")
            in_word = True
        elif not escaped and not quoted and character in " \t":
            in_word = False
        else:
            if not in_word:
                found.append("")
            in_word, escaped = True, False
            found[-1] += character
    return found


@given(words)
def test_asterisk_reads_the_words_that_were_written(words: list[str]) -> None:
    line = encode(words).decode()
    assert line.endswith("\n")
    assert "\n" not in line[:-1]
    assert as_asterisk_reads(line[:-1]) == words


@pytest.mark.parametrize("end", ["\r", "\n", "\0"])
@pytest.mark.parametrize("frame", ["{}", "a{}", "{}b", "a{}HANGUP"])
def test_a_line_end_is_refused(end: str, frame: str) -> None:
    with pytest.raises(ValueError, match="line end"):
        encode(["SET", "VARIABLE", "X", frame.format(end)])


def test_a_command_that_asterisk_would_cut_is_refused() -> None:
    encode(["EXEC", "Playback", "x" * 1900])
    with pytest.raises(ValueError, match="more than Asterisk can read"):
        encode(["EXEC", "Playback", "x" * 2000])


def test_half_a_character_is_written_as_a_question_mark() -> None:
    assert encode(["\udc80"]) == b'"?"\n'


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("200 result=0\n", Answer(200, "0")),
        ("200 result=1 (a (b) c)\n", Answer(200, "1", "a (b) c")),
        ("200 result=1 ()\n", Answer(200, "1")),
        ("200 result=-1\r\n", Answer(200, "-1")),
        ("200 result=0 endpos=1234\n", Answer(200, "0")),
        ("510 Invalid or unknown command\n", Answer(510)),
        ("511 Command Not Permitted on a dead channel or intercept routine\n", Answer(511)),
        ("HANGUP\n", Hangup.HANGUP),
        ("", None),
        ("HANGUP now\n", None),
        ("nonsense\n", None),
    ],
)
def test_answers(line: str, heard: Answer | Hangup | None) -> None:
    assert Ear().hear(line) == heard


def test_usage_is_one_answer_whatever_its_lines_say() -> None:
    ear = Ear()
    lines = [
        "520-Invalid command syntax.",
        "HANGUP",
        "200 result=0",
        "520 End of proper usage.",
        "200 result=0",
    ]
    assert [ear.hear(line) for line in lines] == [None, None, None, Answer(520), Answer(200, "0")]


@pytest.mark.parametrize(
    ("answer", "done", "tells_hangup"),
    [
        (Answer(200, "0"), True, False),
        (Answer(200, "1", "x"), True, False),
        (Answer(200, "-1"), False, True),
        (Answer(200, "-2"), False, False),
        (Answer(510), False, False),
        (Answer(511), False, True),
    ],
)
def test_what_an_answer_means(answer: Answer, done: bool, tells_hangup: bool) -> None:
    assert (answer.done, answer.tells_hangup) == (done, tells_hangup)


@given(st.lists(st.text(max_size=60) | st.sampled_from(["520-x", "200 result=1 (", "HANGUP"])))
def test_whatever_was_said_the_next_answer_is_understood(lines: list[str]) -> None:
    ear = Ear()
    for line in [*lines, "520 End of proper usage."]:
        ear.hear(line)
    assert ear.hear("200 result=0") == Answer(200, "0")


@given(st.lists(st.text(max_size=60)))
def test_no_environment_upsets_the_parser(lines: list[str]) -> None:
    controls = {chr(code) for code in range(32)} | {"\x7f"}
    assert not any(controls & set(value) for value in parse_environment(lines).values())


def test_environment() -> None:
    lines = [
        "agi_network: yes",
        "agi_calleridname: a: b, ${c}",
        "agi_arg_2: ",
        "no header",
        "agi_x: \x1b[31mred",
    ]
    assert parse_environment(lines) == {
        "agi_network": "yes",
        "agi_calleridname": "a: b, ${c}",
        "agi_arg_2": "",
        "agi_x": "[31mred",
    }


@given(st.text(string.printable.replace("\n", "").replace("\r", ""), max_size=40))
def test_a_value_keeps_what_can_be_printed(value: str) -> None:
    printed = "".join(character for character in value if character.isprintable())
    assert parse_environment([f"agi_x: {value}"])["agi_x"] == printed.strip()
