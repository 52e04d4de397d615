"""Where `Dial` rings: the address of each leg, and who picked up a mobile there without taking the call."""

import re
from collections.abc import Awaitable, Callable, Sequence

from ccd.domain.legs import Leg, OutsideLeg, PhoneLeg
from ccd.domain.orders import RungPhone
from ccd.telephony.agi import commands
from ccd.telephony.agi.commands import Words
from ccd.telephony.agi.wire import Answer
from ccd.telephony.channels import way_to_mobile, way_to_phone

Ask = Callable[[Words], Awaitable[Answer]]

_CONTACT = re.compile(r"[\w:;=@.+~%\[\]-]+")
_NUMBER = re.compile(r"[0-9*#+]+")
_TRUNK = re.compile(r"[\w-]+")


def legs_of(phone: RungPhone) -> list[Leg]:
    desk = [PhoneLeg(phone.extension, phone.after_s, phone.several)] if phone.at_desk else []
    return [*desk, *phone.mobiles]


async def addresses(ask: Ask, channel_id: str, legs: Sequence[Leg]) -> list[str]:
    """Raises CallGoneError, as `ask` does, and ValueError for what is no number or no trunk's name."""
    if any(_confirms(leg) for leg in legs):
        await ask(commands.ring_mobiles(channel_id))
    return [address for n, leg in enumerate(legs, 1) for address in await _addresses(ask, leg, n)]


async def unaccepted(ask: Ask, legs: Sequence[Leg]) -> str:
    """As `DialFinished` tells it. Asterisk keeps who picked up, and again, behind a `=`, who accepted."""
    if not any(_confirms(leg) for leg in legs):
        return ""
    words = (await ask(commands.UNACCEPTED)).value.split()
    return " ".join(word for word in words if word[0] != "=" and f"={word}" not in words)


def _confirms(leg: Leg) -> bool:
    return isinstance(leg, OutsideLeg) and leg.confirm


async def _addresses(ask: Ask, leg: Leg, place: int) -> list[str]:
    if isinstance(leg, OutsideLeg):
        if leg.confirm:
            await ask(commands.ways_to_mobile(leg, place))
        return [address_of(leg, place)]
    if leg.several and not leg.after_s:
        # Phones said it, so it may be anything, also where others of ours are. By the number alone `Dial`
        # would ring one of them.
        found = (await ask(commands.contacts(_checked(_NUMBER, leg.extension)))).value.split("&")
        own = f"PJSIP/{leg.extension}/"
        plain = [at for at in found if at.startswith(own) and _CONTACT.fullmatch(at.removeprefix(own))]
        return plain or [address_of(leg)]
    return [address_of(leg)]


def address_of(leg: Leg, place: int = 0) -> str:
    """`place` is the leg's among those that are rung together."""
    if isinstance(leg, PhoneLeg):
        _checked(_NUMBER, leg.extension)
        return way_to_phone(leg) if leg.after_s else f"PJSIP/{leg.extension}"
    number, trunk = _checked(_NUMBER, leg.number), _checked(_TRUNK, leg.trunk)
    return way_to_mobile(leg, place) if leg.confirm else f"PJSIP/{number}@{trunk}"


def _checked(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(f"{text!r} cannot be dialled")
    return text
