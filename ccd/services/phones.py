"""How a phone is, and what people have set at it: where its calls go."""

from ccd.domain.centre import Centre
from ccd.domain.events import PhoneSet
from ccd.domain.refused import Refused
from ccd.engine.engine import Engine
from ccd.services.refusals import NotFound
from ccd.services.views import View


class PhoneSettingsView(View):
    """`forward_to`: a number, or empty. Who set what is set: the extension, by its code, or a user's name."""

    extension: str
    forward_to: str
    forward_by: str
    do_not_disturb: bool
    do_not_disturb_by: str


class PhoneView(View):
    """`state` is what Asterisk shows of all devices of the number together: unreachable (none is registered),
    idle, ringing, in_use; null: unknown, as while Asterisk is out of sight."""

    extension: str
    state: str | None


def seen(centre: Centre, extension: str) -> PhoneView | NotFound:
    if extension not in centre.plan.extensions_by_number:
        return NotFound(f"There is no extension {extension}.")
    return PhoneView(extension=extension, state=centre.seen.phones.get(extension))


def one(centre: Centre, extension: str) -> PhoneSettingsView | NotFound:
    if extension not in centre.plan.extensions_by_number:
        return NotFound(f"There is no extension {extension}.")
    phones = centre.desk.phones
    return PhoneSettingsView(
        extension=extension,
        forward_to=phones.forwarded.get(extension, ""),
        forward_by=phones.forwarded_by.get(extension, ""),
        do_not_disturb=extension in phones.undisturbed,
        do_not_disturb_by=phones.undisturbed.get(extension, ""),
    )


async def change(engine: Engine, event: PhoneSet) -> PhoneSettingsView | Refused:
    """Both, and how it is then."""
    found = one(engine.floor, event.extension)
    if isinstance(found, NotFound):
        return found
    return await engine.ask(event) or one(engine.floor, event.extension)
