"""Places are those of the writer."""

from typing import Any

import pytest
from pydantic import ValidationError

from ccd.domain.plan import Plan
from ccd.services.problems import invalid, place_of, spelled


@pytest.mark.parametrize(
    ("loc", "data", "place"),
    [
        (("queues", 0, "name"), {"queues": [{}]}, "queues[0].name"),
        # pydantic names the kind of a node
        (("nodes", "a", "menu", "otherwise"), {"nodes": {"a": {"kind": "menu"}}}, "nodes.a.otherwise"),
        # which may also be the name of a field,
        (("nodes", "a", "queue", "queue"), {"nodes": {"a": {"kind": "queue"}}}, "nodes.a.queue"),
        (("nodes", "a", "queue"), {"nodes": {"a": {"kind": "queue", "queue": "q"}}}, "nodes.a.queue"),
        # or of a node
        (("nodes", "menu", "menu", "prompts"), {"nodes": {"menu": {"kind": "menu"}}}, "nodes.menu.prompts"),
        (("nodes", "kind", "menu", "x"), {"nodes": {"kind": {"kind": "menu"}}}, "nodes.kind.x"),
        (("nodes", "B", "[key]"), {"nodes": {"B": {}}}, "nodes.B"),
        ((), None, ""),
        (("a", 3, "b"), "text", "a[3].b"),
    ],
)
def test_place(loc: tuple[str | int, ...], data: object, place: str) -> None:
    error = {"loc": loc, "type": "missing", "msg": "", "input": None}
    assert spelled(place_of(error, data)) == place  # type: ignore[arg-type]


def said(plan: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as error:
        Plan.model_validate(plan)
    return invalid(error.value.errors(), plan).reason


def queue(**wrong: Any) -> dict[str, Any]:
    return {"queues": [{"name": "q", **wrong}]}


def node(**body: Any) -> dict[str, Any]:
    return {"flows": [{"name": "f", "start": "a", "nodes": {"a": body}}]}


def rota(weeks: list[Any], begins: Any = "2026-11-23") -> dict[str, Any]:
    return {"rotas": [{"name": "r", "zone": "UTC", "begins": begins, "weeks": weeks}]}


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (queue(wrap_up_s=-1), "queues[0].wrap_up_s: must be at least 0"),
        (queue(wrap_up_s=10**20), "queues[0].wrap_up_s: must be at most 3600"),
        (queue(wrap_up_s="soon"), "queues[0].wrap_up_s: must be a whole number"),
        (queue(wrap_up_s=1.5), "queues[0].wrap_up_s: must be a whole number"),
        (queue(wrap_up_s=[]), "queues[0].wrap_up_s: must be a whole number"),
        (queue(strategy="best"), "queues[0].strategy: must be 'longest_idle', 'fewest_calls', "),
        (queue(members="an"), "queues[0].members: must be a list"),
        (queue(title="a\nb"), "queues[0].title: must be one line of text, 80 characters at most"),
        (queue(recording="250%"), "queues[0].recording: must be always, never, on_demand or a share of "),
        (queue(skills=[]), "queues[0].skills: must be a table of names and values"),
        (node(kind="manu"), "flows[0].nodes.a: there is no kind manu; there are 'play', 'menu', "),
        (node(prompts=["x"]), "flows[0].nodes.a: needs a `kind`"),
        ({"toll_guard": {"minutes": "x"}}, "toll_guard.minutes: must be a number"),
        ({"blocks": [{"name": "b", "withheld": "perhaps"}]}, "blocks[0].withheld: must be true or false"),
        (
            {"trunks": [{"name": "t", "addresses": ["a"]}]},
            "trunks[0].addresses[0]: must be an address, or a ",
        ),
        ({"break_reasons": []}, "break_reasons: must hold at least 1"),
        (queue(number=7), "queues[0].number: must be a number of 2 to 10 digits, or nothing: ''"),
        (
            node(kind="group", group="g", otherwise=7),
            "flows[0].nodes.a.otherwise: must be small letters a to z, digits, - and _, 40 at most, or ",
        ),
        ({"toll_guard": {"minutes": -1}}, "toll_guard.minutes: must be at least 0"),
        (
            {"groups": [{"name": "g", "members": [{"extension": []}]}]},
            "groups[0].members[0].extension: must be a number of 2 to 10 digits",
        ),
        (rota([[[7]]]), "rotas[0].weeks[0][0]: must be a table of names and values"),
        (rota([["1001"]], begins=7), "rotas[0].begins: must be a day, like 2026-12-24"),
        ({"country": "XX"}, "country: there is no country XX; write for example VN"),
    ],
)
def test_a_supervisor_reads_a_sentence(plan: dict[str, Any], sentence: str) -> None:
    assert said(plan).startswith(sentence)


def test_a_list_is_not_too_short_because_what_it_holds_is_wrong() -> None:
    menu = node(kind="menu", prompts=["../x"], choices={"1": "a"}, otherwise="a")
    assert said(menu).count("prompts") == 1
