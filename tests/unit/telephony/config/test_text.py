"""Text of people in files of Asterisk."""

from ccd.telephony.config.text import plain


def test_what_asterisk_would_read_as_syntax_is_blank() -> None:
    assert plain('An "the man" <1002>; \\ Văn') == "An  the man   1002     Văn"
