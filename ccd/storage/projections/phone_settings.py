"""Facts → `phone_settings`."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, true

from ccd.domain.facts import DoNotDisturbChanged, Fact, ForwardChanged
from ccd.storage.models import PhoneSettingsRow
from ccd.storage.rows import Values, table_of


class PhoneSettings:
    """One row for each phone at which something was ever set; all of them are remembered."""

    table = table_of(PhoneSettingsRow)

    def __init__(self) -> None:
        self._rows: dict[str, Values] = {}
        self._changed: dict[str, Values] = {}

    @property
    def unfinished(self) -> ColumnElement[bool]:
        return true()

    def remember(self, rows: Iterable[Values]) -> None:
        self._rows = {row["extension"]: row for row in rows}

    def take(self, fact: Fact, at_ms: int) -> None:
        match fact:
            case ForwardChanged():
                self._set(fact.extension, {"forward_to": fact.number, "forward_by": fact.by})
            case DoNotDisturbChanged():
                self._set(fact.extension, {"do_not_disturb": fact.on, "do_not_disturb_by": fact.by})
            case _:
                pass

    def changed(self) -> list[Values]:
        rows, self._changed = list(self._changed.values()), {}
        return rows

    def _set(self, extension: str, values: Values) -> None:
        by_nobody = {"forward_by": "", "do_not_disturb_by": ""}
        unset = {"extension": extension, "forward_to": "", "do_not_disturb": False, **by_nobody}
        row = self._rows.get(extension, unset) | values
        self._rows[extension] = self._changed[extension] = row
