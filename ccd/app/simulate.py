"""`ccd simulate`: a centre in virtual time, beside what Erlang expects of it."""

from math import inf, isinf
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from ccd.domain.kpi.erlang import agents_needed, staff_needed
from ccd.services.simulation.figures import Figure, figures
from ccd.services.simulation.run import Run, simulate
from ccd.services.simulation.scenario import Scenario

_console = Console(highlight=False)
_errors = Console(stderr=True, highlight=False)


def command(
    arrivals_per_hour: Annotated[float, typer.Option(help="Callers, at random.")],
    handling_s: Annotated[float, typer.Option(help="Mean handling time.")],
    agents: Annotated[int, typer.Option(help="Agents, all ready all the time.")],
    patience_s: Annotated[
        float | None, typer.Option(help="Mean time until a caller gives up; without it nobody does.")
    ] = None,
    hours: Annotated[float, typer.Option(help="Counted hours; the centre is full before they begin.")] = 24,
    target_s: Annotated[float, typer.Option(help="Target of the service level.")] = 20,
    queues: Annotated[int, typer.Option(help="Queues with an equal share of callers and all agents.")] = 1,
    handling_cv: Annotated[
        float | None,
        typer.Option(help="Lognormal handling with this coefficient of variation, else exponential."),
    ] = None,
    service_level: Annotated[
        float, typer.Option(help="Percent to be answered within the target: how many agents does it take?")
    ] = 80,
    shrinkage: Annotated[
        float, typer.Option(help="Percent of paid time in which an agent is not there.")
    ] = 0,
    seed: Annotated[int, typer.Option(help="The same seed is the same day.")] = 1,
) -> None:
    """Try a centre in virtual time, on the floor that `ccd run` uses; beside it Erlang C and A, and how many
    agents those ask for."""
    scenario = Scenario(
        arrivals_per_hour,
        handling_s,
        agents,
        inf if patience_s is None else patience_s,
        hours,
        target_s,
        queues=queues,
        handling_cv=handling_cv,
        seed=seed,
    )
    try:
        staffing = _staffing(scenario, service_level, shrinkage)
        run = _with_progress(scenario)
    except ValueError as error:
        _errors.print(f"cannot simulate: {error}")
        raise typer.Exit(2) from error
    _console.print(_table(figures(scenario, run)))
    _console.print(
        f"{run.whole.offered} callers, {scenario.traffic.erlangs:.2f} erlangs, seed {seed}; "
        "± is half the 95 % interval."
    )
    _console.print(staffing)


def _staffing(scenario: Scenario, service_level: float, shrinkage: float) -> str:
    """Raises ValueError."""
    agents = agents_needed(scenario.traffic, scenario.target_s, service_level / 100)
    theory = "C" if isinf(scenario.patience_s) else "A"
    said = f"Erlang {theory} asks for {agents} agents for {service_level:g} % within {scenario.target_s:g} s"
    people = staff_needed(agents, shrinkage / 100)
    return f"{said}: {people} people who are away for {shrinkage:g} %." if shrinkage else f"{said}."


def _with_progress(scenario: Scenario) -> Run:
    with Progress(console=_errors, transient=True) as bar:
        task = bar.add_task("simulating", total=1.0)
        return simulate(scenario, lambda done: bar.update(task, completed=done))


def _table(found: list[Figure]) -> Table:
    table = Table("figure", *("measured", "±", "Erlang C", "Erlang A"))
    for column in table.columns[1:]:
        column.justify = "right"
    for figure in found:
        cells = (figure.measured, figure.sure, figure.erlang_c, figure.erlang_a)
        table.add_row(figure.name, *(_cell(value, figure.unit) for value in cells))
    return table


def _cell(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return "no end" if isinf(value) else f"{value:.2f} {unit}"
