"""Who came into whose calls, folded from facts."""

from sqlalchemy.orm import Mapped, mapped_column

from ccd.storage.models.row import Millis, Row


class SupervisionRow(Row):
    """`supervision` is the supervisor's own call, `turn` 0 for one that was offered to him and not taken.
    `modes` are all that he used, in order, with a space between; `asked_by` is who had his phone rung."""

    __tablename__ = "supervisions"

    supervision: Mapped[str] = mapped_column(primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    call_id: Mapped[str] = mapped_column(index=True)
    supervisor: Mapped[str] = mapped_column(index=True)
    agent: Mapped[str] = mapped_column(index=True)
    modes: Mapped[str]
    asked_by: Mapped[str | None]
    started_at_ms: Mapped[Millis] = mapped_column(index=True)
    ended_at_ms: Mapped[Millis | None]
