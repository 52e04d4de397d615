"""Phones as Asterisk reads them, whatever their titles say."""

from hypothesis import given
from hypothesis import strategies as st

from ccd.domain.plan import Extension, Plan
from ccd.settings import Asterisk
from ccd.telephony.config.pjsip import render_pjsip


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), max_size=80))
def test_a_title_is_never_syntax(title: str) -> None:
    """Asterisk ends a line at a line feed, and nowhere else."""
    plan = Plan(extensions=(Extension(number="1001", title=title),))
    text = _phone(plan)
    plain = _phone(Plan(extensions=(Extension(number="1001"),)))
    assert [_key(line) for line in text.split("\n")] == [_key(line) for line in plain.split("\n")]
    (caller_id,) = [line for line in text.split("\n") if line.startswith("callerid")]
    assert caller_id.count('"') == 2
    assert ";" not in caller_id
    assert caller_id.endswith(" <1001>")


def _key(line: str) -> str:
    return line.partition("=")[0]


def _phone(plan: Plan) -> str:
    return render_pjsip(plan, {"1001": "s"}, Asterisk())


def test_the_phone_of_a_box_shows_its_messages() -> None:
    plan = Plan.model_validate(
        {
            "extensions": [{"number": n} for n in ("1001", "1002")],
            "voicemails": [{"name": "an", "extension": "1001"}],
        }
    )
    text = render_pjsip(plan, {"1001": "x", "1002": "y"}, Asterisk())
    boxes = "mailboxes = an@ccd\nvoicemail_extension = *97\n"
    assert text.count(boxes) == 2, "asked for, and unasked"
    assert boxes not in text.partition("[1002]")[2]
