"""Places are those of the writer."""

import pytest

from ccd.services.problems import place_of, spelled


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
