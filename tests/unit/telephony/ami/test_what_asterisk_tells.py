"""`manager.conf` against what is read here: an event that Asterisk does not make is never heard of."""

import re
from pathlib import Path

from ccd.telephony.ami import translate

CONFIG = (Path(__file__).parents[4] / "asterisk-config/manager.conf").read_text()
TOLD = set(re.findall(r"^eventfilter\(action\(include\),name\((\w+)\)", CONFIG, re.MULTILINE))
[LISTED] = re.findall(r"^disabledevents = (.*)$", CONFIG, re.MULTILINE)
NOT_MADE = set(LISTED.split(","))


def test_nothing_that_is_let_through_is_never_made() -> None:
    assert not TOLD & NOT_MADE


def test_what_is_translated_is_let_through() -> None:
    assert translate.READ.keys() <= TOLD
