"""In which language the caller is spoken to."""

from ccd.domain.call import Call
from ccd.domain.facts import LanguageChosen
from ccd.domain.orders import Speak
from ccd.domain.rules.rule import Part

BY_NUMBER, BY_CUSTOMER, BY_MENU = "number", "customer", "menu"


def speak(call: Call, language: str, by: str) -> Part:
    """What the caller chose himself is repeated, as the order that makes it so; all else only once."""
    if language and (language != call.language or by == BY_MENU):
        yield LanguageChosen(call.call_id, language, by)
        yield Speak(call.call_id, language)


def speak_his_own(call: Call, language: str) -> Part:
    """The customer's, where the plan has it and he has not just chosen one."""
    reachable = call.attached and not call.callback.in_line
    if reachable and language in call.plan.languages and call.language_by != BY_MENU:
        yield from speak(call, language, BY_CUSTOMER)
