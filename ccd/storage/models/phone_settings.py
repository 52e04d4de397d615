"""What people have set at their phones, folded from facts."""

from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import Row


class PhoneSettingsRow(Row):
    """`forward_to` empty: calls are not forwarded. Who set each (`…_by`) as in the facts."""

    __tablename__ = "phone_settings"

    extension: Mapped[str] = mapped_column(primary_key=True)
    forward_to: Mapped[str]
    do_not_disturb: Mapped[bool]
    forward_by: Mapped[str]
    do_not_disturb_by: Mapped[str]
