"""A flow: named nodes, a start, and proof that every caller gets somewhere."""

from collections.abc import Collection, Iterator
from typing import Self

from pydantic import Field, model_validator

from ccd.domain.circles import first_circle
from ccd.domain.ivr.nodes import Node
from ccd.domain.located import Problem, refuse
from ccd.domain.names import Frozen, Name, Title


class Flow(Frozen):
    """Refused: a start or target that is no node, and a circle of nodes in which the caller can do nothing
    but listen for ever."""

    name: Name
    title: Title = ""
    start: Name
    nodes: dict[Name, Node] = Field(min_length=1, max_length=500)

    @model_validator(mode="after")
    def _can_be_walked(self) -> Self:
        refuse("Flow", [*self._dangling_targets()])
        if circle := first_circle(self.nodes, self._leads_on):
            what = f"endless loop, the caller can only listen: {' -> '.join(circle)}"
            refuse("Flow", [(("nodes", circle[0]), what)])
        return self

    def _dangling_targets(self) -> Iterator[Problem]:
        if self.start not in self.nodes:
            yield ("start",), f"there is no node {self.start}"
        for name, node in self.nodes.items():
            for field, target in node.targets().items():
                if target not in self.nodes:
                    place = ("nodes", name, *field.split("."))
                    yield place, f"node {name}, {field}: there is no node {target}"

    def _leads_on(self, name: str) -> Collection[str]:
        """Where the caller comes without doing or waiting for anything."""
        node = self.nodes[name]
        return () if node.waits else node.targets().values()
