"""What people have set at a phone: where its calls go."""

from ccd.domain.centre import Centre
from ccd.domain.events import PhoneSet
from ccd.domain.refused import Refused
from ccd.engine.engine import Engine
from ccd.services.refusals import NotFound
from ccd.services.views import View


class PhoneSettingsView(View):
    """`forward_to`: a number, or empty."""

    extension: str
    forward_to: str
    do_not_disturb: bool


def one(centre: Centre, extension: str) -> PhoneSettingsView | NotFound:
    if extension not in centre.plan.extensions_by_number:
        return NotFound(f"There is no extension {extension}.")
    phones = centre.desk.phones
    return PhoneSettingsView(
        extension=extension,
        forward_to=phones.forwarded.get(extension, ""),
        do_not_disturb=extension in phones.undisturbed,
    )


async def change(engine: Engine, event: PhoneSet) -> PhoneSettingsView | Refused:
    """Both, and how it is then."""
    found = one(engine.floor, event.extension)
    if isinstance(found, NotFound):
        return found
    return await engine.ask(event) or one(engine.floor, event.extension)
