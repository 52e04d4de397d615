"""What is said before a message: when it was left and by whom, in words that Asterisk brings along."""

from ccd.domain.boxes import Message
from ccd.domain.orders import DigitByDigit, Moment, Said
from ccd.domain.plan import Plan
from ccd.domain.plan_voicemail import Voicemail, zone_of


def envelope(plan: Plan, box: Voicemail, message: Message) -> tuple[Said, ...]:
    return ("vm-received", Moment(message.left_at_ms, zone_of(plan, box)), *_caller(plan, message.caller))


def _caller(plan: Plan, number: str) -> tuple[Said, ...]:
    """A carrier may send anything in the place of a number."""
    digits = number.removeprefix("+")
    if not (digits.isascii() and digits.isdecimal()):
        return ("vm-unknown-caller",)
    inside = number in plan.extensions_by_number
    return "vm-from-extension" if inside else "vm-from-phonenumber", DigitByDigit(digits)
