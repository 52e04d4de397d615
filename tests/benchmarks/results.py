"""The figures, as a table for people and for RESULTS.md."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Line:
    """`queue` and `ccd` side by side; no `queue` where one figure is for both, no `good` without target."""

    what: str
    queue: float | None
    ccd: float
    target: str = ""
    good: bool | None = None

    @classmethod
    def ratio(
        cls,
        what: str,
        figure: float,
        target: str,
        *,
        at_least: float | None = None,
        at_most: float | None = None,
    ) -> Self:
        good = (at_least is None or figure >= at_least) and (at_most is None or figure <= at_most)
        return cls(what, None, figure, target, good)

    def cells(self) -> list[str]:
        verdict = "" if self.good is None else ("reached" if self.good else "MISSED")
        return [self.what, _figure(self.queue), _figure(self.ccd), self.target, verdict]


@dataclass
class Results:
    file: Path
    machine: list[tuple[str, str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def table(self) -> str:
        """Markdown, aligned."""
        head = ["", "`Queue()`", "`ccd`", "to reach", ""]
        rows = [head, *(line.cells() for line in self.lines)]
        widths = [max(3, *(len(row[n]) for row in rows)) for n in range(len(head))]
        rows.insert(1, ["-" * width for width in widths])
        return "\n".join(_row(row, widths) for row in rows)

    def write(self) -> None:
        machine = "\n".join(f"- {label}: {value}" for label, value in self.machine)
        self.file.write_text(_PAGE.format(machine=machine, table=self.table()), "utf-8")


_PAGE = """\
# What was measured last

Written by `make bench`: one run, the same Asterisk, both sides in alternating blocks, medians. `Queue()` is
Asterisk's own queue alone, with no daemon connected; `ccd` is Asterisk and the daemon together, on SQLite,
with every fact stored. Calls are signalling only: answered, an agent answers at once, the caller hangs up
after 2 s; 400 agents are signed in, nothing is recorded. Where callers wait, Asterisk sends each of them
music, and their CPU is both sides' alike. The floor alone and simulated hours are this process's.

{machine}

{table}
"""


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if value % 1 else f"{value:.0f}"


def _row(cells: list[str], widths: list[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"
