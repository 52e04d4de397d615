"""Numbers as people write them, and whether a stranger may have us dial one.

National numbers are read as those of a country (ISO 3166 alpha-2). Numbering plans come with the library
`phonenumbers` (Google's libphonenumber).
"""

from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType as Type

LONGEST_NUMBER = 40

_ORDINARY = frozenset(
    {Type.FIXED_LINE, Type.MOBILE, Type.FIXED_LINE_OR_MOBILE, Type.VOIP, Type.PERSONAL_NUMBER, Type.UAN}
)
"""What a call to costs what calls cost: no premium rate, no shared cost, no pager, no voicemail, and nothing
that the numbering plan does not know."""


def is_country(code: str) -> bool:
    """Whether numbers can be read as those of a country."""
    return code in phonenumbers.SUPPORTED_REGIONS


@lru_cache(maxsize=4096)
def e164(number: str, country: str) -> str | None:
    """Any spelling of a number → `+84901234567`. None for nobody's: withheld, empty, a word, too short or too
    long.

    A number that is possible is enough: which ranges are in use changes faster than the tables of it.
    """
    if len(number) > LONGEST_NUMBER:
        return None
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


@lru_cache(maxsize=4096)
def is_ordinary(number: str) -> bool:
    """Of a number in E.164: an ordinary person's, by the numbering plan."""
    return phonenumbers.number_type(phonenumbers.parse(number)) in _ORDINARY


@lru_cache(maxsize=4096)
def country_of(number: str) -> str:
    """Of a number in E.164; `001` for none (satellites, ships)."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""


@lru_cache(maxsize=4096)
def spellings(number: str, country: str) -> tuple[str, ...]:
    """How a number in E.164 may be dialled in that country."""
    parsed = phonenumbers.parse(number)
    abroad = phonenumbers.format_out_of_country_calling_number(parsed, country)
    return as_dialled(number, country), number, "".join(char for char in abroad if char.isdigit())


def spelt(number: str, country: str) -> tuple[str, ...]:
    """As it is, and in every other way: nobody gets round a pattern by `+` for `00`."""
    known = e164(number, country)
    return (number, *spellings(known, country)) if known else (number,)


@lru_cache(maxsize=4096)
def as_dialled(number: str, country: str) -> str:
    """A number in E.164 as it is dialled in that country: a national one by its digits alone."""
    parsed = phonenumbers.parse(number)
    if phonenumbers.region_code_for_number(parsed) != country:
        return number
    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return "".join(char for char in national if char.isdigit())
